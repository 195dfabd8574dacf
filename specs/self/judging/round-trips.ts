import { setImmediate as turn } from 'node:timers/promises';
import type { OpenSession } from '../../../fixtures/inquiry/open-session.ts';
import type { SendLimit, Sender } from '../../../fixtures/inquiry/session.ts';
import { recordInMemory } from '../../../fixtures/record/run-record.ts';
import { noteFound } from '../../../fixtures/restore/note-found.ts';
import { restore } from '../../../fixtures/restore/restore.ts';
import type { Evidence } from '../../../schema/evidence.ts';
import type { Case, Exchange } from '../../../schema/exchange.ts';
import type { RestoreReport } from '../../../schema/record/restore-report.ts';
import { askClaim, CLAIMS } from './claims.ts';
import type { Variables } from './judge-target.ts';
import { openTarget } from './open-target.ts';

/** Turns of the event loop without a new request after which nothing more is sent without a response. */
const QUIET_TURNS = 3;

/** A request that waits for its round trip. */
interface Waiting {
  readonly asked: Case;
  readonly options: SendLimit | undefined;
  readonly resolve: (exchange: Exchange) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Counts the round trips that somebody waits for one after another, whatever a clock says. Requests that are in flight
 * together, as many as the width allows, take one: they are held until nothing more is sent without their responses,
 * and these come back in the order of asking.
 */
export class RoundTrips implements Sender {
  /** Round trips so far. */
  count = 0;
  /** Requests so far. */
  requests = 0;
  readonly #sender: Sender;
  readonly #width: number;
  readonly #waiting: Waiting[] = [];
  #isUnderWay = false;

  /** @param width most requests in one round trip */
  constructor(sender: Sender, width: number) {
    this.#sender = sender;
    this.#width = width;
  }

  readonly send = (asked: Case, options?: SendLimit): Promise<Exchange> =>
    new Promise((resolve, reject) => {
      this.requests += 1;
      this.#waiting.push({ asked, options, resolve, reject });
      if (!this.#isUnderWay) void this.#go();
    });

  async #go(): Promise<void> {
    this.#isUnderWay = true;
    while (this.#waiting.length > 0) {
      await this.#untilQuiet();
      await this.#take(this.#waiting.splice(0, this.#width));
    }
    this.#isUnderWay = false;
  }

  async #untilQuiet(): Promise<void> {
    let seen = -1;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      if (seen !== this.#waiting.length) quiet = 0;
      seen = this.#waiting.length;
      await turn();
    }
  }

  async #take(round: readonly Waiting[]): Promise<void> {
    this.count += 1;
    const ends: (() => void)[] = [];
    for (const { asked, options, resolve, reject } of round) {
      await this.#sender.send(asked, options).then(
        (exchange) =>
          ends.push(() => {
            resolve(exchange);
          }),
        (error: unknown) =>
          ends.push(() => {
            reject(error);
          }),
      );
    }
    for (const end of ends) end();
  }
}

/** What one part of a run waited for. */
export interface CountedTrips {
  /** The claim, or `putting back`. */
  readonly part: string;
  readonly roundTrips: number;
  readonly requests: number;
}

/** A whole run in this process whose round trips were counted. */
export interface CountedRun {
  readonly parts: readonly CountedTrips[];
  readonly evidences: readonly Evidence[];
  readonly restored: RestoreReport;
}

const FACTS = { run: 'counted', embedded: false };

/**
 * Asks all claims of a target in this process and puts back what was found, and counts the round trips of each part.
 *
 * @throws Error for settings that cannot be read
 */
export async function countRoundTrips(baseUrl: string, variables: Variables): Promise<CountedRun> {
  const record = recordInMemory();
  const open = await openTarget(baseUrl, { SPACES: 'one,two', ...variables }, null, { record });
  const trips = new RoundTrips(open.asking.transport, open.concurrency);
  const session: OpenSession = {
    ...open,
    sender: open.store.watching(trips),
    remember: (readings) => {
      noteFound(record, FACTS, readings, open.probeIdentity);
    },
  };
  const parts: CountedTrips[] = [];
  const counted = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    const { count, requests } = trips;
    const result = await work();
    parts.push({
      part,
      roundTrips: trips.count - count,
      requests: trips.requests - requests,
    });
    return result;
  };
  try {
    const evidences: Evidence[] = [];
    for (const claim of CLAIMS) {
      const { evidence } = await counted(claim.id, () => askClaim(session, claim));
      evidences.push(evidence);
    }
    const [found] = record.state().open;
    if (found === undefined) throw new Error('Nothing was noted that could be put back.');
    const { reader, controls } = session;
    const control = controls.current;
    const read = (query: string | null): Case => reader.readApart(query) ?? { ...control, query };
    const restored = await counted('putting back', () =>
      restore({ ...session, sender: trips, control, read, found }),
    );
    return { parts, evidences, restored };
  } finally {
    await open.close();
  }
}
