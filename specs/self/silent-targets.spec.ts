import { expect, test } from '@playwright/test';
import { silentTargets } from '../../fixtures/mutants/silent-targets.ts';
import { judgeTarget } from './judging/judge-target.ts';

for (const { name, sentence, kind, start } of silentTargets) {
  test(`the silent target ${name} is inconclusive for being ${kind}: ${sentence}`, async () => {
    const target = await start();
    const report = await judgeTarget(target.url, { TIMEOUT_MS: '300' }).finally(() =>
      target.close(),
    );
    expect(report.reason.kind, report.reason.message).toBe(kind);
    expect(report.verdict).toBe('inconclusive');
    expect(report.exitCode).toBe(2);
  });
}
