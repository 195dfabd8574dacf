import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@playwright/test';

test('fails', () => {
  throw new Error('as it was asked to');
});

test('takes too long', async () => {
  test.setTimeout(400);
  await sleep(50_000);
});
