import { expect, test } from '@playwright/test';
import { mergedValueMutants, spaceMutants } from '../../fixtures/servers/mutants/space-mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

for (const { name, trips, also = [], behaviour } of [...spaceMutants, ...mergedValueMutants]) {
  test(`smoke finds ${name}`, async () => {
    const server = await startServer(behaviour);
    const variables = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };
    const report = await judgeTarget(server.url, variables).finally(() => server.close());
    const found = tripped(report);
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
  });
}
