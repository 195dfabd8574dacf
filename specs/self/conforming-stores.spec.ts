import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { readerContract } from './documents/reader-contract.ts';
import { conformingStores, serverOf } from './judging/conforming-stores.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

/** Stores for each profile; `STORES=500` tries more, of another seed each time. */
const { STORES } = process.env;
const AMOUNT = STORES === undefined ? { numRuns: 10, seed: 20261127 } : { numRuns: Number(STORES) };

/** A worker for all claims, or one for each, as where every test fails for something else. */
const WORKERS = fc.constantFrom('one' as const, 'each' as const);

/** A response without preferences is one that the strict mode asks more of. */
const OF_STRICT_MODE = '200-has-preferences';

for (const PROFILE of ['smoke', 'default']) {
  test(`whatever a conforming store does together, ${PROFILE} accuses it of nothing`, async () => {
    const reading = await readerContract(test.info());
    await fc.assert(
      fc.asyncProperty(
        conformingStores,
        WORKERS,
        fc.boolean(),
        fc.nat({ max: 999 }),
        async (store, workers, isRead, seed) => {
          const server = await startServer(serverOf(store));
          const variables = {
            PROFILE,
            RUNS: '40',
            STRICT: '1',
            SEED: `${seed}`,
            TIMEOUT_MS: '8000',
          };
          const judged = judgeTarget(
            server.url,
            variables,
            CLAIMS,
            isRead ? reading : null,
            new TurningClock(),
            workers,
          );
          const found = tripped(await judged.finally(() => server.close()));
          expect(found.filter((id) => id !== OF_STRICT_MODE)).toEqual([]);
        },
      ),
      AMOUNT,
    );
  });
}
