import type { Counts, Evidence } from '../schema/evidence.ts';
import { terminalText } from '../schema/visible-text.ts';
import { countOf, formatDuration } from './quantity.ts';
import { RecentRate } from './recent-rate.ts';

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** What a claim has learned by now, while it is being asked; `null` where that is not known. */
export type AskedClaims = (claim: string) => Pick<Evidence, 'requests' | 'findings'> | null;

const REDRAW_MS = 250;
/** Requests of a claim of which nothing is known. */
const UNKNOWN = 15;
/** Requests before which their rate says nothing. */
const TELLING = 20;

/** One line at the foot of a terminal that tells how far a run is; silent elsewhere. Never keeps the process alive. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #shown: boolean;
  readonly #asked: AskedClaims;
  readonly #rate = new RecentRate();
  #startedAt = Date.now();
  #foreseen: Counts = {};
  #claims = 0;
  #waiting: readonly string[] = [];
  #requests = 0;
  #findings = 0;
  #current = '';
  #timer: NodeJS.Timeout | null = null;

  /** @param asked looks at what the record of the run says of the claim that is being asked */
  constructor(stream: ProgressStream, quiet: boolean, asked: AskedClaims = () => null) {
    this.#stream = stream;
    this.#shown = stream.isTTY === true && !quiet;
    this.#asked = asked;
  }

  /** Characters of a line on this terminal; without one, lines are whole. */
  get lineWidth(): number {
    const { isTTY, columns = 0 } = this.#stream;
    return isTTY === true && columns > 0 ? columns : Infinity;
  }

  /** Starts to show, for claims that will be asked, with roughly the requests that each of them sends. */
  start(claims: readonly string[], foreseen: Counts = {}): void {
    this.#waiting = claims;
    this.#claims = claims.length;
    this.#foreseen = foreseen;
    this.#startedAt = Date.now();
    if (!this.#shown) return;
    this.#timer = setInterval(() => {
      this.#draw();
    }, REDRAW_MS).unref();
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
    this.#draw();
  }

  /** Stops, and leaves nothing behind. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#clear();
  }

  #draw(): void {
    if (this.#timer === null) return;
    const width = Number.isFinite(this.lineWidth) ? this.lineWidth - 1 : 79;
    this.#stream.write(`\r\u001b[2K${this.#text().slice(0, width)}`);
  }

  #clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[2K');
  }

  #text(): string {
    const { requests: ofClaim = 0, findings = [] } = this.#asked(this.#current) ?? {};
    const requests = this.#requests + ofClaim;
    const rate = this.#rate.note(Date.now(), requests);
    return [
      `  ${this.#claims - this.#waiting.length} of ${countOf(this.#claims, 'claim')}`,
      `${countOf(requests, 'request')} (${Math.round(rate)}/s)`,
      countOf(this.#findings + findings.length, 'finding'),
      this.#left(requests < TELLING ? 0 : rate, ofClaim),
      ...(this.#current === '' ? [] : [this.#current]),
    ].join(' · ');
  }

  #left(rate: number, live: number): string {
    const seconds = Math.ceil(this.#ahead(live) / rate);
    if (!Number.isFinite(seconds) || seconds === 0) {
      return `${formatDuration(Date.now() - this.#startedAt)} so far`;
    }
    return `about ${formatDuration(seconds * 1000)} left`;
  }

  /** Requests that are still to be sent, as far as can be foreseen. */
  #ahead(live: number): number {
    const foreseen = (claim: string): number => this.#foreseen[claim] ?? UNKNOWN;
    const others = without(this.#waiting, this.#current);
    const rest = this.#current === '' ? 0 : Math.max(0, foreseen(this.#current) - live);
    return others.reduce((sum, claim) => sum + foreseen(claim), rest);
  }
}

/** A list without the first of an item. */
function without(list: readonly string[], item: string): readonly string[] {
  const index = list.indexOf(item);
  return index === -1 ? list : list.toSpliced(index, 1);
}
