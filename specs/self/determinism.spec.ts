import { expect, test } from '@playwright/test';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { recordRun } from './judging/recorded-requests.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { fidelityMutants } from '../../fixtures/servers/mutants/fidelity.ts';
import { mergeEvidence } from '../../reports/verdict/merge-evidence.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { sentPreferences } from '../../schema/preferences/preferences-of.ts';
import { claimNamed } from './judging/claims.ts';

const control = claimNamed('control');
const hazards = claimNamed('hazards');
const refusals = claimNamed('refusals');
const validUpdates = claimNamed('valid-updates');

test.describe.configure({ mode: 'parallel' });

/** Changes of what is sent that any hundred updates meet: not those of one rare name or letter. */
const MET_AT_RANDOM = fidelityMutants.filter(
  ({ name }) => !['renames-keys', 'normalises-strings'].includes(name),
);

test('with one request in flight, the same seed sends the same bytes in the same order, another seed others', async () => {
  const one = await recordRun({ SEED: '7', CONCURRENCY: '1' });
  const two = await recordRun({ SEED: '7', CONCURRENCY: '1' });
  expect(two.requests).toEqual(one.requests);
  const other = await recordRun({ SEED: '8', CONCURRENCY: '1' });
  const known = new Set(one.requests);
  expect(other.requests.filter((request) => !known.has(request)).length).toBeGreaterThan(80);
});

test('with four in flight, the same seed sends the same requests', async () => {
  const one = await recordRun({ SEED: '7', CONCURRENCY: '4' });
  const two = await recordRun({ SEED: '7', CONCURRENCY: '4' });
  expect(two.requests.toSorted()).toEqual(one.requests.toSorted());
});

test('default sends at most 400 requests; updates are distinct, bodies carry preferences, keywords are covered', async () => {
  const { requests, exchanges, evidences } = await recordRun({});
  expect(requests.length).toBeLessThanOrEqual(400);
  const valid = exchanges.filter((exchange) => exchange.class === 'valid');
  const random = valid.filter((exchange) => exchange.case.label === 'random update');
  expect(random.length).toBeGreaterThanOrEqual(90);
  expect(random.filter(carriesPreferences).length / random.length).toBeGreaterThanOrEqual(0.7);
  expect(valid.filter(carriesPreferences).length / valid.length).toBeGreaterThanOrEqual(0.7);
  // What changes nothing is sent often: it is the only way to read. The same update twice is asked for once.
  const updates = valid.filter(carriesPreferences);
  expect(distinct(random) / random.length).toBeGreaterThanOrEqual(0.98);
  expect(distinct(updates) / updates.length).toBeGreaterThanOrEqual(0.98);
  const { requestExercised, requestViolated } = mergeEvidence(evidences).coverage;
  expect(Object.keys(requestExercised)).toEqual([
    `${UPDATE}/properties`,
    `${UPDATE}/properties/updatedPreferences/additionalProperties`,
    `${UPDATE}/properties/updatedPreferences/type`,
    `${UPDATE}/type`,
    `${OPERATION}/parameters/0/schema/type`,
    `${OPERATION}/requestBody/required`,
  ]);
  expect(Object.keys(requestViolated)).toEqual([
    `${UPDATE}/properties/updatedPreferences/type`,
    `${UPDATE}/type`,
    `${OPERATION}/requestBody/required`,
  ]);
  const counts = [...Object.values(requestExercised), ...Object.values(requestViolated)];
  expect(Math.min(...counts)).toBeGreaterThan(0);
});

test('what the hazards and the listed bodies ask does not depend on the seed', async () => {
  const claims = [control, hazards, refusals];
  const one = await recordRun({ SEED: '1', CONCURRENCY: '1' }, claims);
  const two = await recordRun({ SEED: '2', CONCURRENCY: '1' }, claims);
  expect(two.requests).toEqual(one.requests);
});

for (const [index, { name, trips, behaviour }] of MET_AT_RANDOM.entries()) {
  const seed = String((index % 5) + 1);

  test(`random updates alone find the mutant ${name} with the seed ${seed}`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(server.url, { SEED: seed }, [control, validUpdates]).finally(
      () => server.close(),
    );
    expect(tripped(report)).toEqual([...trips]);
  });
}

const UPDATE = '#/components/schemas/UserPreferenceUpdate';
const OPERATION = '#/paths/~1users~1preferences~1update/put';

function distinct(exchanges: readonly Exchange[]): number {
  const texts = exchanges.map(({ url, case: { headers, body } }) =>
    JSON.stringify([url, headers, Buffer.from(body ?? '').toString('latin1')]),
  );
  return new Set(texts).size;
}

function carriesPreferences(exchange: Exchange): boolean {
  return Object.keys(sentPreferences(exchange.case) ?? {}).length > 0;
}
