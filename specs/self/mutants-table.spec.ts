import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Mutant } from '../../fixtures/servers/mutants/mutant.ts';
import {
  responseMutants,
  hazardMutants,
  mutants,
  semanticMutants,
} from '../../fixtures/servers/mutants/mutants.ts';
import { silentTargets } from '../../fixtures/servers/mutants/silent-targets.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import { serverGroups } from '../../fixtures/servers/choice.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { loadBasis } from '../../reports/verdict/judging-basis.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { responsesTo, BATTERY, CONTROL, firstDifference, hazardStep } from './reference/battery.ts';
import { ask, valueOf } from './reference/raw-client.ts';

test.describe.configure({ mode: 'parallel' });

/** So that responses can be read without removing a content coding. */
const PLAIN = { 'Accept-Encoding': 'identity;q=1' };
/** What to do where a test of this table fails. */
const ADD_MUTANT =
  'A server that breaks it goes into a table of fixtures/servers/mutants/, which fixtures/servers/mutants/mutants.ts lists.';
const ADD_STEP =
  'No step of BATTERY in specs/self/reference/battery.ts tells these from the reference: add one that does.';
const ADD_HAZARD =
  'The step of the hazard (`hazardStep` in specs/self/reference/battery.ts) has to be the first to tell these from the reference.';
/** A 204 is no declared success, and an Error under 200 lacks the user: these never come alone. */
const NEVER_ALONE = new Set(['204-has-no-content', '200-is-not-an-error']);

let catalogue: readonly string[];

test.beforeAll(async () => {
  const { rows } = await loadBasis('schema/alumio.openapi.yaml', null);
  catalogue = rows.map(({ id }) => id);
});

test('a sentence tells its server without the rows before it: a list may leave them out', () => {
  const sentences = serverGroups.flatMap(({ servers }) => servers.map(({ sentence }) => sentence));
  expect(sentences.filter((text) => /\b(as|like) (before|above)\b/i.test(text))).toEqual([]);
});

test('names are unique, in kebab case, and sentences are sentences', () => {
  for (const rows of [mutants, variants, silentTargets]) {
    const names = rows.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(rows.map((row) => row.sentence).filter((text) => !/^[A-Z$].*\.$/.test(text))).toEqual(
      [],
    );
  }
});

test('each table of servers is listed where the self tests read it', async () => {
  const listed = new Set(serverGroups.flatMap(({ servers }) => servers.map(({ name }) => name)));
  const folder = new URL('../../fixtures/servers/mutants/', import.meta.url);
  const forgotten: string[] = [];
  for (const file of readdirSync(folder)) {
    const module: unknown = await import(new URL(file, folder).href);
    const tables = isJsonObject(module) ? Object.values(module).filter(Array.isArray) : [];
    const names = tables.flat().flatMap((row) => (isServer(row) ? row.name : []));
    if (names.some((name) => !listed.has(name))) forgotten.push(`fixtures/servers/mutants/${file}`);
  }
  expect(forgotten, 'List it in mutants.ts or variants.ts, next to it.').toEqual([]);
});

function isServer(row: unknown): row is { readonly name: string } {
  return isJsonObject(row) && typeof row.name === 'string' && 'behaviour' in row;
}

test('each requirement has a mutant that breaks it, alone wherever that can be', () => {
  const alone = mutants.filter(({ trips }) => trips.length === 1).flatMap(({ trips }) => trips);
  const any = mutants.flatMap(({ trips }) => trips);
  expect(
    catalogue.filter((id) => !any.includes(id)),
    ADD_MUTANT,
  ).toEqual([]);
  expect(
    catalogue.filter((id) => !NEVER_ALONE.has(id) && !alone.includes(id)),
    ADD_MUTANT,
  ).toEqual([]);
});

test('each mutant breaks requirements of the catalogue, each once', () => {
  const wrong = mutants.filter(({ trips, also = [] }) => {
    const ids = [...trips, ...also];
    const known = ids.every((id) => catalogue.includes(id));
    return trips.length === 0 || !known || new Set(ids).size !== ids.length;
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('each hazard has a mutant, and each hazard mutant a hazard', () => {
  const hazards: readonly string[] = HAZARDS.map(({ name }) => name);
  const named = mutants.flatMap(({ hazard }) => hazard ?? []);
  expect(named.filter((name) => !hazards.includes(name))).toEqual([]);
  expect(
    hazards.filter((name) => !named.includes(name)),
    ADD_MUTANT,
  ).toEqual([]);
});

test('there are mutants and variants of every kind', () => {
  expect(responseMutants.length).toBeGreaterThanOrEqual(45);
  expect(hazardMutants.length).toBeGreaterThanOrEqual(HAZARDS.length);
  expect(semanticMutants.length).toBeGreaterThanOrEqual(40);
  expect(variants.length).toBeGreaterThanOrEqual(35);
});

test('each mutant and each variant answers the control 200 with an object, except for those that refuse it', async () => {
  const refusing = mutants.filter(({ refusesControl }) => refusesControl === true);
  const unhealthy: string[] = [];
  for (const { name, behaviour, ...row } of [...mutants, ...variants]) {
    const server = await startServer(behaviour);
    const token = 'token' in row ? { Authorization: `Bearer ${row.token}` } : {};
    const headers = { ...CONTROL.headers, ...token };
    if ((await statusOf(server.origin, { ...CONTROL, headers })) !== 'healthy')
      unhealthy.push(name);
    await server.close();
  }
  expect(unhealthy).toEqual(refusing.map(({ name }) => name));
});

for (const [kind, rows] of Object.entries({ responseMutants, semanticMutants })) {
  test(`each of ${kind} shows itself`, async () => {
    expect(await disguised(rows), ADD_STEP).toEqual([]);
  });
}

test('each of hazardMutants shows itself on its hazard, and not before', async () => {
  const wrong: string[] = [];
  for (const { name, hazard, behaviour } of hazardMutants) {
    const row = HAZARDS.find((candidate) => candidate.name === hazard);
    const steps = [...BATTERY.slice(0, 1), ...(row === undefined ? BATTERY : [hazardStep(row)])];
    const shown = await firstDifference(await responsesTo(steps, {}), behaviour, steps);
    if (shown === null || (row !== undefined && shown !== 1)) wrong.push(name);
  }
  expect(wrong, ADD_HAZARD).toEqual([]);
});

test('the battery shows no difference between two servers that are alike', async () => {
  const expected = await responsesTo(BATTERY, {});
  expect(await firstDifference(expected, { bodyLimit: 2 ** 22 }, BATTERY)).toBeNull();
});

test.describe('a silent target', () => {
  for (const { name, start, kind } of silentTargets) {
    test(`${name} does not stay healthy`, async () => {
      const target = await start(2);
      const { origin, protocol } = new URL(target.url);
      const statuses: unknown[] = [];
      for (let request = 0; request < 4; request += 1) {
        statuses.push(protocol === 'http:' ? await statusOf(origin) : 'no response');
      }
      const later = ['went-away', 'token-expired'].includes(kind);
      expect(statuses.slice(0, 2).every((status) => status === 'healthy')).toBe(later);
      expect(statuses.slice(2)).not.toContain('healthy');
      await target.close();
    });
  }
});

async function disguised(rows: readonly Mutant[]): Promise<readonly string[]> {
  const names: string[] = [];
  const expected = await responsesTo(BATTERY, {});
  for (const { name, behaviour } of rows) {
    if ((await firstDifference(expected, behaviour, BATTERY)) === null) names.push(name);
  }
  return names;
}

/** `healthy` for what a control has to be, else the status. */
async function statusOf(origin: string, control = CONTROL): Promise<unknown> {
  try {
    const response = await ask(origin, { ...control, headers: { ...control.headers, ...PLAIN } });
    const value = response.status === 200 ? valueOf(response) : null;
    return isJsonObject(value) && 'object' in value ? 'healthy' : response.status;
  } catch {
    return 'no response';
  }
}
