import type { Evidence } from '../schema/requirements/evidence.ts';
import {
  type Estimate,
  type ClaimEstimate,
  NOTHING_ESTIMATED,
} from '../schema/requirements/estimate.ts';
import { terminalText } from '../schema/visible-text.ts';
import { countOf, formatDuration } from './formats/quantity.ts';

/** What the reporter needs of the process it runs in: Playwright's own, or a test's stand-in. */
export interface RunnerProcess {
  /** As Node gives it: node, Playwright's program, and its arguments. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Omit<ProgressStream, 'write'> & {
    /** Calls back once all that was written before has gone out. */
    readonly write: (text: string, written?: () => void) => unknown;
  };
  readonly stderr: { readonly write: (text: string) => unknown };
  /** Ends the process with an exit code. */
  readonly exit: (code: number) => void;
}

const WINDOW_MS = 10_000;

/** How fast a count grows, by what it was in the last ten seconds. */
export class RecentRate {
  #samples: readonly (readonly [at: number, count: number])[] = [];

  /** Notes a count; gives by how much it grows in a second. */
  note(at: number, count: number): number {
    const recent = this.#samples.filter(([then]) => at - then <= WINDOW_MS);
    this.#samples = [...recent, [at, count]];
    const [[since, before] = [at, count]] = this.#samples;
    return at === since ? 0 : ((count - before) * 1000) / (at - since);
  }
}

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** What a claim has learned by now, while it is being asked; `null` where that is not known. */
export type AskedClaims = (claim: string) => Pick<Evidence, 'requests' | 'findings'> | null;

const REDRAW_MS = 250;
/** A claim of which nothing is known. */
const UNKNOWN: ClaimEstimate = { requests: 15, roundTrips: 15 };
/** Requests before which their pace says nothing. */
const TELLING = 8;

/** One line at the foot of a terminal that tells how far a run is; silent elsewhere. Never keeps the process alive. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #shown: boolean;
  readonly #asked: AskedClaims;
  readonly #now: () => number;
  readonly #rate = new RecentRate();
  /** Round trips, over the time in which requests were answered: starting a worker is no pace of the target. */
  readonly #pace = new RecentRate();
  #startedAt: number;
  #drawnAt: number;
  #answeringMs = 0;
  #estimate: () => Estimate = () => NOTHING_ESTIMATED;
  #claims: readonly string[] | null = null;
  #waiting: readonly string[] = [];
  #requests = 0;
  #findings = 0;
  #current = '';
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param asked looks at what the record of the run says of the claim that is being asked
   * @param now the time in milliseconds
   */
  constructor(
    stream: ProgressStream,
    quiet: boolean,
    asked: AskedClaims = () => null,
    now: () => number = Date.now,
  ) {
    this.#stream = stream;
    this.#shown = stream.isTTY === true && !quiet;
    this.#asked = asked;
    this.#now = now;
    this.#startedAt = now();
    this.#drawnAt = now();
  }

  /** Characters of a line on this terminal; without one, lines are whole. */
  get lineWidth(): number {
    const { isTTY, columns = 0 } = this.#stream;
    return isTTY === true && columns > 0 ? columns : Infinity;
  }

  /** Starts to show that a run is being made ready: until `start`, no claim is known. */
  prepare(): void {
    if (!this.#shown || this.#timer !== null) return;
    this.#startedAt = this.#now();
    this.#timer = setInterval(() => {
      this.draw();
    }, REDRAW_MS).unref();
    this.draw();
  }

  /**
   * Starts to show claims that will be asked.
   *
   * @param estimate gives what each of them is likely to take, as far as is known by then
   */
  start(claims: readonly string[], estimate: () => Estimate = () => NOTHING_ESTIMATED): void {
    this.prepare();
    this.#waiting = claims;
    this.#claims = claims;
    this.#estimate = estimate;
  }

  /** Names the claim that is being asked. */
  begin(claim: string): void {
    this.#current = claim;
  }

  /** Counts what a claim did. */
  end(claim: string, requests = 0, findings = 0): void {
    this.#waiting = without(this.#waiting, claim);
    this.#requests += requests;
    this.#findings += findings;
    this.#current = '';
  }

  /** Prints lines above the progress, so that none steers the terminal or the pipeline. */
  print(text: string): void {
    this.#clear();
    this.#stream.write(`${terminalText(text)}\n`);
    this.draw();
  }

  /** Stops, and leaves nothing behind. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#clear();
  }

  /** Shows how far the run is by now. */
  draw(): void {
    if (this.#timer === null) return;
    const width = Number.isFinite(this.lineWidth) ? this.lineWidth - 1 : 79;
    this.#stream.write(`\r\u001b[2K${this.#text(width)}`);
  }

  #clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[2K');
  }

  #text(width: number): string {
    const now = this.#now();
    const soFar = formatDuration(now - this.#startedAt);
    if (this.#claims === null) return `  getting ready · ${soFar}`.slice(0, width);
    const { requests: live = 0, findings = [] } = this.#asked(this.#current) ?? {};
    const requests = this.#requests + live;
    const rate = this.#rate.note(now, requests);
    const total = this.#claims.length;
    const claims = `  ${total - this.#waiting.length} of ${countOf(total, 'claim')}`;
    const sent = countOf(requests, 'request');
    const found = countOf(this.#findings + findings.length, 'finding');
    const doing = this.#doing(now, requests, live);
    return firstFitting(width, [
      [claims, `${sent} (${Math.round(rate)}/s)`, found, soFar, ...doing],
      [claims, sent, found, soFar, ...doing],
      [claims, sent, found, ...doing],
      [claims, found, ...doing],
    ]);
  }

  /** What is done now, and how long the rest takes. */
  #doing(now: number, requests: number, live: number): readonly string[] {
    const left = this.#left(now, live);
    if (this.#waiting.length === 0) return ['putting back'];
    const isKnown = requests >= TELLING && Number.isFinite(left) && left > 0;
    const time = isKnown ? [`about ${formatDuration(left * 1000)} left`] : [];
    return this.#current === '' ? time : [...time, this.#current];
  }

  /** Seconds that the rest takes by the recent pace, as far as can be estimated. */
  #left(now: number, live: number): number {
    if (live > 0) this.#answeringMs += now - this.#drawnAt;
    this.#drawnAt = now;
    const { claims, spacingMs } = this.#estimate();
    const estimateOf = (claim: string): ClaimEstimate => claims[claim] ?? UNKNOWN;
    const all = (this.#claims ?? []).map(estimateOf);
    const ahead = without(this.#waiting, this.#current).map(estimateOf);
    const own = this.#current === '' ? null : estimateOf(this.#current);
    const part = own === null ? 0 : Math.max(0, 1 - live / Math.max(1, own.requests));
    const roundTrips = sumOf(ahead, 'roundTrips') + part * (own?.roundTrips ?? 0);
    const requests = sumOf(ahead, 'requests') + part * (own?.requests ?? 0);
    const pace = this.#pace.note(this.#answeringMs, sumOf(all, 'roundTrips') - roundTrips);
    const byLimit = (requests * spacingMs) / 1000;
    return Math.ceil(Math.max(roundTrips / pace, byLimit));
  }
}

/** The first line that is no wider than a terminal; of lines that all are, the beginning of the last. */
function firstFitting(width: number, lines: readonly (readonly string[])[]): string {
  const texts = lines.map((parts) => parts.join(' · '));
  return texts.find((text) => text.length <= width) ?? (texts.at(-1) ?? '').slice(0, width);
}

function sumOf(claims: readonly ClaimEstimate[], what: keyof ClaimEstimate): number {
  return claims.reduce((sum, claim) => sum + claim[what], 0);
}

/** A list without the first of an item. */
function without(list: readonly string[], item: string): readonly string[] {
  const index = list.indexOf(item);
  return index === -1 ? list : list.toSpliced(index, 1);
}
