import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { conformingStores, serverOf } from './judging/conforming-stores.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

/** Stores for each profile; `STORES=500` tries more, of another seed each time. */
const { STORES } = process.env;
const AMOUNT = STORES === undefined ? { numRuns: 10, seed: 20261127 } : { numRuns: Number(STORES) };

for (const PROFILE of ['smoke', 'default']) {
  test(`whatever a conforming store does together, ${PROFILE} accuses it of nothing`, async () => {
    await fc.assert(
      fc.asyncProperty(conformingStores, fc.nat({ max: 999 }), async (store, seed) => {
        const server = await startServer(serverOf(store));
        const variables = { PROFILE, RUNS: '40', STRICT: '1', SEED: `${seed}`, TIMEOUT_MS: '8000' };
        const report = await judgeTarget(server.url, variables).finally(() => server.close());
        expect(tripped(report)).toEqual([]);
      }),
      AMOUNT,
    );
  });
}
