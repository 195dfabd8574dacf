import { startServer } from '../../fixtures/servers/reference/server.ts';
import { expect, test } from '@playwright/test';
import { silentTargets } from '../../fixtures/servers/mutants/silent-targets.ts';
import { judgeTarget } from './judging/judge-target.ts';

for (const { name, sentence, kind, start } of silentTargets) {
  test(`the silent target ${name} is inconclusive for being ${kind}: ${sentence}`, async () => {
    const target = await start();
    const report = await judgeTarget(target.url, { TIMEOUT_MS: '300' }).finally(() =>
      target.close(),
    );
    expect(report.reason.kind, report.reason.message).toBe(kind);
    expect(report.verdict).toBe('inconclusive');
    // What was tried to bring it back, and did not help, is not tried again by each claim.
    expect(report.requests).toBeLessThanOrEqual(160);
    expect(report.exitCode).toBe(2);
  });
}

test('preferences too large to be read whole are left alone', async () => {
  const server = await startServer();
  const found = { text: 'x'.repeat(3 * 1024 * 1024) };
  server.store.replace('', found);
  const report = await judgeTarget(server.url, { PROFILE: 'smoke', SPACES: 'one' }).finally(() =>
    server.close(),
  );
  expect(report.reason.kind).toBe('answer-too-large');
  expect(report.verdict).toBe('inconclusive');
  expect(server.requests).toBe(3);
  expect(server.store.preferences()).toEqual(found);
});
