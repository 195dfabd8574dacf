import { expect, test } from '@playwright/test';
import { putBack } from '../../fixtures/command/put-back.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import { replacing } from '../../fixtures/servers/mutants/body-variants.ts';
import { onUser, sendsSomething, sentIn } from '../../fixtures/servers/mutants/deviation.ts';
import { type RunningServer, startServer } from '../../fixtures/servers/reference/server.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import type { RestoreReport } from '../../schema/record/restore-report.ts';
import { begin, deletingAnd, note, updateOf } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

/** Leaves preferences out of a response where there are none. */
const leavingOutEmpty = onUser(({ preferences, ...user }) =>
  isJsonObject(preferences) && Object.keys(preferences).length > 0
    ? { ...user, preferences }
    : user,
);

for (const [nulls, outcome] of [
  ['null-deletes', 'restored'],
  ['reference', 'residue'],
] as const) {
  test(`a store that is left out where it is empty was empty, and is so again: ${outcome}`, async () => {
    const isDeleting = nulls === 'null-deletes';
    const server = await startServer(isDeleting ? deletingAnd(leavingOutEmpty) : leavingOutEmpty);
    const { report } = await live(server);
    expect(report.statement).not.toContain('does not show');
    expect(report.spaces).toMatchObject([{ outcome }]);
  });
}

test('a store that only an update shows may have held something', async () => {
  const server = await startServer({
    ...onUser(({ preferences: _, ...user }, call) =>
      sendsSomething(call) ? { ...user, preferences: sentIn(call) } : user,
    ),
    save: replacing,
  });
  const { report } = await live(server);
  expect(report.spaces).toMatchObject([{ outcome: 'unknown' }]);
});

/** A run that sends an update and puts back what it found. */
async function live(server: RunningServer): Promise<{ readonly report: RestoreReport }> {
  const run = await begin(server.url, testDirectory());
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  await note(session);
  for (const update of [{ cts_a: 1, cts_b: 'b' }, {}]) {
    await session.sender.send(updateOf(session, update));
  }
  await session.close();
  const [report] = await putBack(run, record);
  record.close();
  await server.close();
  if (report === undefined) throw new Error('nothing was put back');
  return { report };
}
