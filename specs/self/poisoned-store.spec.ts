import { expect, test } from '@playwright/test';
import { framingMutants } from '../../fixtures/servers/mutants/framing.ts';
import {
  poisonedStoreMutants,
  spoiledStoreMutants,
} from '../../fixtures/servers/mutants/poisoned-store.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { deletingNulls } from './judging/store-ways.ts';

/** Written as only texts can: a number beyond binary64, half of a surrogate pair, an octet that is no UTF-8. */
const POISON = /\de\+?[34]\d\d|\\ud[89a-f]|\\xff/i;
const SMOKE = { PROFILE: 'smoke' };
const PROFILES = [SMOKE, { PROFILE: 'full', RUNS: '60' }];

const MUTANTS = [...poisonedStoreMutants, ...spoiledStoreMutants];

for (const [index, { name, trips, behaviour }] of MUTANTS.entries()) {
  for (const profile of index === 0 ? PROFILES : [SMOKE]) {
    test(`${name} is judged to the end by ${profile.PROFILE}: what spoils its responses is taken back`, async () => {
      const server = await startServer(behaviour);
      const report = await judgeTarget(server.url, { STRICT: '1', ...profile })
        .then(async (judged) => {
          await expectInOrder(server.url);
          return judged;
        })
        .finally(() => server.close());
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

test('values of two kinds that spoil a store are both told, though their responses are alike', async () => {
  const mutant = poisonedStoreMutants.find(({ name }) => name === 'poisons-of-two-kinds-fail');
  const server = await startServer(mutant?.behaviour);
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  const found = report.requirements.flatMap(({ failures }) => failures);
  const inputs = found.flatMap(({ alone = [] }) => alone.map(({ input }) => input));
  expect(inputs).toEqual(expect.arrayContaining([expect.stringMatching(/overflow/)]));
  expect(inputs).toEqual(expect.arrayContaining([expect.stringMatching(/surrogate/)]));
});

/** Expects that the target answers an update without content as it should. */
async function expectInOrder(url: string): Promise<void> {
  const asked = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{}' };
  const response = await fetch(`${url}/users/preferences/update`, asked);
  expect(response.status).toBe(200);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await response.arrayBuffer());
  expect(() => void JSON.parse(text)).not.toThrow();
}
