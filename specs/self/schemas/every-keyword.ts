import type { JsonSchema } from '../../../schema/contract/operation.ts';

/** A schema of the collection: what it is about, and the schema. */
export type NamedSchema = readonly [name: string, schema: JsonSchema];

/** Every keyword of JSON Schema 2020-12 that has a say in what is valid, at least once. */
export const everyKeyword: readonly NamedSchema[] = [
  ['true', true],
  ['empty', {}],
  ['type', { type: 'integer' }],
  ['types', { type: ['string', 'null'] }],
  ['const', { const: { a: [1, 'é', null] } }],
  ['enum', { enum: [1, 'two', null, [3], { four: 4 }] }],
  ['enum and type', { type: 'string', enum: [1, 'one', 'two', null] }],
  ['minimum and maximum', { type: 'integer', minimum: 3, maximum: 7 }],
  ['exclusive bounds', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ['multipleOf', { type: 'integer', multipleOf: 7, minimum: 10 }],
  ['multipleOf decimal', { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 5 }],
  ['lengths', { type: 'string', minLength: 2, maxLength: 3 }],
  ['long text', { type: 'string', minLength: 300 }],
  ['pattern', { type: 'string', pattern: '^[a-z]{2,4}-\\d+$' }],
  ['pattern and length', { type: 'string', pattern: '^[a-z]+$', minLength: 20, maxLength: 30 }],
  ['pattern with look-ahead', { type: 'string', pattern: '^(?=.*\\d)(?!0)[a-z0-9]{3,8}$' }],
  ['two patterns', { type: 'string', allOf: [{ pattern: '\\d' }, { pattern: '[A-Z]' }] }],
  ['prefixItems', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] }],
  [
    'closed tuple',
    {
      type: 'array',
      prefixItems: [{ type: 'boolean' }, { type: 'null' }],
      items: false,
      minItems: 1,
    },
  ],
  ['items', { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 1, maxItems: 4 }],
  [
    'uniqueItems',
    { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 2 },
  ],
  ['contains', { type: 'array', items: { type: 'integer' }, contains: { minimum: 100 } }],
  [
    'minContains and maxContains',
    { type: 'array', contains: { type: 'string' }, minContains: 2, maxContains: 3 },
  ],
  [
    'properties and required',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer' } },
      required: ['a', 'c'],
    },
  ],
  ['forbidden property', { type: 'object', properties: { secret: false, open: true } }],
  [
    'patternProperties',
    {
      type: 'object',
      patternProperties: { '^x-': { type: 'string' }, id$: { type: 'integer' } },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
  ['additionalProperties', { type: 'object', additionalProperties: { type: 'boolean' } }],
  ['propertyNames', { type: 'object', propertyNames: { pattern: '^[a-z]+$', maxLength: 5 } }],
  ['minProperties and maxProperties', { type: 'object', minProperties: 2, maxProperties: 3 }],
  [
    'dependentRequired',
    {
      type: 'object',
      properties: { card: { type: 'string' } },
      dependentRequired: { card: ['address'] },
    },
  ],
  [
    'dependentSchemas',
    {
      type: 'object',
      properties: { card: { type: 'string' } },
      dependentSchemas: { card: { required: ['code'], properties: { code: { type: 'integer' } } } },
    },
  ],
  ['allOf', { allOf: [{ type: 'integer' }, { minimum: 5 }, { multipleOf: 3 }] }],
  [
    'anyOf',
    {
      anyOf: [
        { type: 'string', maxLength: 3 },
        { type: 'integer', minimum: 10 },
      ],
    },
  ],
  ['oneOf', { type: 'integer', oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] }],
  ['not', { type: 'string', not: { pattern: '^a' } }],
  [
    'not an object like this',
    { type: 'object', not: { required: ['a'], properties: { a: { type: 'string' } } } },
  ],
  [
    'not, bound by bound',
    {
      type: 'object',
      properties: {
        text: { type: 'string', not: { minLength: 1 } },
        count: { type: 'integer', minimum: 0, not: { exclusiveMinimum: 0 } },
        list: { type: 'array', not: { minItems: 1 } },
        map: { type: 'object', not: { minProperties: 1 } },
      },
      required: ['text', 'count', 'list', 'map'],
    },
  ],
  [
    'then: false',
    {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      if: { type: 'object', required: ['a', 'b'] },
      then: false,
    },
  ],
  [
    'if, then and else',
    {
      type: 'object',
      properties: { kind: { enum: ['text', 'number'] } },
      required: ['kind', 'value'],
      if: { properties: { kind: { const: 'text' } } },
      then: { properties: { value: { type: 'string', minLength: 1 } } },
      else: { properties: { value: { type: 'number' } } },
    },
  ],
  [
    'unevaluatedProperties',
    {
      type: 'object',
      allOf: [{ properties: { a: { type: 'string' } } }],
      anyOf: [{ properties: { b: { type: 'integer' } }, required: ['b'] }, { required: ['a'] }],
      unevaluatedProperties: false,
    },
  ],
  [
    'unevaluatedItems',
    {
      type: 'array',
      prefixItems: [{ type: 'string' }],
      contains: { type: 'integer' },
      unevaluatedItems: { type: 'null' },
    },
  ],
  [
    '$ref',
    {
      type: 'array',
      items: { $ref: '#/$defs/name' },
      $defs: { name: { type: 'string', maxLength: 4 } },
    },
  ],
  [
    '$ref with siblings',
    { $ref: '#/$defs/text', minLength: 3, $defs: { text: { type: 'string', maxLength: 5 } } },
  ],
  [
    '$anchor and $id',
    {
      $id: 'https://example.com/root',
      type: 'object',
      properties: { a: { $ref: '#count' }, b: { $ref: 'other#/$defs/flag' } },
      required: ['a', 'b'],
      $defs: {
        one: { $anchor: 'count', type: 'integer', minimum: 1 },
        two: { $id: 'other', $defs: { flag: { type: 'boolean' } } },
      },
    },
  ],
  [
    '$dynamicRef',
    {
      $id: 'https://example.com/strict-tree',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: {
            data: { type: 'string' },
            children: { type: 'array', items: { $dynamicRef: '#node' } },
          },
        },
      },
    },
  ],
  [
    'recursion',
    {
      $ref: '#/$defs/tree',
      $defs: {
        tree: {
          type: 'object',
          properties: {
            value: { type: 'integer' },
            children: { type: 'array', items: { $ref: '#/$defs/tree' } },
          },
          required: ['value'],
          additionalProperties: false,
        },
      },
    },
  ],
  [
    'annotations only',
    { title: 'T', description: 'D', default: 1, examples: [2], deprecated: true },
  ],
];
