import { beginRecord } from '../../../fixtures/record/begin-record.ts';
import { queriesOf, replay } from '../../../fixtures/regressions/replay.ts';
import { loadRegressions, type SavedCase } from '../../../fixtures/regressions/saved-case.ts';
import { openUnlimitedSession } from '../../../fixtures/run/run-session.ts';
import { mutants } from '../../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import { begin, startFilled } from '../restore/restoring.ts';
import { testDirectory } from '../test-directory.ts';

/** What shows that a refusal wipes what an update before it stored. */
export function storedCase(name: string): SavedCase {
  return {
    name,
    requirement: 'refused-update-changes-nothing',
    signature:
      'refused-update-changes-nothing 200 #/paths/~1users~1preferences~1update/put/description /object/preferences/* dropped',
    target: null,
    steps: [
      updateOf('{"updatedPreferences":{"cts_a":1}}'),
      updateOf('{"updatedPreferences":0}'),
      updateOf('{}'),
    ],
  };
}

/** A step that updates, by its body. */
export function updateOf(body: string, query: string | null = null): SavedCase['steps'][0] {
  const [sample] = loadRegressions();
  if (sample === undefined) throw new Error('nothing saved');
  const [{ headers, method, path }] = sample.steps;
  return { label: body, method, path, query, headers, body: Buffer.from(body) };
}

interface ReplayOptions {
  readonly probeMethods?: boolean;
  readonly out?: string;
  readonly print?: (text: string) => unknown;
}

/** Replays saved cases on a new server, and gives the exit code. */
export async function replayOn(
  deviation: Deviation,
  saved: readonly SavedCase[],
  { probeMethods = true, out = testDirectory(), print = () => undefined }: ReplayOptions = {},
): Promise<number> {
  const server = await startFilled(deviation);
  const run = await begin(server.url, out);
  const record = beginRecord(run.facts, run.target);
  const session = { ...(await openUnlimitedSession(run, record, queriesOf(saved))), probeMethods };
  try {
    return await replay({ session, strict: false, print }, saved);
  } finally {
    await session.close();
    record.close();
    await server.close();
  }
}

/** The behaviour of a mutant by its name. */
export function behaviourOf(name: string): object {
  const behaviour = mutants.find((mutant) => mutant.name === name)?.behaviour;
  if (typeof behaviour !== 'object') throw new Error(`no plain mutant ${name}`);
  return behaviour;
}
