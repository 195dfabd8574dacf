import { setImmediate as turn } from 'node:timers/promises';
import { MACHINE_CLOCK, type Clock } from '../../../fixtures/http/clock.ts';

/** Turns of the event loop after which everybody who is not waiting for the clock has come to wait. */
const TURNS = 5;

/** A clock that turns to the next moment somebody waits for as soon as all do: no time passes but theirs. */
export class TurningClock implements Clock {
  #now = 0;
  #isTurning = false;
  readonly #waiting = new Set<{ readonly until: number; readonly wake: () => void }>();

  readonly now = (): number => this.#now;

  readonly wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#waiting.add({ until: this.#now + ms, wake: resolve });
      if (!this.#isTurning) void this.#turn();
    });

  async #turn(): Promise<void> {
    this.#isTurning = true;
    while (this.#waiting.size > 0) {
      for (let turns = 0; turns < TURNS; turns += 1) await turn();
      this.#now = Math.min(...[...this.#waiting].map(({ until }) => until));
      for (const each of this.#waiting) {
        if (each.until > this.#now) continue;
        this.#waiting.delete(each);
        each.wake();
      }
    }
    this.#isTurning = false;
  }
}

/** The clock to ask a server by: nobody waits for a pause, unless the server goes by the machine's own. */
export function clockFor({ timed }: { readonly timed?: true }): Clock {
  return timed === true ? MACHINE_CLOCK : new TurningClock();
}
