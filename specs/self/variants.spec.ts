import { expect, test } from '@playwright/test';
import { variants } from '../../fixtures/mutants/variants.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

for (const { name, sentence, token, spaces, behaviour } of variants) {
  test(`the conforming server ${name} stays green in strict mode: ${sentence}`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(server.url, {
      STRICT: '1',
      TIMEOUT_MS: '8000',
      ...(token === undefined ? {} : { API_TOKEN: token }),
      ...(spaces === undefined ? {} : { SPACES: spaces.join(',') }),
    }).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(report.reason.message).toContain('gating requirements');
    expect(report.verdict).toBe('conformant');
  });
}
