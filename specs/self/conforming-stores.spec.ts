import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { readerContract } from './documents/reader-contract.ts';
import {
  type ConformingStore,
  conformingStores,
  REFERENCE_STORE,
  serverOf,
} from './judging/conforming-stores.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

/** A store, the workers that ask it, whether an operation reads it, and the seed. */
type Judged = [store: ConformingStore, workers: 'one' | 'each', isRead: boolean, seed: number];

/** Stores that were accused once. */
const ACCUSED: readonly Judged[] = [
  // What is handed on is handed on again by a worker that has sent nothing.
  [{ ...REFERENCE_STORE, shows: 'what was sent', limit: '32 names' }, 'each', true, 0],
  // The default space is full, and the names are stored there.
  [
    {
      ...REFERENCE_STORE,
      ...{ way: 'applies a merge patch', shows: 'nothing', limit: '32 names', found: 40 },
      spaces: 'the first one is the default',
    },
    ...(['one', true, 992] as const),
  ],
  // An update without a space deletes what a space has: that does not tell the two apart.
  [
    {
      ...REFERENCE_STORE,
      ...{ nulls: 'deleted', limit: '12 names' },
      spaces: 'the first one is the default',
    },
    ...(['each', true, 2] as const),
  ],
  // An update without a space takes away what a space has, and reads show it later.
  [
    {
      ...REFERENCE_STORE,
      ...{ way: 'replaces', reads: 'two reads behind' },
      spaces: 'the first one is the default',
    },
    ...(['one', false, 714] as const),
  ],
  // A page that is put before the API has no coding of what it replaces.
  [
    { ...REFERENCE_STORE, variants: ['limits-before-the-api', 'compressed-when-asked'] },
    ...(['one', false, 0] as const),
  ],
];

/** Random stores for each profile; `STORES=500` tries more, of another seed each time. */
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
      { ...AMOUNT, numRuns: ACCUSED.length + AMOUNT.numRuns, examples: [...ACCUSED] },
    );
  });
}
