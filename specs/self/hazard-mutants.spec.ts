import { expect, test } from '@playwright/test';
import { askClaim, type Asked } from '../../fixtures/claims/ask-claim.ts';
import { frameOf, hazards } from '../../fixtures/claims/hazards.ts';
import { limitVariants } from '../../fixtures/mutants/limit-variants.ts';
import { hazardCrashes } from '../../fixtures/mutants/hazard-crashes.ts';
import type { Mutant } from '../../fixtures/mutants/mutant.ts';
import { hazardMutants } from '../../fixtures/mutants/mutants.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import type { Evidence, HazardResult } from '../../schema/evidence.ts';
import type { JudgedExchange } from '../../schema/judge.ts';
import type { Operation } from '../../schema/operation.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { hazardCase } from '../../schema/hazards/hazard-case.ts';
import type { Deviation } from '../../fixtures/reference/behaviour.ts';
import { openTarget } from './judging/open-target.ts';

const GROUPS = 12;
/** A body with one short hazard; what is longer alone is longer by nature. */
const SHORT = 60;

/** The profile full sends them; a claim about the store as it was found finds the list. */
const OF_OTHERS = new Set(
  HAZARDS.filter(({ rough }) => rough === true).map(({ name }) => `crash-on-${name}`),
).add('list-for-numbered-preferences');

/** All that real servers are like; of the crashes, one for each row of the table, every eighth. The benchmarks take all. */
const MUTANTS = hazardMutants
  .filter((mutant, index) => !hazardCrashes.includes(mutant) || index % 8 === 0)
  .filter(({ name }) => !OF_OTHERS.has(name));

for (let group = 0; group < GROUPS; group += 1) {
  const some = MUTANTS.filter((_, index) => index % GROUPS === group);

  test(`smoke finds hazard mutants, shrunk to the hazard, seed by seed (${group + 1} of ${GROUPS})`, async () => {
    for (const [index, mutant] of some.entries()) {
      await expectFound(mutant, String(((group + index) % 5) + 1));
    }
  });
}

test('a rough hazard is sent by full only, and finds its mutant', async () => {
  const rough = hazardCrashes.find(({ name }) => name === 'crash-on-header-accept-garbage');
  const foundBy = async (PROFILE: string): Promise<number> =>
    (await askHazards(rough?.behaviour, { PROFILE })).evidence.findings.length;
  expect(await foundBy('default')).toBe(0);
  expect(await foundBy('full')).toBe(1);
});

async function expectFound({ name, trips, behaviour }: Mutant, SEED: string): Promise<void> {
  const { evidence, counterexamples } = await askHazards(behaviour, { TIMEOUT_MS: '300', SEED });
  expect.soft([name, evidence.troubles]).toEqual([name, []]);
  const found = evidence.findings.filter(({ requirement }) => trips.includes(requirement));
  expect.soft(found.length, `${name} is found`).toBeGreaterThan(0);
  const shown = found.flatMap(({ signature }) => counterexamples.get(signature) ?? []);
  const smallest = shown.toSorted((a, b) => size(a) - size(b))[0];
  const label = smallest?.exchange.case.label ?? 'none';
  const row = HAZARDS.find((hazard) => hazard.name === label);
  expect.soft([name, label], 'one hazard alone').toEqual([name, row?.name]);
  const frame = frameOf((await pinned).operation);
  const least = row === undefined ? 0 : (hazardCase([row], frame).body?.length ?? 0);
  expect.soft(size(smallest), name).toBeLessThanOrEqual(Math.max(SHORT, least));
}

const pinned = openTarget('http://127.0.0.1:9').then(async (session) => {
  await session.close();
  return session;
});

function size(judged: JudgedExchange | undefined): number {
  return judged?.exchange.case.body?.length ?? 0;
}

async function askHazards(
  behaviour: Deviation | undefined,
  variables: Readonly<Record<string, string>> = {},
  change: Partial<Operation> = {},
): Promise<Asked> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { PROFILE: 'smoke', ...variables });
  const operation = { ...session.operation, ...change };
  return askClaim({ ...session, operation }, hazards).finally(async () => {
    await session.close();
    await server.close();
  });
}

test('smoke clears the whole table on the reference in at most 40 requests', async () => {
  const { evidence } = await askHazards(undefined);
  expect(evidence.requests).toBeLessThanOrEqual(40);
  expect(namesOf(evidence.hazards)).toEqual(namesOf(TABLE));
  expect(evidence.hazards.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const rough = TABLE.filter(({ hazard }) => isRough(hazard));
  expect(namesOf(unsentIn(evidence))).toEqual(namesOf(rough));
});

test('hazards of the query are not sent where the operation has no parameter', async () => {
  const { evidence } = await askHazards(undefined, {}, { parameters: [] });
  const unsent = TABLE.filter(({ hazard, kind }) => kind === 'query' || isRough(hazard));
  expect(namesOf(unsentIn(evidence))).toEqual(namesOf(unsent));
});

test('hazards that a limit keeps from being sent are not cleared', async () => {
  const { evidence } = await askHazards(undefined, { MAX_REQUESTS: '10' });
  expect(namesOf(evidence.hazards)).toEqual(namesOf(TABLE));
  expect(evidence.limits).toHaveLength(1);
  expect(unsentIn(evidence).length).toBeGreaterThan(10);
});

const TABLE = HAZARDS.map(({ name, kind }) => ({ hazard: name, kind }));

function isRough(name: string): boolean {
  return HAZARDS.some((hazard) => hazard.name === name && hazard.rough === true);
}

function namesOf(rows: readonly { readonly hazard: string }[]): readonly string[] {
  return rows.map(({ hazard }) => hazard).toSorted();
}

function unsentIn({ hazards: results }: Evidence): readonly HazardResult[] {
  return results.filter(({ outcome }) => outcome === 'not-sent');
}

for (const [name, limits] of [
  ['body-limit-64-kib', ['size-65-kib', 'size-1-mib']],
  ['nesting-limit-16', ['nesting-lists-32', 'nesting-lists-512']],
  ['no-nul', ['key-nul', 'string-nul']],
  ['no-spaces', ['query-emoji', 'query-path']],
  ['no-extreme-keys', ['key-control', 'key-1024-characters']],
  ['narrow-objects', ['width-600-members', 'width-2000-items']],
  ['plain-keys-only', ['key-dotted', 'key-empty', 'key-nfc']],
  ['no-dots-in-keys', ['key-dotted', 'key-dollar']],
  ['strings-of-255', ['string-300-characters', 'size-33-kib']],
  ['safe-numbers-only', ['number-largest']],
  ['rate-limit-40', []],
] as const) {
  test(`the limits of ${name} are listed, and nothing is failed`, async () => {
    const variant = limitVariants.find((candidate) => candidate.name === name);
    if (variant === undefined) throw new Error(`There is no variant ${name}.`);
    const { evidence } = await askHazards(variant.behaviour, { STRICT: '1' });
    expect(evidence.findings).toEqual([]);
    expect(evidence.troubles).toEqual([]);
    const listed = evidence.observations.filter(({ kind }) => kind === 'limit');
    const hazardsListed = listed.map(({ data }) => data?.hazard);
    expect(hazardsListed).toEqual(expect.arrayContaining([...limits]));
  });
}
