import { expect, test } from '@playwright/test';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { memberNames, narrowedSchema, schemaErrors } from '../../schema/contract/meta-schemas.ts';

/** One for all: to compile the meta-schema takes longer than all else here. */
const ajv = new Ajv2020({ strict: false, allErrors: true });

const NAMES = ['a', 'b', 'c', 'properties', 'x'];
const SCHEMAS: Readonly<Record<string, AnySchema>> = {
  'members, and no others': {
    properties: { a: { type: 'string' }, b: { properties: { c: false } } },
    additionalProperties: false,
  },
  'members that are required': {
    required: ['a', 'c'],
    properties: { a: true, c: { minItems: 1 } },
  },
  'members that no part has evaluated': {
    allOf: [{ properties: { a: true } }, { $ref: '#/$defs/other' }],
    unevaluatedProperties: false,
    $defs: { other: { properties: { b: { const: 1 }, properties: { type: 'object' } } } },
  },
  'a condition on a member': {
    if: { properties: { a: { const: 1 } }, required: ['a'] },
    then: { properties: { b: { type: 'number' } } },
    else: { dependentRequired: { b: ['c'] } },
  },
  'what depends on a member': {
    dependentSchemas: { a: { properties: { b: { type: 'null' } } }, x: false },
    unevaluatedProperties: { type: ['number', 'object'] },
  },
  'members by pattern and by name': {
    patternProperties: { '^[ab]$': { type: 'number' } },
    propertyNames: { enum: ['a', 'properties', 'x'] },
    not: { properties: { x: { type: 'string' } }, required: ['x'] },
  },
  'a value that looks like a schema': { const: { properties: { c: 1 } } },
};

for (const [name, schema] of Object.entries(SCHEMAS)) {
  test(`a schema says the same of a value without what it says of other members: ${name}`, () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.constantFrom(null, 1, 'text', []),
        fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (each) => {
        const narrowed = narrowedSchema(schema, memberNames(each));
        expect(errorsOf(narrowed, each)).toEqual(errorsOf(schema, each));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
}

test('schemas are held against the meta-schema each by itself', () => {
  const schemas = [{ type: 'strung' }, { properties: { a: { minLength: 'b' } } }, { minLength: 1 }];
  const places = schemaErrors(schemas).map((errors) =>
    [...new Set(errors.map(({ instancePath }) => instancePath))].sort(),
  );
  expect(places).toEqual([['/type'], ['/properties/a/minLength'], []]);
});

function errorsOf(schema: AnySchema, value: unknown): readonly unknown[] {
  const validate = ajv.compile(schema);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, message, params }) => ({
    ...{ instancePath, keyword, message, params },
  }));
}
