import type { OpenSession } from '../../../fixtures/session/open-session.ts';
import { recordInMemory } from '../../../fixtures/record/run-record.ts';
import { recordFound } from '../../../fixtures/preferences/record-found.ts';
import { RoundTrips } from '../../../fixtures/round-trips.ts';
import { restore } from '../../../fixtures/restore/restore.ts';
import type { ClaimEstimate } from '../../../schema/requirements/estimate.ts';
import type { Evidence } from '../../../schema/requirements/evidence.ts';
import type { Case } from '../../../schema/http/exchange.ts';
import type { RestoreReport } from '../../../schema/record/restore-report.ts';
import { askClaim, CLAIMS } from './claims.ts';
import type { Variables } from './judge-target.ts';
import { openTarget } from './open-target.ts';

/** What one part of a run waited for. */
export interface CountedTrips extends ClaimEstimate {
  /** The claim, or `putting back`. */
  readonly part: string;
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
      recordFound(record, FACTS, readings, open.probeIdentity);
    },
  };
  const parts: CountedTrips[] = [];
  const counted = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    const { result, took } = await trips.counting(work);
    parts.push({ part, ...took });
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
      restore({ ...session, sender: trips, control, read, found, isAlone: true }),
    );
    return { parts, evidences, restored };
  } finally {
    await open.close();
  }
}
