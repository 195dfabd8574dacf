import { expect, test } from '@playwright/test';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { clockFor } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

/** Random updates for each server, of a seed of its own, so that together they see more than one run does. */
const RUNS = '40';
/** What makes each response wait, or much to be looked for again, is shown by fewer of them. */
const UNHURRIED = new Set([
  'slow',
  'out-of-order',
  'rate-limit-40',
  'keeps-the-last-150',
  'keeps-the-last-22',
  'all-limits',
]);

for (const [index, variant] of variants.entries()) {
  const { name, sentence, token, spaces, behaviour } = variant;

  test(`the conforming server ${name} stays green in strict mode: ${sentence}`, async () => {
    const server = await startServer(behaviour);
    const variables = {
      STRICT: '1',
      ...(UNHURRIED.has(name) ? { PROFILE: 'smoke' } : { RUNS }),
      SEED: String(index),
      TIMEOUT_MS: '8000',
      ...(token === undefined ? {} : { API_TOKEN: token }),
      ...(spaces === undefined ? {} : { SPACES: spaces.join(',') }),
    };
    const clock = clockFor(variant);
    const report = await judgeTarget(server.url, variables, CLAIMS, null, clock).finally(() =>
      server.close(),
    );
    expect(tripped(report)).toEqual([]);
    expect(report.reason.message).toContain('gating requirements');
    expect(report.verdict).toBe('conformant');
  });
}
