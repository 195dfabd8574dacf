import { expect, test } from '@playwright/test';
import { poisonedStoreMutants } from '../../fixtures/servers/mutants/poisoned-store.ts';
import { framingMutants } from '../../fixtures/servers/mutants/framing.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { deletingNulls } from './judging/store-ways.ts';

/** Written as only JSON texts can: a number beyond binary64, half of a surrogate pair. */
const POISON = /\de\+?[34]\d\d|\\ud[89a-f]/i;
const SMOKE = { PROFILE: 'smoke' };
const PROFILES = [SMOKE, { PROFILE: 'full', RUNS: '60' }];

for (const [index, { name, trips, behaviour }] of poisonedStoreMutants.entries()) {
  for (const profile of index === 0 ? PROFILES : [SMOKE]) {
    test(`${name} is judged to the end by ${profile.PROFILE}: what spoils its responses is taken back`, async () => {
      const server = await startServer(behaviour);
      const report = await judgeTarget(server.url, { STRICT: '1', ...profile }).finally(() =>
        server.close(),
      );
      expect(report.verdict).toBe('nonconformant');
      expect(tripped(report)).toEqual(trips);
      const blamed = report.requirements.flatMap(({ failures }) =>
        failures.map(({ request }) => request.body),
      );
      expect(blamed).toEqual(blamed.map(() => expect.stringMatching(POISON)));
    });
  }
}

test('large-responses-cut is judged to the end by default: what makes its responses large is taken out', async () => {
  const [mutant] = framingMutants.filter(({ name }) => name === 'large-responses-cut');
  const server = await startServer(deletingNulls(mutant?.behaviour));
  const variables = { STRICT: '1', MAX_REQUESTS: '1100' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(tripped(report)).toEqual(mutant?.trips);
  expect(report.observations.filter(({ kind }) => kind === 'cut-short')).toEqual([]);
});
