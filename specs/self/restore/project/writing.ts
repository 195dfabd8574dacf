import { test } from '@playwright/test';
import { openRecord } from '../../../../fixtures/record/record-file.ts';
import { runFacts } from '../../../../fixtures/settings/run-facts.ts';
import { openUnlimitedSession } from '../../../../fixtures/run/run-session.ts';
import { beginTargetRun } from '../../../../fixtures/run/target-run.ts';
import { note, updateOf } from '../restoring.ts';

test('writes once, or until it is interrupted', async () => {
  test.setTimeout(60_000);
  const facts = runFacts(process.env);
  const run = await beginTargetRun({ ...process.env, BASE_URL: facts.baseUrl ?? '' });
  const session = await openUnlimitedSession({ ...run, facts }, openRecord(facts));
  await note(session);
  do {
    await session.sender.send(updateOf(session, { theme: 'light', junk: 1 }));
  } while (process.env.ENDLESS === '1');
  await session.close();
});
