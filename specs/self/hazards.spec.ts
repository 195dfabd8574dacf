import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { KEY_PREFIX } from '../../schema/preferences/sent-names.ts';
import { bodyValidatorOf, classify } from '../../schema/contract/case-class.ts';
import type { BodyValidator } from '../../schema/contract/case-fault.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { Case } from '../../schema/http/exchange.ts';
import { extremesOf, isExtreme } from '../../schema/http/extreme-case.ts';
import { batchesOf, mayTravelTogether } from '../../schema/hazards/batches.ts';
import { batchesOfFewNames } from '../../schema/hazards/few-names.ts';
import { fits, hazardCase, type HazardFrame } from '../../schema/hazards/hazard-case.ts';
import type { Hazard } from '../../schema/hazards/hazard.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { readJson } from '../../schema/json/read-json.ts';
import type { Operation } from '../../schema/contract/operation.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';

const FRAME: HazardFrame = {
  method: 'PUT',
  path: '/users/preferences/update',
  headers: [
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
  ],
  mediaType: 'application/json',
  parameter: 'space',
  prefix: KEY_PREFIX,
  body: (freeForm) => `{"updatedPreferences":${freeForm}}`,
  refused: '{"updatedPreferences":0}',
};

const NAMES = Array.from({ length: 16 }, (_, index) => `name_${index}`);

let operation: Operation;
let validateBody: BodyValidator;

test.beforeAll(async () => {
  const contract = await loadContract(fileURLToPath(PINNED_CONTRACT));
  operation = operationOf(contract, 'updateUserPreferences');
  validateBody = bodyValidatorOf(operation, contract.validators);
});

function judge(c: Case): Pick<Hazard, 'class' | 'extreme'> {
  return { class: classify(operation, validateBody, c), extreme: isExtreme(c) };
}

function preferencesOf(c: Case): unknown {
  const reading = readJson(c.body ?? new Uint8Array(0));
  return reading.kind === 'json'
    ? (reading.value as { updatedPreferences: unknown }).updatedPreferences
    : null;
}

for (const kind of new Set(HAZARDS.map((hazard) => hazard.kind))) {
  test(`the computed class of every ${kind} hazard is the stated one`, () => {
    const hazards = HAZARDS.filter((hazard) => hazard.kind === kind);
    const computed = hazards.map((hazard) => [hazard.name, judge(hazardCase([hazard], FRAME))]);
    const stated = hazards.map(({ name, class: caseClass, extreme }) => [
      name,
      { class: caseClass, extreme },
    ]);
    expect(computed).toEqual(stated);
  });
}

test('names are unique slugs, and every row says what it is, what it breaks and who says so', () => {
  const names = HAZARDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, kind, what, breaks, source } of HAZARDS) {
    expect(name).toMatch(new RegExp(`^${kind}-[a-z0-9]+(-[a-z0-9]+)*$`));
    expect([what, breaks, source]).not.toContain('');
  }
});

test('the cases of two hazards are never the same', () => {
  const sent = HAZARDS.map((hazard) => {
    const { query, headers, body } = hazardCase([hazard], FRAME);
    return JSON.stringify([query, headers, Buffer.from(body ?? []).toString('latin1')]);
  });
  expect(new Set(sent).size).toBe(HAZARDS.length);
});

test('batches carry every hazard once, and keep its class', () => {
  const batches = batchesOf(HAZARDS);
  expect(batches.flat().toSorted(byName)).toEqual(HAZARDS.toSorted(byName));
  for (const batch of batches) {
    const [first] = batch;
    const together = hazardCase(batch, FRAME);
    // Many members are wide together, and each is sent apart where that is refused.
    const others = extremesOf(together).filter((extreme) => extreme !== 'width');
    expect([batch.map(({ name }) => name), judge(together).class, others.length > 0]).toEqual([
      batch.map(({ name }) => name),
      first?.class,
      first?.extreme === true && first.kind !== 'width',
    ]);
  }
});

test('where names stay, each hazard is sent once, or its name inside of an object', () => {
  const batches = batchesOfFewNames(HAZARDS, NAMES);
  const sent = batches.flat().map(({ name }) => name);
  expect(new Set(sent).size).toBe(sent.length);
  const unsent = HAZARDS.filter(({ name }) => !sent.includes(name)).map(({ name }) => name);
  // Of long ones, a pair that is alike is enough.
  expect(unsent.filter((name) => !sent.includes(`inside-${name}`))).toEqual([
    'key-255-characters',
    'key-256-characters',
    'key-1024-characters',
    'text-names-alike-64',
    'text-names-alike-128',
    'text-surrogate-key',
  ]);
  expect(unsent.filter((name) => !/^key-|^text-/.test(name))).toEqual([]);
  for (const batch of batches) {
    const { class: stated } = batch[0] ?? fail('of an empty batch');
    expect([batch[0]?.name, judge(hazardCase(batch, FRAME)).class]).toEqual([
      batch[0]?.name,
      stated,
    ]);
  }
});

test('where names stay, hazards leave few, and take few requests more', () => {
  const batches = batchesOfFewNames(HAZARDS, NAMES);
  expect(batches.length).toBeLessThanOrEqual(batchesOf(HAZARDS).length + 6);
  const names = batches.flatMap((batch) =>
    Object.keys(preferencesOf(hazardCase(batch, FRAME)) ?? {}),
  );
  const others = new Set(names.filter((name) => !NAMES.includes(name.replace(KEY_PREFIX, ''))));
  expect(others.size).toBeLessThanOrEqual(16);
});

test('a server that answers well sees the whole table in few requests', () => {
  expect(batchesOf(HAZARDS).length).toBeLessThanOrEqual(42);
});

test('all members that are not extreme travel in the first batch, within 16 KiB', () => {
  const [batch = []] = batchesOf(HAZARDS);
  const members = HAZARDS.filter(
    ({ carrier, extreme, kind, class: caseClass }) =>
      carrier.in === 'member' && !extreme && caseClass === 'valid' && kind !== 'size',
  );
  expect(batch).toEqual(expect.arrayContaining(members));
  expect(hazardCase(batch, FRAME).body?.length).toBeLessThan(16 * 1024);
  const sent = preferencesOf(hazardCase(members, FRAME));
  expect(Object.keys(sent as object)).toHaveLength(members.length);
});

test('keys that are hazards go without prefix, all others with it', () => {
  const keys = HAZARDS.filter(({ kind }) => kind === 'key' || kind === 'string');
  const sent = Object.keys(preferencesOf(hazardCase(keys, FRAME)) as object);
  for (const key of [
    '__proto__',
    'constructor',
    '',
    '0',
    'a.b',
    '$set',
    'toString',
    'e\u0301',
    '\u00e9',
  ]) {
    expect(sent).toContain(key);
  }
  expect(sent.filter((key) => key.startsWith(KEY_PREFIX))).toHaveLength(
    HAZARDS.filter(({ kind }) => kind === 'string').length,
  );
});

test('hazards that want the same thing do not travel together', () => {
  const named = (name: string) => HAZARDS.find((hazard) => hazard.name === name) ?? fail(name);
  const apart: [string, string][] = [
    ['size-65-kib', 'size-1-mib'],
    ['query-emoji', 'query-padded'],
    ['query-emoji', 'string-padded'],
    ['media-type-absent', 'query-empty'],
    ['size-33-kib', 'string-padded'],
    ['query-repeated', 'query-unknown'],
    ['query-list', 'query-unknown'],
    ['header-accept-any', 'header-accept-absent'],
    ['text-byte-order-mark', 'header-content-encoding-gzip'],
    ['text-overflow', 'string-padded'],
    ['media-type-form', 'query-emoji'],
    ['media-type-charset', 'query-emoji'],
  ];
  for (const [a, b] of apart)
    expect([a, b, mayTravelTogether(named(a), named(b))]).toEqual([a, b, false]);
  for (const [a, b] of [
    ['key-nfc', 'key-nfd'],
    ['query-unknown', 'query-proto'],
    ['query-repeated', 'query-list'],
    ['query-emoji', 'query-path'],
    ['string-nul', 'media-type-capitals'],
    ['size-1-mib', 'media-type-capitals'],
    ['header-accept-any', 'string-markup'],
  ] as const) {
    expect([a, b, mayTravelTogether(named(a), named(b))]).toEqual([a, b, true]);
  }
});

test('what may be taken for the name of another space is sent without preferences', () => {
  const saving = batchesOf(HAZARDS)
    .map((some) => hazardCase(some, FRAME))
    .filter((asked) => Object.keys(preferencesOf(asked) ?? {}).length > 0);
  const queries = saving.map(({ query }) => new URLSearchParams(query ?? ''));
  const names = queries.flatMap((query) => [...query.keys()]);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => name.toLowerCase().startsWith(FRAME.parameter ?? ''))).toEqual([]);
});

test('those of the query, and no others, want a parameter', () => {
  const without = HAZARDS.filter((hazard) => !fits(hazard, { ...FRAME, parameter: null }));
  expect(without).toEqual(HAZARDS.filter(({ kind }) => kind === 'query'));
  expect(HAZARDS.filter((hazard) => !fits(hazard, FRAME))).toEqual([]);
});

test('values of a parameter and JSON by suffix may be refused or accepted', () => {
  const observed = HAZARDS.filter(
    (hazard) => hazardCase([hazard], FRAME).acceptance === 'observed',
  );
  expect(observed.map(({ name }) => name)).toContain('media-type-merge-patch');
  expect(observed.filter(({ kind }) => kind === 'query')).toEqual(
    HAZARDS.filter(({ kind, class: caseClass }) => kind === 'query' && caseClass === 'valid'),
  );
});

test('fields of a hazard replace those of the frame', () => {
  const absent = HAZARDS.filter(({ name }) => name === 'media-type-absent');
  expect(hazardCase(absent, FRAME).headers).toEqual([['Accept', 'application/json']]);
});

test('nothing in the table makes a target fetch, run or pollute', () => {
  const texts = HAZARDS.map((hazard) =>
    Buffer.from(hazardCase([hazard], FRAME).body ?? []).toString(),
  );
  expect(
    texts.filter((text) => /https?:|jndi|<script|javascript:|rm -|"__proto__":[{[]/i.test(text)),
  ).toEqual([]);
});

test('docs/hazards.md explains each kind of hazard, and no other', () => {
  const page = readFileSync(new URL('../../docs/hazards.md', import.meta.url), 'utf8');
  const explained = [...page.matchAll(/^\| `([a-z-]+)` /gm)].map(([, kind]) => kind);
  expect(explained.toSorted()).toEqual([...new Set(HAZARDS.map(({ kind }) => kind))].toSorted());
});

function byName(a: Hazard, b: Hazard): number {
  return a.name < b.name ? -1 : 1;
}

function fail(name: string): never {
  throw new Error(`No hazard ${name}`);
}
