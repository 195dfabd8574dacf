import { expect, test } from '@playwright/test';
import { limitVariants } from '../../fixtures/servers/mutants/limit-variants.ts';
import { persistenceMutants } from '../../fixtures/servers/mutants/persistence.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Hazard } from '../../schema/hazards/hazard.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { openTarget } from './judging/open-target.ts';
import { askClaim, hazardsOf } from './judging/claims.ts';

for (const [what, table] of [
  ['the whole table', HAZARDS],
  [
    'a table that ends with sizes',
    HAZARDS.filter(({ kind }) => kind === 'empty' || kind === 'size'),
  ],
] as const) {
  test(`${what} leaves nothing large in a store that merges, in few requests`, async () => {
    const { evidence, stored } = await askMerging(table);
    // Three learn what null does; where it is stored, values under names that are used again take six.
    expect(evidence.requests).toBeLessThanOrEqual(53);
    expect(stored.filter((value) => JSON.stringify(value).length > 5_000)).toEqual([]);
  });
}

test('large values are held against the first later response that shows them', async () => {
  const shortening = persistenceMutants.find(({ name }) => name === 'saved-shortened');
  const knowing = limitVariants.find(({ name }) => name === 'known-spaces-only');
  const { evidence } = await askMerging(HAZARDS, {
    ...plain(knowing?.behaviour),
    ...plain(shortening?.behaviour),
  });
  const found = evidence.findings.map(({ requirement }) => requirement);
  expect(found).toEqual(['update-is-saved']);
});

/** Clears a table on a server that stores a preference of the suite already, as in a whole run. */
async function askMerging(table: readonly Hazard[], behaviour: Partial<Behaviour> = {}) {
  const server = await startServer(behaviour);
  server.store.replace('', { cts_before: 1 });
  const session = await openTarget(server.url, { PROFILE: 'smoke' });
  const { evidence } = await askClaim(session, hazardsOf(table.map(({ name }) => name))).finally(
    async () => {
      await session.close();
      await server.close();
    },
  );
  return { evidence, stored: Object.values(server.store.preferences()) };
}

function plain(deviation: Deviation | undefined): Partial<Behaviour> {
  return typeof deviation === 'function' ? deviation() : (deviation ?? {});
}
