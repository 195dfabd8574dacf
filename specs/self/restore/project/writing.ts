import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@playwright/test';
import { runFacts } from '../../../../fixtures/restore/run-facts.ts';
import { beginTargetRun } from '../../../../fixtures/restore/target-run.ts';
import { note, updateOf } from '../restoring.ts';

test('writes, then ends as it was asked to', async () => {
  const { baseUrl } = runFacts(process.env);
  const run = await beginTargetRun({ ...process.env, BASE_URL: baseUrl ?? '' });
  const session = run.openSession();
  await note(run, session);
  await session.sender.send(updateOf(session, { theme: 'light', junk: 1 }));
  await session.close();
  const { ENDING } = process.env;
  if (ENDING === 'failure') throw new Error('as asked');
  if (ENDING === 'waiting') await sleep(60_000);
});
