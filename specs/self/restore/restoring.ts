import type { Clock } from '../../../fixtures/http/clock.ts';
import { makeCase } from '../../../fixtures/http/make-case.ts';
import type { OpenSession } from '../../../fixtures/session/open-session.ts';
import { variants } from '../../../fixtures/servers/mutants/variants.ts';
import { beginRecord } from '../../../fixtures/record/begin-record.ts';
import { RecordFile } from '../../../fixtures/record/record-file.ts';
import type { Behaviour, Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import {
  type RunningServer,
  type ServerOptions,
  startServer,
} from '../../../fixtures/servers/reference/server.ts';
import { putBack } from '../../../fixtures/command/put-back.ts';
import { recordFile, runFacts, type RunFacts } from '../../../fixtures/settings/run-facts.ts';
import { openUnlimitedSession } from '../../../fixtures/run/run-session.ts';
import { beginTargetRun, type TargetRun } from '../../../fixtures/run/target-run.ts';
import type { Case } from '../../../schema/http/exchange.ts';
import type { OpenFound } from '../../../schema/record/record-state.ts';
import type { RestoreReport } from '../../../schema/record/restore-report.ts';
import { TurningClock } from '../transport/turning-clock.ts';
import { testDirectory } from '../test-directory.ts';

/** What every store of these tests holds before anything is sent. */
export const FOUND = { theme: 'dark', columns: ['id', 'name'], 'page size': 50 };

/** The behaviour of a conforming server by its name. */
export function variantNamed(name: string): Deviation {
  const variant = variants.find((candidate) => candidate.name === name);
  if (variant === undefined) throw new Error(`no variant ${name}`);
  return variant.behaviour;
}

/** A server that deletes what is sent as null, unless it deviates, with FOUND in its store. */
export async function startFilled(
  deviation: Deviation = variantNamed('null-deletes'),
  options: ServerOptions = {},
): Promise<RunningServer> {
  const server = await startServer(deviation, options);
  server.store.replace('', FOUND);
  return server;
}

/** The null-deletes variant with one more deviation. */
export function deletingAnd(more: Partial<Behaviour>): Deviation {
  const deleting = variantNamed('null-deletes');
  return { ...(typeof deleting === 'function' ? deleting() : deleting), ...more };
}

/** Begins a run against a server, with results of its own, which waits for no pause. */
export function begin(
  url: string,
  out: string,
  more: Record<string, string> = {},
  clock: Clock = new TurningClock(),
): Promise<TargetRun> {
  const env = { BASE_URL: url, CONFORMANCE_OUT: out, ...more };
  return beginTargetRun(env, clock);
}

/** Notes what a target holds, in the unnamed space and in others. */
export async function note(session: OpenSession, queries: readonly string[] = []): Promise<void> {
  const control = session.controls.current;
  const first = await session.sender.send(control);
  const others = [];
  for (const query of queries) others.push(await session.sender.send({ ...control, query }));
  session.remember([first, ...others]);
}

/** An update of preferences. */
export function updateOf(session: OpenSession, preferences: unknown, query?: string): Case {
  const body = JSON.stringify({ updatedPreferences: preferences });
  return makeCase(session.operation, { label: 'a write', body, query: query ?? null });
}

/** The preferences of an update, or what gives them for a query. */
type UpdateOrOf = Readonly<Record<string, unknown>> | UpdateOf;
type UpdateOf = (query: string | undefined) => Readonly<Record<string, unknown>>;

/** Notes, writes, and puts back: the whole life of a run against a server. */
export async function writeAndPutBack(
  server: RunningServer,
  updates: readonly UpdateOrOf[],
  queries: readonly string[] = [],
  settings: Record<string, string> = {},
  clock: Clock = new TurningClock(),
): Promise<RestoreReport> {
  const run = await begin(server.url, testDirectory(), settings, clock);
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  try {
    await note(session, queries);
    for (const update of updates) {
      for (const query of [undefined, ...queries]) {
        const preferences = typeof update === 'function' ? update(query) : update;
        await session.sender.send(updateOf(session, preferences, query));
      }
    }
  } finally {
    await session.close();
  }
  const [report] = await putBack(run, record);
  record.close();
  if (report === undefined) throw new Error('nothing was put back');
  return report;
}

/** The facts of a run that left its results in a directory. */
export function factsOf(out: string): RunFacts {
  return runFacts({ CONFORMANCE_OUT: out });
}

/** What runs with results in a directory have left to be put back. */
export function leftOpen(out: string): readonly OpenFound[] {
  const record = RecordFile.openOrMake(recordFile({ out }));
  try {
    return record.state().open;
  } finally {
    record.close();
  }
}
