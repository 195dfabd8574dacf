import { replay } from '../../../fixtures/regressions/replay.ts';
import type { SavedCase } from '../../../fixtures/regressions/saved-case.ts';
import { openUnlimitedSession } from '../../../fixtures/run/run-session.ts';
import { beginRecord } from '../../../fixtures/record/begin-record.ts';
import type { Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../../fixtures/servers/reference/server.ts';
import type { Case } from '../../../schema/http/exchange.ts';
import type { Evidence } from '../../../schema/requirements/evidence.ts';
import { begin } from '../restore/restoring.ts';
import { claimNamed, examine } from './claims.ts';
import { openTarget } from './open-target.ts';
import { testDirectory } from '../test-directory.ts';

/** What claims find of a server, and the counterexamples that they keep, by the replay of their findings. */
export interface Kept {
  readonly evidences: readonly Evidence[];
  readonly cases: ReadonlyMap<string, SavedCase>;
}

/** The counterexamples that claims of a smoke run, hazards by default, keep of a server. */
export async function keptOn(
  behaviour: Deviation,
  claims: readonly string[] = ['control', 'hazards'],
): Promise<Kept> {
  const cases = new Map<string, SavedCase>();
  const server = await startServer(behaviour);
  const keep = ({ signature }: { signature: string }, asked: readonly Case[]): string => {
    const [first, ...rest] = asked;
    if (first === undefined) throw new Error('no requests');
    const requirement = signature.split(' ', 1).join('');
    const steps: SavedCase['steps'] = [first, ...rest];
    const id = `kept ${cases.size}`;
    cases.set(id, { name: first.label, requirement, signature, target: null, steps });
    return id;
  };
  // More than smoke sends: what is asked is how small a cause gets, not what a run comes to.
  const variables = { PROFILE: 'smoke', MAX_REQUESTS: '800' };
  const session = await openTarget(server.url, variables, null, { keep });
  try {
    return { evidences: await examine(session, claims.map(claimNamed)), cases };
  } finally {
    await session.close();
    await server.close();
  }
}

/** The code that replaying a counterexample on a new server ends with. */
export async function replayOn(behaviour: Deviation, saved: SavedCase): Promise<number> {
  const server = await startServer(behaviour);
  const run = await begin(server.url, testDirectory());
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  try {
    return await replay({ session, strict: false, print: () => undefined }, [saved]);
  } finally {
    await session.close();
    record.close();
    await server.close();
  }
}
