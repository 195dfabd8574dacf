import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { loadDocument } from '../../schema/contract/document.ts';
import { createValidators } from '../../schema/contract/validators.ts';
import { compareContracts } from '../../schema/drift/contract-drift.ts';
import type { DriftChange, DriftImpact } from '../../schema/drift/drift-change.ts';
import { TriedSchema } from '../../schema/drift/tried-schema.ts';
import { valueAt } from '../../schema/json/json-pointer.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { oncePer } from '../../schema/once-per.ts';
import { editedDocument } from './drift-mutations/edited-document.ts';
import { SCHEMAS, SENT, UPDATE, type Mutation } from './drift-mutations/mutation.ts';
import { REQUESTS } from './drift-mutations/requests.ts';
import { RESPONSE_STEPS } from './drift-mutations/responses.ts';
import { REVIEWED } from './drift-mutations/reviewed.ts';
import { EQUIVALENT } from './drift-mutations/equivalent.ts';
import { manyPlaces, SPELLINGS, WIDENINGS } from './drift-mutations/spellings.ts';
import { STRUCTURES } from './drift-mutations/structures.ts';
import { SURROUNDINGS } from './drift-mutations/surroundings.ts';

const GRAVITY: readonly DriftImpact[] = ['breaking', 'compatible', 'none'];

let pinned: unknown;

test.beforeAll(async () => {
  pinned = (await loadDocument(fileURLToPath(PINNED_CONTRACT))).source;
});

function gravest(changes: readonly DriftChange[]): DriftImpact {
  return GRAVITY.find((impact) => changes.some((change) => change.impact === impact)) ?? 'none';
}

function kindsOf(changes: readonly DriftChange[]): readonly string[] {
  const kinds = changes.filter((change) => change.impact !== 'none').map((change) => change.kind);
  return [...new Set(kinds)].sort();
}

/** Both documents of a mutation, and what their comparison finds, which several tests look at. */
const comparisonOf = oncePer((mutation: Mutation) => {
  const base = editedDocument(pinned, mutation.base);
  const revision = editedDocument(base, mutation.revision);
  return { base, revision, changes: compareContracts(base, revision) };
});

test('the list of reviewed changes is whole', () => {
  expect(REVIEWED).toHaveLength(17);
});

const MUTATIONS = [REVIEWED, REQUESTS, RESPONSE_STEPS, EQUIVALENT, STRUCTURES, SURROUNDINGS].flat();

for (const mutation of MUTATIONS) {
  test(`drift is ${mutation.impact}: ${mutation.name}`, () => {
    const { base, revision, changes } = comparisonOf(mutation);
    expect(kindsOf(changes)).toEqual(mutation.kinds);
    expect(gravest(changes)).toBe(mutation.impact);
    for (const change of changes) {
      expect(change.sentence).toMatch(/\S.*\.$/);
      expect(valueAt(revision, change.pointer) ?? valueAt(base, change.pointer)).toBeDefined();
    }
  });
}

const MESSAGE = `${SCHEMAS}/UserResponse/properties/message`;

/** What becomes of clients whose requests, and whose responses, have one schema and then another. */
function stepsOf(sent: readonly unknown[], answered: readonly unknown[]): readonly DriftChange[] {
  const [base, revision] = [0, 1].map((step) =>
    editedDocument(pinned, { set: { [SENT]: sent[step], [MESSAGE]: answered[step] } }),
  );
  return compareContracts(base, revision);
}

for (const [name, one, other] of SPELLINGS) {
  test(`another spelling is no drift, to and fro: ${name}`, () => {
    expect(stepsOf([one, other], [one, other])).toEqual([]);
    expect(stepsOf([other, one], [other, one])).toEqual([]);
  });
}

for (const [name, narrow, wide] of WIDENINGS) {
  test(`narrower requests and wider responses break, the reverse does not: ${name}`, () => {
    const breaks = stepsOf([wide, narrow], [narrow, wide]);
    for (const direction of ['request', 'response']) {
      expect(breaks.filter((change) => change.direction === direction)).toContainEqual(
        expect.objectContaining({ impact: 'breaking', value: expect.anything() }),
      );
    }
    expect(gravest(stepsOf([narrow, wide], [wide, narrow]))).toBe('compatible');
  });
}

test('values that a schema refuses come to each of its places, however many there are', () => {
  const value = manyPlaces(4);
  const resolved = { components: { schemas: { Many: value } } };
  const validators = createValidators({ file: 'many', resolved, form: 'bundled' });
  const node = { document: resolved, pointer: `${SCHEMAS}/Many`, value };
  const tooLong = new TriedSchema(node, validators).negatives().filter((each) => {
    const last = isJsonObject(each) ? each.p129 : undefined;
    return typeof last === 'string' && last.length > 4;
  });
  expect(tooLong).not.toEqual([]);
});

test('what alternatives refuse is told from the one that has changed', () => {
  const alternatives = (most: number) => ({
    [`${SCHEMAS}/A`]: { required: ['a'], properties: { a: { type: 'string' } } },
    [`${SCHEMAS}/B`]: { required: ['b'], properties: { b: { type: 'string', maxLength: most } } },
    [SENT]: { type: 'object', oneOf: [{ $ref: `${SCHEMAS}/A` }, { $ref: `${SCHEMAS}/B` }] },
  });
  const [base, revision] = [2, 1].map((most) =>
    editedDocument(pinned, { set: alternatives(most) }),
  );
  const [change] = compareContracts(base, revision);
  expect(change).toMatchObject({
    impact: 'breaking',
    pointer: `${SCHEMAS}/B/properties/b/maxLength`,
    value: { b: expect.stringMatching(/^..$/) },
  });
});

test('twelve alternatives of twelve members each are compared in seconds', () => {
  const alternatives = (most: number) => ({
    type: 'object',
    oneOf: Array.from({ length: 12 }, (_, index) => {
      const names = Array.from({ length: 12 }, (__, member) => `p${index}_${member}`);
      const lengths = names.map((name) => [name, { type: 'string', maxLength: 9 }] as const);
      const last = index === 11 ? [['p11_11', { type: 'string', maxLength: most }] as const] : [];
      const properties = Object.fromEntries([...lengths, ...last]);
      return { type: 'object', required: names.slice(0, 1), properties };
    }),
  });
  const started = process.cpuUsage();
  const changes = stepsOf([alternatives(9), alternatives(8)], [true, true]);
  const { user } = process.cpuUsage(started);
  expect(gravest(changes)).toBe('breaking');
  expect(user / 1e6).toBeLessThan(15);
});

/** What a value shows, told by the kinds that have one. */
const SHOWN = /^(?:value-(?:refused|admitted)|property-(?:added|removed))$/;

test('each break that a value can show comes with the value', () => {
  const breaks = MUTATIONS.flatMap((mutation) => comparisonOf(mutation).changes).filter(
    ({ impact, kind }) => impact === 'breaking' && SHOWN.test(kind),
  );
  expect(breaks.length).toBeGreaterThan(30);
  expect(breaks.filter((change) => !Object.hasOwn(change, 'value'))).toEqual([]);
  const step = { set: { [`${UPDATE}/required`]: ['more'] } };
  const [change] = compareContracts(pinned, editedDocument(pinned, step));
  expect(change).toMatchObject({
    value: {},
    pointer: `${UPDATE}/required`,
    sentence: 'A client that sends {} as `UserPreferenceUpdate` is refused now: member "more".',
  });
});

test('a constraint within a free-form map is shown by a value that it refuses', () => {
  const { revision } =
    REQUESTS.find(({ name }) => name.includes('list of values for a name')) ?? {};
  const [change] = compareContracts(pinned, editedDocument(pinned, revision));
  expect(change).toMatchObject({ impact: 'breaking', direction: 'request' });
  expect(change?.sentence).toContain('as `UserPreferenceUpdate.updatedPreferences` is refused now');
  expect(change?.value).toMatchObject({ language: expect.anything() });
});

test('the value that shows a change has no member that shows nothing', () => {
  const changes = compareContracts(
    pinned,
    editedDocument(pinned, { set: { [`${SCHEMAS}/Error/properties`]: {} } }),
  );
  const values = changes.map(({ kind, value }) => [kind, value]);
  expect(values).toContainEqual(['property-removed', { title: '' }]);
  expect(values).toContainEqual(['value-admitted', { title: 0 }]);
});

test('the operation that is asked for is compared, and no other', () => {
  const host = editedDocument(pinned, {
    set: { '#/paths/~1things': { get: { operationId: 'getThings', responses: {} } } },
  });
  const without = editedDocument(host, { remove: ['#/paths/~1things'] });
  expect(compareContracts(host, without, 'updateUserPreferences')).toEqual([]);
  expect(kindsOf(compareContracts(host, without, 'getThings'))).toEqual(['operation-removed']);
  expect(kindsOf(compareContracts(host, without, 'GET /things'))).toEqual(['operation-removed']);
});

test('a contract has not drifted from itself', () => {
  expect(compareContracts(pinned, pinned)).toEqual([]);
});

test('a change of a schema that two responses share is reported once', () => {
  const base = pinned;
  const revision = editedDocument(base, { set: { [`${SCHEMAS}/Error/required`]: ['title'] } });
  expect(compareContracts(base, revision)).toHaveLength(1);
});

test('a $ref that leads round in a circle ends', () => {
  const circle = { set: { [`${SCHEMAS}/Error`]: { $ref: `${SCHEMAS}/Error` } } };
  const base = pinned;
  expect(gravest(compareContracts(base, editedDocument(base, circle)))).toBe('breaking');
});

test('an empty document has lost the operation', () => {
  for (const nothing of [{}, null, [], { paths: null }]) {
    const changes = compareContracts(pinned, nothing);
    expect(changes.map((change) => change.kind)).toContain('operation-removed');
  }
});

test('a chain of 3,000 schemas is compared to its end', () => {
  const link = (index: number): object => ({
    properties: {
      next: {
        oneOf: [{ type: 'null' }, { properties: { to: { $ref: `${SCHEMAS}/S${index + 1}` } } }],
      },
    },
  });
  const links = Array.from({ length: 3_000 }, (_, index) => {
    return [`${SCHEMAS}/S${index}`, link(index)] as const;
  });
  const base = editedDocument(pinned, {
    set: {
      ...Object.fromEntries(links),
      [`${SCHEMAS}/S3000`]: { type: 'string' },
      [`${SCHEMAS}/UserResponse/properties/message`]: { $ref: `${SCHEMAS}/S0` },
    },
  });
  const revision = editedDocument(base, { set: { [`${SCHEMAS}/S3000/type`]: 'integer' } });
  expect(compareContracts(base, base)).toEqual([]);
  expect(kindsOf(compareContracts(base, revision))).toEqual(['value-admitted', 'value-refused']);
});
