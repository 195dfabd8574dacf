import { expect, test } from '@playwright/test';
import { framingMutants } from '../../fixtures/servers/mutants/framing.ts';
import {
  poisonedStoreMutants,
  spoiledStoreMutants,
} from '../../fixtures/servers/mutants/poisoned-store.ts';
import { crashingOn } from '../../fixtures/servers/mutants/hazard-crashes.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { deletingNulls } from './judging/store-ways.ts';

/** Written as only texts can: a number beyond binary64, half of a surrogate pair, an octet that is no UTF-8. */
const POISON = /\de\+?[34]\d\d|\\ud[89a-f]|\\xff/i;
const SMOKE = { PROFILE: 'smoke' };
const PROFILES = [SMOKE, { PROFILE: 'full', RUNS: '60' }];

/** Hazards of values: what a name crashes cannot be deleted. */
const CRASHES = ['container-matrix', 'container-commas', 'container-length'];
/** Of 600, at which a run is cut short. */
const MOST_REQUESTS = 520;

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

test('large-responses-cut is judged whole by smoke, in few requests more', async () => {
  const report = await judgeCut({});
  expect(tripped(report)).toEqual(['answer-is-whole']);
  expect(report.observations.filter(({ kind }) => kind === 'cut-short')).toEqual([]);
  expect(report.requests).toBeLessThan(MOST_REQUESTS);
});

test('large-responses-cut hides no hazard that crashes', async () => {
  const statuses = new Map(CRASHES.map((name, index) => [name, 520 + index]));
  const report = await judgeCut(crashingOn(statuses));
  const crashes = report.requirements.flatMap(({ failures }) =>
    failures.flatMap(({ status, request }) => ((status ?? 0) >= 520 ? [request.label] : [])),
  );
  expect(crashes.toSorted()).toEqual(CRASHES.toSorted());
});

/** Judges large-responses-cut with another deviation by smoke. */
async function judgeCut(other: Deviation): Promise<ConformanceReport> {
  const [cut] = framingMutants.filter(({ name }) => name === 'large-responses-cut');
  const server = await startServer(deletingNulls({ ...ownOf(other), ...ownOf(cut?.behaviour) }));
  return judgeTarget(server.url, SMOKE).finally(() => server.close());
}

function ownOf(behaviour: Deviation = {}): Partial<Behaviour> {
  return typeof behaviour === 'function' ? behaviour() : behaviour;
}

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
