import { expect, test } from '@playwright/test';
import { unwrappingMutants } from '../../fixtures/servers/mutants/identity.ts';
import { refusedUpdateMutants } from '../../fixtures/servers/mutants/refused-updates.ts';
import { mergedValueMutants, spaceMutants } from '../../fixtures/servers/mutants/space-mutants.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

for (const { name, trips, also = [], behaviour } of [
  // Sequences are not for smoke.
  ...spaceMutants.filter(({ name }) => name !== 'octets-of-another-space-ignored'),
  ...mergedValueMutants,
  ...unwrappingMutants,
  ...refusedUpdateMutants.filter(({ name }) => name !== 'lost-after-refusal'),
]) {
  test(`smoke finds ${name}`, async () => {
    const server = await startServer(behaviour);
    const variables = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };
    const report = await judgeTarget(server.url, variables).finally(() => server.close());
    const found = tripped(report);
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
  });
}

test('a fault that very many hazards show leaves enough requests to the other claims', async () => {
  const server = await startServer({
    save: (sent, space, call) => {
      const isMany = (value: unknown): boolean =>
        typeof value === 'object' && value !== null && Object.keys(value).length > 1;
      if (Object.values(sent).some(isMany)) throw new Refusal(500, 'more than one member');
      return merge(sent, space, call);
    },
  });
  const variables = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(tripped(report)).toEqual(['no-server-error']);
  const ofOtherClaims = ['invalid-is-refused', 'malformed-is-refused', 'identity-is-not-writable'];
  const verdicts = report.requirements.filter(({ id }) => ofOtherClaims.includes(id));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  const [cut] = report.observations.filter(({ kind }) => kind === 'cut-short');
  expect(cut?.statement).toMatch(/MAX_REQUESTS to allow more\. Not asked in full: hazards\.$/);
});
