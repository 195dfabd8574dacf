import { expect, test } from '@playwright/test';
import { semanticMutants } from '../../fixtures/servers/mutants/mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { claimNamed } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { replacingAll } from './judging/store-ways.ts';

test.describe.configure({ mode: 'parallel' });

/** Faults that do not depend on what an update does with the preferences that it does not name, and what asks for them. */
const FAULTS = [
  ['octets-of-before-not-saved', 'saving'],
  ['conflict-saves', 'concurrency'],
  ['inserts-twice', 'concurrency'],
] as const;

for (const [name, claim] of FAULTS) {
  test(`${name} is found where updates replace, too`, async () => {
    const mutant = semanticMutants.find((each) => each.name === name);
    const server = await startServer(replacingAll(mutant?.behaviour ?? {}));
    const claims = ['control', 'saving', claim].map(claimNamed);
    const report = await judgeTarget(server.url, { PROFILE: 'smoke' }, [
      ...new Set(claims),
    ]).finally(() => server.close());
    expect(tripped(report)).toEqual(mutant?.trips);
  });
}

test('a conforming server that replaces is accused of nothing', async () => {
  const server = await startServer(replacingAll({}));
  const report = await judgeTarget(server.url, { STRICT: '1' }).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
});
