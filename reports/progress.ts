import { countOf, formatDuration } from './quantity.ts';

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const REDRAW_MS = 250;

/** One line at the foot of a terminal that tells how far a run is; silent elsewhere. Never keeps the process alive. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #shown: boolean;
  readonly #startedAt = Date.now();
  #claims = 0;
  #done = 0;
  #requests = 0;
  #findings = 0;
  #current = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: ProgressStream, quiet: boolean) {
    this.#stream = stream;
    this.#shown = stream.isTTY === true && !quiet;
  }

  /** Starts to show, for a number of claims. */
  start(claims: number): void {
    this.#claims = claims;
    if (!this.#shown) return;
    this.#timer = setInterval(() => {
      this.#draw();
    }, REDRAW_MS);
    this.#timer.unref();
  }

  /** Names the claim that is being asked. */
  begin(claim: string): void {
    this.#current = claim;
  }

  /** Counts what a claim did. */
  end(requests: number, findings: number): void {
    this.#done += 1;
    this.#requests += requests;
    this.#findings += findings;
  }

  /** Prints a line above the progress. */
  print(text: string): void {
    this.#clear();
    this.#stream.write(`${text}\n`);
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
    const width = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`\r\u001b[2K${this.#text().slice(0, width)}`);
  }

  #clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[2K');
  }

  #text(): string {
    const elapsed = Date.now() - this.#startedAt;
    const rate = Math.round((this.#requests * 1000) / Math.max(1, elapsed));
    return [
      `  ${this.#done} of ${countOf(this.#claims, 'claim')}`,
      `${countOf(this.#requests, 'request')} (${rate}/s)`,
      countOf(this.#findings, 'finding'),
      this.#left(elapsed),
      this.#current,
    ].join(' · ');
  }

  #left(elapsed: number): string {
    if (this.#done === 0) return formatDuration(elapsed);
    const left = (elapsed / this.#done) * (this.#claims - this.#done);
    return `about ${formatDuration(Math.ceil(left / 1000) * 1000)} left`;
  }
}
