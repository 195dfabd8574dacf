import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Clock } from '../../fixtures/http/clock.ts';
import { frameOf } from '../../fixtures/preferences/hazard-table.ts';
import { combinationMutants } from '../../fixtures/servers/mutants/combinations.ts';
import { crashingOn, hazardCrashes } from '../../fixtures/servers/mutants/hazard-crashes.ts';
import { limitVariants } from '../../fixtures/servers/mutants/limit-variants.ts';
import { hazardMutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Asked } from '../../fixtures/spec/claim-run.ts';
import type { CollectedSpec } from '../../fixtures/spec-collector.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type {
  Evidence,
  HazardResult,
  ReportedFinding,
} from '../../schema/requirements/evidence.ts';
import { batchesOf } from '../../schema/hazards/batches.ts';
import { batchesOfFewNames } from '../../schema/hazards/few-names.ts';
import { fits, hazardCase } from '../../schema/hazards/hazard-case.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import type { JudgedExchange } from '../../schema/requirements/judge.ts';
import type { Operation } from '../../schema/contract/operation.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { SHARED_NAMES } from '../../schema/requirements/shared-names.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { askClaim, claimNamed, hazardsOf } from './judging/claims.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { openTarget } from './judging/open-target.ts';
import { clockFor, TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

const hazards = claimNamed('hazards');
const FRAME = frameOf(
  operationOf(await loadContract(fileURLToPath(PINNED_CONTRACT)), UPDATE_USER_PREFERENCES),
);
/** A body with one short hazard; what is longer alone is longer by nature. */
const SHORT = 60;
/** Octets that a name which is used again has more than a hazard's own, at most. */
const LONGER_NAME = 5;

/** The profile full sends them; a claim about the store as it was found finds the list. */
const OF_OTHERS = new Set(
  HAZARDS.filter(({ rough }) => rough === true).map(({ name }) => `crash-on-${name}`),
).add('list-for-numbered-preferences');

const MUTANTS = hazardMutants.filter(({ name }) => !OF_OTHERS.has(name));
const OTHERS = MUTANTS.filter((mutant) => !hazardCrashes.includes(mutant));
const CRASHES = MUTANTS.filter((mutant) => hazardCrashes.includes(mutant));
/** What the profile smoke sends. */
const SENT = HAZARDS.filter((hazard) => fits(hazard, FRAME) && hazard.rough !== true);
const BATCHES = batchesOf(SENT);

/** Hazards that are sent even where null is stored, so that each name that was sent stays. */
const WHERE_NAMES_STAY = new Set(
  batchesOfFewNames(SENT, SHARED_NAMES).flatMap((batch) => batch.map(({ name }) => name)),
);

/** The server that a mutant changes: the reference stores null; where it deletes, all names are sent. */
function changing(behaviour: Deviation, hazard: string): Deviation {
  return WHERE_NAMES_STAY.has(hazard) ? behaviour : deletingNulls(behaviour);
}

const [WITH_FEW_NAMES, WITH_MANY] = [
  CRASHES.filter(({ hazard = '' }) => WHERE_NAMES_STAY.has(hazard)),
  CRASHES.filter(({ hazard = '' }) => !WHERE_NAMES_STAY.has(hazard)),
];

for (const [index, some] of [...dealt(WITH_FEW_NAMES, 18), ...dealt(WITH_MANY, 2)].entries()) {
  const names = some.map(({ name }) => name).join(', ');

  test(`smoke finds each hazard that one server fails on, shrunk to the hazard: ${names}`, async () => {
    const statuses = new Map(some.map(({ hazard = '' }, place) => [hazard, 520 + place]));
    const server = changing(crashingOn(statuses), some[0]?.hazard ?? '');
    const asked = await askServer(server, { SEED: String((index % 5) + 1) }, hazards);
    expect(asked.evidence.errors).toEqual([]);
    const found = [...statuses].map(([hazard, status]) => {
      const of = asked.evidence.findings.filter((finding) => finding.status === status);
      return [hazard, ...faultsOf(asked, of)];
    });
    expect(found).toEqual([...statuses.keys()].map((hazard) => [hazard]));
  });
}

for (const [index, { name, trips, behaviour, hazard = '' }] of OTHERS.entries()) {
  test(`smoke finds what ${name} does to a hazard, shrunk to the hazard`, async () => {
    // What hangs is searched for within the limit: the longer it is, the slower the machine may be.
    const TIMEOUT_MS = trips.includes('answer-is-whole') ? '3000' : '1500';
    const SEED = String((index % 5) + 1);
    // What comes in pieces has a value of its own with it, which is longer than that of a hazard under a name.
    const server = isFraming(hazard) ? deletingNulls(behaviour) : changing(behaviour, hazard);
    const asked = await askServer(server, { TIMEOUT_MS, SEED }, batchWith(hazard));
    expect(asked.evidence.errors).toEqual([]);
    const of = asked.evidence.findings.filter(({ requirement }) => trips.includes(requirement));
    expect(faultsOf(asked, of)).toEqual([]);
  });
}

function isFraming(hazard: string): boolean {
  return hazard.startsWith('framing-');
}

/** The request of smoke that carries a hazard, which the other requests say nothing of; all where none does. */
function batchWith(name: string): CollectedSpec {
  const batch = BATCHES.find((some) => some.some((hazard) => hazard.name === name));
  return hazardsOf((batch ?? SENT).map((hazard) => hazard.name));
}

/** What is wrong with the smallest counterexample of some findings: it shows one hazard alone and little else. */
function faultsOf(
  { counterexamples }: Asked,
  findings: readonly ReportedFinding[],
): readonly string[] {
  const shown = findings.flatMap(({ signature }) => counterexamples.get(signature) ?? []);
  const [smallest] = shown.toSorted(
    (a, b) => size(a) - size(b) || labelOf(a).length - labelOf(b).length,
  );
  if (smallest === undefined) return ['not found'];
  const label = labelOf(smallest);
  const row = HAZARDS.find(({ name }) => name === label);
  if (row === undefined) return [`shown by ${label}`];
  const least = hazardCase([row], FRAME).body?.length ?? 0;
  const isShort = size(smallest) <= Math.max(SHORT, least + LONGER_NAME);
  return isShort ? [] : [`${size(smallest)} bytes where ${least} are enough`];
}

function labelOf({ exchange }: JudgedExchange): string {
  return exchange.case.label;
}

/** Deals items out to groups, so that neighbours, which are of a kind, are apart. */
function dealt<T>(items: readonly T[], groups: number): readonly (readonly T[])[] {
  return Array.from({ length: groups }, (_, group) =>
    items.filter((_item, index) => index % groups === group),
  );
}

test('a rough hazard is sent by full only, and finds its mutant', async () => {
  const rough = hazardCrashes.find(({ name }) => name === 'crash-on-header-accept-garbage');
  const foundBy = async (PROFILE: string): Promise<number> =>
    (await askHazards(rough?.behaviour, { PROFILE })).evidence.findings.length;
  expect(await foundBy('default')).toBe(0);
  expect(await foundBy('full')).toBe(1);
});

function size(judged: JudgedExchange | undefined): number {
  return judged?.exchange.case.body?.length ?? 0;
}

/** Asks a server that deletes nulls, so that all names are sent. */
function askHazards(
  behaviour: Deviation | undefined,
  variables: Readonly<Record<string, string>> = {},
  claim: CollectedSpec = hazards,
  change: Partial<Operation> = {},
  clock: Clock = new TurningClock(),
): Promise<Asked> {
  return askServer(deletingNulls(behaviour), variables, claim, change, clock);
}

async function askServer(
  behaviour: Deviation,
  variables: Readonly<Record<string, string>>,
  claim: CollectedSpec,
  change: Partial<Operation> = {},
  clock: Clock = new TurningClock(),
): Promise<Asked> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { PROFILE: 'smoke', ...variables }, null, { clock });
  const operation = { ...session.operation, ...change };
  return askClaim({ ...session, operation }, claim).finally(async () => {
    await session.close();
    await server.close();
  });
}

test('smoke clears the whole table in at most 47 requests, three of which learn what null does', async () => {
  const { evidence } = await askHazards(undefined);
  expect(evidence.requests).toBeLessThanOrEqual(47);
  expect(namesOf(evidence.hazards)).toEqual(namesOf(TABLE));
  expect(evidence.hazards.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const rough = TABLE.filter(({ hazard }) => isRough(hazard));
  expect(namesOf(unsentIn(evidence))).toEqual(namesOf(rough));
});

test('hazards of the query are not sent where the operation has no parameter', async () => {
  const { evidence } = await askHazards(undefined, {}, hazards, { parameters: [] });
  const unsent = TABLE.filter(({ hazard, kind }) => kind === 'query' || isRough(hazard));
  expect(namesOf(unsentIn(evidence))).toEqual(namesOf(unsent));
});

test('what takes two hazards is shown by these two, in few requests more', async () => {
  const alike = combinationMutants.find(({ name }) => name === 'names-alike-crash');
  const { evidence, counterexamples } = await askHazards(alike?.behaviour);
  const failed = evidence.hazards.filter(({ outcome }) => outcome === 'failed');
  expect(namesOf(failed)).toEqual(['key-lower', 'key-upper']);
  const shown = [...counterexamples.values()].map(({ exchange }) => exchange.case.body?.toString());
  expect(shown).toEqual([
    expect.stringMatching(/^{"updatedPreferences":{"CASE":"\w+","case":"\w+"}}$/),
  ]);
  expect(evidence.requests).toBeLessThanOrEqual(100);
});

test('preferences that are lost for their number are observed, and nothing is failed', async () => {
  const keepingFew: Deviation = {
    save: (sent, space, call) => {
      const all = merge(sent, space, call);
      call.store.replace(space, Object.fromEntries(Object.entries(all).slice(-20)));
      return all;
    },
  };
  const { evidence } = await askServer(keepingFew, {}, hazards);
  expect(evidence.findings).toEqual([]);
  const limits = evidence.observations.filter(({ kind }) => kind === 'limit');
  expect(limits.map(({ statement }) => statement)).toContain(
    'Of the preferences that a user sets, the target keeps the last 20: what was set before gives way.',
  );
});

test('what was decided of a batch before a limit is told', async () => {
  const failing = crashingOn(new Map([['empty-object', 520]]));
  const { evidence } = await askHazards(failing, { MAX_REQUESTS: '32' });
  expect(evidence.limits.at(-1)?.message).toMatch(/limit of 32 requests/);
  expect(evidence.hazards.filter(({ outcome }) => outcome === 'cleared').length).toBeGreaterThan(
    20,
  );
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
  ['nesting-limit-10', ['nesting-lists-32', 'nesting-lists-512']],
  ['no-nul', ['key-nul', 'string-nul']],
  ['plain-spaces-only', ['query-emoji', 'query-path']],
  ['no-control-characters', ['string-line-ends', 'string-padded', 'key-line-end']],
  ['no-extreme-keys', ['key-control', 'key-1024-characters']],
  ['narrow-objects', ['width-600-members', 'width-2000-items']],
  ['keys-of-64', ['text-names-alike-64', 'text-names-alike-255']],
  ['plain-keys-only', ['key-dotted', 'key-empty', 'key-nfc']],
  ['no-dots-in-keys', ['key-dotted', 'key-dollar']],
  ['strings-of-255', ['string-300-characters', 'size-33-kib']],
  ['safe-numbers-only', ['number-largest', 'number-small']],
  ['three-octets-only', ['string-astral', 'key-emoji']],
  ['rate-limit-40', []],
] as const) {
  test(`the limits of ${name} are listed, and nothing is failed`, async () => {
    const variant = limitVariants.find((candidate) => candidate.name === name);
    if (variant === undefined) throw new Error(`There is no variant ${name}.`);
    const { behaviour } = variant;
    const clock = clockFor(variant);
    const { evidence } = await askHazards(behaviour, { STRICT: '1' }, hazards, {}, clock);
    expect(evidence.findings).toEqual([]);
    expect(evidence.errors).toEqual([]);
    const listed = evidence.observations.filter(({ kind }) => kind === 'limit');
    const hazardsListed = listed.map(({ data }) => data?.hazard);
    expect(hazardsListed).toEqual(expect.arrayContaining([...limits]));
  });
}

test('a preference that the user has is not sent as a hazard', async () => {
  const server = await startServer({}, { record: true });
  server.store.replace('', { 'a.b': 'own' });
  const session = await openTarget(server.url, { PROFILE: 'smoke' });
  try {
    await askClaim(session, claimNamed('control'));
    const { evidence } = await askClaim(session, hazards);
    const dotted = evidence.hazards.find(({ hazard }) => hazard === 'key-dotted');
    expect(dotted?.outcome).toBe('not-sent');
  } finally {
    await session.close();
    await server.close();
  }
  const sent = server.recorded.map(({ body }) => body.toString());
  expect(sent.filter((text) => text.includes('"__proto__"'))).not.toEqual([]);
  expect(sent.filter((text) => /"updatedPreferences":\{([^{}]*,)?"a\.b"/.test(text))).toEqual([]);
  expect(server.store.preferences()['a.b']).toBe('own');
});
