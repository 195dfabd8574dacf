import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@playwright/test';
import { runFacts } from '../../../../fixtures/restore/run-facts.ts';
import { beginTargetRun } from '../../../../fixtures/restore/target-run.ts';
import { note, updateOf } from '../restoring.ts';

test('writes, and passes or waits', async () => {
  test.setTimeout(60_000);
  const facts = runFacts(process.env);
  const run = await beginTargetRun({ ...process.env, BASE_URL: facts.baseUrl ?? '' });
  const session = run.openSession();
  await note({ ...run, facts }, session);
  await session.sender.send(updateOf(session, { theme: 'light', junk: 1 }));
  await session.close();
  if (process.env.WAITING === '1') await sleep(50_000);
});
