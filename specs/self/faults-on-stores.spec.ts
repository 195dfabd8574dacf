import { expect, test } from '@playwright/test';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { readerContract } from './documents/reader-contract.ts';
import { claimNamed } from './judging/claims.ts';
import { REFERENCE_STORE, serverOf, type ConformingStore } from './judging/conforming-stores.ts';
import { judgeFault } from './judging/faults-on-stores.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

/** Faults on stores that the tables of mutants do not have, and as what they are found there. */
const FAULTS: readonly {
  readonly mutant: string;
  readonly store: Partial<ConformingStore>;
  readonly found: string;
}[] = [
  ...['number-for-digits-lost', 'accents-change-nothing', 'other-case-lost'].map((mutant) => ({
    mutant,
    store: { shows: 'nothing' as const },
    found: 'update-is-saved',
  })),
  {
    mutant: 'first-null-deletes',
    store: { shows: 'what was sent' },
    found: 'sent-keys-are-returned',
  },
];

for (const { mutant: name, store: traits, found } of FAULTS) {
  test(`${name} is found where responses show ${traits.shows ?? 'all'} and an operation reads`, async () => {
    const mutant = mutants.find((each) => each.name === name);
    if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
    const store = { ...REFERENCE_STORE, ...traits };
    const judged = await judgeFault(
      { mutant, store, isRead: true, seed: 1 },
      await readerContract(test.info()),
      ['control', 'saving'].map(claimNamed),
    );
    expect(judged.findings.map(({ requirement }) => requirement)).toContain(found);
    expect(judged.foreign).toEqual([]);
  });
}

/** Conforming stores whose responses do not show all that they hold, and that limit how much it is. */
const LIMITED: readonly (Partial<ConformingStore> & { readonly isRead: boolean })[] = [
  { shows: 'what was sent', limit: '12 names', isRead: true },
  { shows: 'what was sent', limit: '12 names', nulls: 'deleted', isRead: false },
  { shows: 'what was sent', limit: '2000 octets', isRead: true },
  { shows: 'what was sent', limit: '2000 octets', isRead: false },
  { shows: 'nothing', limit: '12 names', way: 'replaces', isRead: false },
  { shows: 'nothing', limit: '12 names', way: 'replaces', isRead: true },
  { shows: 'nothing', limit: '2000 octets', nulls: 'deleted', isRead: true },
  { shows: 'nothing', limit: '2000 octets', way: 'merges deeply', isRead: false },
];

for (const { isRead, ...traits } of LIMITED) {
  const words = [...Object.values(traits), isRead ? 'and an operation reads' : 'and none reads'];

  test(`a limit is no finding where a response does not show all: ${words.join(', ')}`, async () => {
    const contract = isRead ? await readerContract(test.info()) : null;
    const server = await startServer(serverOf({ ...REFERENCE_STORE, ...traits }));
    const variables = { PROFILE: 'smoke', TIMEOUT_MS: '8000' };
    const report = await judgeTarget(server.url, variables, undefined, contract).finally(() =>
      server.close(),
    );
    expect(tripped(report).filter((id) => id !== '200-has-preferences')).toEqual([]);
  });
}

test('an update without content may clear a store that updates replace, before it is read', async () => {
  const store = { ...REFERENCE_STORE, way: 'replaces', empty: 'clears' } as const;
  const server = await startServer(serverOf(store));
  const report = await judgeTarget(
    server.url,
    { STRICT: '1', SEED: '2', RUNS: '40', TIMEOUT_MS: '8000' },
    ['control', 'saving', 'sequences'].map(claimNamed),
    await readerContract(test.info()),
  ).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
});
