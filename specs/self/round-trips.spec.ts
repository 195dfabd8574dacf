import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/reference/server.ts';
import { countRoundTrips } from './judging/round-trips.ts';

test.describe.configure({ mode: 'parallel' });

for (const [profile, most] of [
  ['smoke', 73],
  ['default', 135],
] as const) {
  test(`${profile} waits for at most ${most} round trips one after another, putting back included`, async () => {
    const server = await startServer();
    const counting = countRoundTrips(server.url, { PROFILE: profile, CONCURRENCY: '4' });
    const { parts, restored } = await counting.finally(() => server.close());
    expect(restored.complete).toBe(true);
    const roundTrips = parts.reduce((sum, part) => sum + part.roundTrips, 0);
    expect(roundTrips, JSON.stringify(parts)).toBeLessThanOrEqual(most);
  });
}

test('with one in flight, each request is a round trip', async () => {
  const server = await startServer();
  const counting = countRoundTrips(server.url, { PROFILE: 'smoke', CONCURRENCY: '1' });
  const { parts } = await counting.finally(() => server.close());
  expect(parts.filter(({ roundTrips, requests }) => roundTrips !== requests)).toEqual([]);
});
