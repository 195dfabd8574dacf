import { expect, test } from '@playwright/test';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { keepingTheLast, quotaVariants } from '../../fixtures/servers/mutants/quota-variants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { claimNamed } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

const refusedUpdates = claimNamed('refused-updates');
const saving = claimNamed('saving');

test.describe.configure({ mode: 'parallel' });

/** A server without a limit gets some 145 of smoke. */
const MOST_REQUESTS = 230;

for (const { name, behaviour } of quotaVariants()) {
  test(`smoke finds the limit of ${name} and nothing else, in few requests more`, async () => {
    const server = await startServer(behaviour);
    const variables = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };
    const report = await judgeTarget(server.url, variables).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
    expect(server.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    const seen = report.observations.filter(({ kind }) => ['limit', 'lost-values'].includes(kind));
    expect(seen.map(({ statement }) => statement)).toContainEqual(
      expect.stringMatching(/^The target limits how many preferences a user may have: \d+ were/),
    );
    expect(seen.filter(({ kind }) => kind === 'lost-values')).toEqual([]);
  });
}

test('a store that keeps the last few is told by how many it keeps, and accused of nothing', async () => {
  const server = await startServer(() => ({ save: keepingTheLast(14, 14) }));
  const variables = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
  const limits = report.observations.filter(({ kind }) => kind === 'limit');
  expect(limits.map(({ statement }) => statement)).toContain(
    'Of the preferences that a user sets, the target keeps the last 14: what was set before gives way.',
  );
});

test('what a look at the number changes is put back, so that a refused update has changed nothing', async () => {
  for (const { name, behaviour } of quotaVariants()) {
    const server = await startServer(behaviour);
    const variables = { STRICT: '1', TIMEOUT_MS: '8000' };
    const claims = [claimNamed('control'), saving, refusedUpdates];
    const report = await judgeTarget(server.url, variables, claims).finally(() => server.close());
    expect(tripped(report), name).toEqual([]);
  }
});

test('a limit on one update is looked for a few times, so that few names stay', async () => {
  const mutant = mutants.find(({ name }) => name === 'refuses-nine-at-once');
  const server = await startServer(mutant?.behaviour);
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  expect(report.observations.filter(({ kind }) => kind === 'limit')).toEqual([]);
  expect(Object.keys(server.store.preferences()).length).toBeLessThanOrEqual(40);
});
