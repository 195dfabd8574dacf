import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { countRoundTrips } from './judging/round-trips.ts';

test.describe.configure({ mode: 'parallel' });

for (const [profile, spaces, most] of [
  ['smoke', '', 62],
  ['default', '', 127],
  ['smoke', 'one,two', 85],
  ['default', 'one,two', 149],
] as const) {
  test(`${profile} with SPACES=${spaces} waits for at most ${most} round trips one after another, putting back included`, async () => {
    const server = await startServer();
    const variables = { PROFILE: profile, SPACES: spaces, CONCURRENCY: '4' };
    const counting = countRoundTrips(server.url, variables);
    const { parts, restored } = await counting.finally(() => server.close());
    expect(restored.complete).toBe(true);
    const roundTrips = parts.reduce((sum, part) => sum + part.roundTrips, 0);
    const raised = `A new test raises the sum by its own round trips: ${JSON.stringify(parts)}`;
    expect(roundTrips, raised).toBeLessThanOrEqual(most);
  });
}

test('with one in flight, each request is a round trip', async () => {
  const server = await startServer();
  const counting = countRoundTrips(server.url, { PROFILE: 'smoke', CONCURRENCY: '1' });
  const { parts } = await counting.finally(() => server.close());
  expect(parts.filter(({ roundTrips, requests }) => roundTrips !== requests)).toEqual([]);
});
