import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonSchema } from '../../schema/contract/operation.ts';
import { arbitraryForSchema, UnsatisfiableSchemaError } from '../../schema/generate/index.ts';
import { collection, judgeOf } from './schemas/collection.ts';

const sampled = 100;

/** The least part of candidates that the validator accepts: what by construction means. */
const acceptanceFloor = 0.9;

const keywords = [
  ...['$id', '$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', '$defs'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'],
  ...['prefixItems', 'items', 'contains', 'unevaluatedItems'],
  ...['properties', 'patternProperties', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedProperties', 'type', 'const', 'enum', 'format'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'pattern'],
  ...['maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains'],
  ...['maxProperties', 'minProperties', 'required', 'dependentRequired'],
];

test('the collection has every keyword of JSON Schema 2020-12 that bears on validity', () => {
  const text = JSON.stringify(collection);
  expect(keywords.filter((keyword) => !text.includes(`"${keyword}":`))).toEqual([]);
  expect(collection.length).toBeGreaterThan(40);
});

test('every value is valid after a JSON round trip, and nearly every candidate is one', () => {
  const measured = collection.map(([name, schema]) => {
    const { validate } = judgeOf(schema);
    let judged = 0;
    const counting = (value: unknown) => {
      judged += 1;
      return validate(value);
    };
    const values = fc.sample(arbitraryForSchema(schema, { validate: counting }), {
      seed: 42,
      numRuns: sampled,
    });
    const sent = values.map((value): unknown => JSON.parse(JSON.stringify(value)));
    expect(sent, name).toEqual(values);
    expect(
      sent.filter((value) => !validate(value)),
      name,
    ).toEqual([]);
    return { name, acceptance: sampled / judged };
  });
  const rates = measured.map(({ name, acceptance }) => `${acceptance.toFixed(2)} ${name}`);
  test.info().annotations.push({ type: 'acceptance', description: rates.join('\n') });
  expect(measured.filter(({ acceptance }) => acceptance < acceptanceFloor)).toEqual([]);
});

test('values stay valid while they shrink, and end small', () => {
  for (const [name, schema] of collection) {
    const { validate } = judgeOf(schema);
    const seen: unknown[] = [];
    const claim = fc.property(arbitraryForSchema(schema, { validate }), (value) => {
      seen.push(value);
      return false;
    });
    const { counterexample } = fc.check(claim, { seed: 7, numRuns: 1 });
    expect(
      seen.filter((value) => !validate(value)),
      name,
    ).toEqual([]);
    const smallest = name === 'long text' ? 302 : 60;
    expect(JSON.stringify(counterexample?.[0]).length, name).toBeLessThanOrEqual(smallest);
  }
});

test('the same seed gives the same values', () => {
  for (const [name, schema] of collection) {
    const { validate } = judgeOf(schema);
    const values = () =>
      fc.sample(arbitraryForSchema(schema, { validate }), { seed: 3, numRuns: 10 });
    expect(values(), name).toEqual(values());
  }
});

const unsatisfiable: readonly (readonly [schema: JsonSchema, pointer: string])[] = [
  [false, '#'],
  [{ type: 'string', minLength: 3, maxLength: 2 }, '#'],
  [{ type: 'string', const: 1 }, '#'],
  [{ type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 }, '#'],
  [{ type: 'object', required: ['a'], properties: { a: false } }, '#/properties/a'],
  [
    {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'array', minItems: 1, items: false } },
    },
    '#/properties/a/items',
  ],
  [{ type: 'object', required: ['a'], properties: { a: { $ref: '#' } } }, '#/properties/a'],
  [{ type: 'array', contains: { type: 'string' }, items: { type: 'number' } }, '#'],
  [{ allOf: [{ type: 'string' }, { type: 'number' }] }, '#'],
  [{ not: {} }, '#'],
  [{ type: 'string', pattern: '^a+$', maxLength: 0 }, '#'],
  [{ type: 'string', format: 'date', pattern: '^x' }, '#'],
];

test('an unsatisfiable schema is an error that names the pointer, and soon', () => {
  for (const [schema, pointer] of unsatisfiable) {
    const { validate } = judgeOf(schema);
    const started = process.cpuUsage();
    const thrown = thrownBy(() => fc.sample(arbitraryForSchema(schema, { validate }), 1));
    expect(thrown, JSON.stringify(schema)).toBeInstanceOf(UnsatisfiableSchemaError);
    expect(thrown, JSON.stringify(schema)).toHaveProperty('pointer', pointer);
    expect(process.cpuUsage(started).user / 1_000, JSON.stringify(schema)).toBeLessThan(10_000);
  }
});

test('a schema that the validator alone refuses is given up within the budget', () => {
  const options = { validate: () => false, pointer: '#/components/schemas/Odd' };
  const thrown = thrownBy(() => fc.sample(arbitraryForSchema({ type: 'string' }, options), 1));
  expect(String(thrown)).toContain('#/components/schemas/Odd gave no valid value in 3000 attempts');
});

test('where no value is found, a reference that leads out of the document is named', () => {
  const outside = { $ref: 'https://example.org/other.json#/a' };
  const schema = { type: 'object', required: ['a'], properties: { a: outside } };
  const options = { validate: () => false, pointer: '#/x' };
  const thrown = thrownBy(() => fc.sample(arbitraryForSchema(schema, options), 1));
  expect(String(thrown)).toContain(`#/x/properties/a refers to ${outside.$ref}`);
  const value = fc.sample(arbitraryForSchema(schema, { validate: () => true }), 1)[0];
  expect(value).toHaveProperty('a');
});

test('cyclic schema objects give finite values', () => {
  const properties: Record<string, unknown> = { name: { type: 'string' } };
  const person = { type: 'object', properties, required: ['name'] };
  properties.friend = person;
  const values = fc.sample(arbitraryForSchema(person, { validate: () => true }), {
    seed: 1,
    numRuns: 50,
  });
  expect(values.filter((value) => JSON.stringify(value).includes('"friend":{'))).not.toEqual([]);
});

test('references are resolved in the document where one is given', () => {
  const root = { components: { schemas: { Colour: { enum: ['red', 'blue'] } } } };
  const schema = { $ref: '#/components/schemas/Colour' };
  const values = fc.sample(arbitraryForSchema(schema, { root, validate: () => true }), 20);
  expect(['red', 'blue']).toEqual(expect.arrayContaining(values));
});

test('what a schema leaves open is filled by the free form given', () => {
  const schema = { type: 'object', properties: { open: { type: 'object' } }, required: ['open'] };
  const options = {
    validate: () => true,
    freeForm: fc.constant('free'),
    freeFormKey: fc.constantFrom('k1', 'k2'),
  };
  const text = JSON.stringify(
    fc.sample(arbitraryForSchema(schema, options), { seed: 1, numRuns: 50 }),
  );
  expect(new Set(text.match(/"\w+"/g))).toEqual(new Set(['"open"', '"k1"', '"k2"', '"free"']));
});

test('members that an inner unevaluatedProperties admits are there', () => {
  const inner = {
    properties: { a: { type: 'string' } },
    unevaluatedProperties: { type: 'integer' },
  };
  const schema = { type: 'object', allOf: [inner], unevaluatedProperties: false };
  const { validate } = judgeOf(schema);
  const values = fc.sample(arbitraryForSchema(schema, { validate }), { seed: 1, numRuns: 50 });
  expect(JSON.stringify(values)).toMatch(/":\d/);
});

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

test('a schema that needs more parts than are built of one is still satisfiable', () => {
  const names = Array.from({ length: 4_100 }, (_, index) => `m${String(index)}`);
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'boolean' }]));
  const schema = { type: 'object', required: names, properties };
  const [value] = fc.sample(arbitraryForSchema(schema, { validate: () => true }), 1);
  expect(Object.keys(value ?? {})).toHaveLength(names.length);
});
