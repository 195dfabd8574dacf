/** Two schemas under a name. */
type SchemaPair = readonly [name: string, one: unknown, other: unknown];

const CAT = { type: 'object', properties: { cat: { type: 'string' } } };
const NEEDS_B = { type: 'object', if: { required: ['a'] }, then: { required: ['b'] } };
const kind = (name: string, properties = {}) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: name }, ...properties },
});

/** More than random values come to. */
const MANY = Array.from({ length: 90 }, (_, index) => `v${index}`);

/** Schemas that admit the same values, written in two ways. */
export const SPELLINGS: readonly SchemaPair[] = [
  ['allOf of one', { type: 'string', maxLength: 3 }, { allOf: [{ type: 'string', maxLength: 3 }] }],
  ['oneOf of one', { type: 'string', maxLength: 3 }, { oneOf: [{ type: 'string', maxLength: 3 }] }],
  ['a list of types in another order', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
  ['all types', {}, { type: ['string', 'number', 'object', 'array', 'boolean', 'null'] }],
  ['numbers, whole ones too', { type: 'number' }, { type: ['number', 'integer'] }],
  ['whole numbers as multiples', { type: 'integer' }, { type: 'number', multipleOf: 1 }],
  ['required in another order', { required: ['a', 'b'] }, { required: ['b', 'a'] }],
  ['enum in another order', { enum: ['a', 'b', 'c'] }, { enum: ['c', 'a', 'b'] }],
  ['a length of at least 0', { type: 'string' }, { type: 'string', minLength: 0 }],
  [
    'a list that asserts nothing of its items',
    { type: 'array' },
    { type: 'array', items: {}, minItems: 0, uniqueItems: false },
  ],
  [
    'an object that asserts nothing of its members',
    { type: 'object' },
    {
      type: 'object',
      minProperties: 0,
      required: [],
      properties: {},
      patternProperties: { a: {} },
    },
  ],
  ['const of null', { const: null }, { type: 'null' }],
  ['both booleans', { type: 'boolean' }, { enum: [true, false] }],
  [
    'nullable as an alternative',
    { type: ['object', 'null'] },
    { oneOf: [{ type: 'object' }, { type: 'null' }] },
  ],
  ['no value', false, { not: {} }],
  ['not not', { type: 'string' }, { not: { not: { type: 'string' } } }],
  [
    'bounds of whole numbers',
    { type: 'integer', exclusiveMinimum: 0, maximum: 9 },
    { type: 'integer', minimum: 1, exclusiveMaximum: 10 },
  ],
  [
    'lengths as a pattern',
    { type: 'string', minLength: 1, maxLength: 3 },
    { type: 'string', pattern: '^[\\s\\S]{1,3}$' },
  ],
  ['contains that asks for none', {}, { contains: { type: 'string' }, minContains: 0 }],
  [
    'a dependency as a schema',
    { dependentRequired: { a: ['b'] } },
    { dependentSchemas: { a: { required: ['b'] } } },
  ],
  [
    'a condition with more words',
    NEEDS_B,
    { ...NEEDS_B, if: { required: ['a'], minProperties: 0 } },
  ],
  [
    'a condition turned round',
    NEEDS_B,
    { type: 'object', if: { not: { required: ['a'] } }, else: { required: ['b'] } },
  ],
  [
    'a condition as alternatives',
    NEEDS_B,
    { type: 'object', anyOf: [{ not: { required: ['a'] } }, { required: ['b'] }] },
  ],
  ['then without if', { type: 'object' }, { type: 'object', then: { required: ['b'] } }],
  ['if without then', { type: 'object' }, { type: 'object', if: { required: ['b'] } }],
  [
    'a pattern of all names',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', patternProperties: { '': { type: 'string' } } },
  ],
  [
    'a list of names',
    { type: 'object', propertyNames: { enum: ['a', 'b'] } },
    { type: 'object', properties: { a: true, b: true }, additionalProperties: false },
  ],
  [
    'alternatives that exclude each other',
    { anyOf: [kind('a'), kind('b')] },
    { oneOf: [kind('b'), kind('a')] },
  ],
  [
    'a type in each alternative',
    { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    {
      anyOf: [
        { type: 'object', required: ['a'] },
        { type: 'object', required: ['b'] },
      ],
    },
  ],
  [
    'a tuple closed by its length',
    { type: 'array', prefixItems: [{ type: 'string' }], items: false },
    { type: 'array', prefixItems: [{ type: 'string' }], maxItems: 1 },
  ],
  [
    'unevaluatedProperties that see through allOf',
    { allOf: [CAT], unevaluatedProperties: false },
    { ...CAT, additionalProperties: false },
  ],
];

/** A schema, and one that admits more: a break for servers where it is narrowed, and for clients where it is widened. */
export const WIDENINGS: readonly SchemaPair[] = [
  ['maxLength', { type: 'string', maxLength: 254 }, { type: 'string', maxLength: 255 }],
  ['multipleOf', { type: 'integer', multipleOf: 4 }, { type: 'integer', multipleOf: 2 }],
  ['pattern', { pattern: '^[a-y]+$' }, { pattern: '^[a-z]+$' }],
  ['one of many listed values', { enum: MANY.slice(1) }, { enum: MANY }],
  ['minItems', { type: 'array', minItems: 2 }, { type: 'array', minItems: 1 }],
  [
    'items of items',
    { items: { type: 'array', items: { type: 'integer', minimum: 1 } } },
    { items: { type: 'array', items: { type: 'integer', minimum: 0 } } },
  ],
  [
    'names of a free-form map',
    { type: 'object', properties: { language: { enum: ['de', 'en'] } } },
    { type: 'object' },
  ],
  ['values of a map', { additionalProperties: { type: 'string' } }, {}],
  ['lengths of names', { propertyNames: { maxLength: 5 } }, { propertyNames: { maxLength: 6 } }],
  ['contains', { type: 'array', contains: { const: 'x' } }, { type: 'array' }],
  [
    'a tuple',
    { prefixItems: [{ type: 'string', maxLength: 1 }] },
    { prefixItems: [{ type: 'string', maxLength: 2 }] },
  ],
  [
    'values by a pattern of names',
    { patternProperties: { '^x-': { type: 'string', maxLength: 2 } } },
    { patternProperties: { '^x-': { type: 'string', maxLength: 3 } } },
  ],
  [
    'what a member depends on',
    { dependentSchemas: { a: { required: ['b', 'c'] } } },
    { dependentSchemas: { a: { required: ['b'] } } },
  ],
  [
    'a bound in one of two alternatives',
    { oneOf: [kind('a', { x: { type: 'string', maxLength: 3 } }), kind('b')] },
    { oneOf: [kind('a', { x: { type: 'string', maxLength: 4 } }), kind('b')] },
  ],
];

/** A schema with more places than values are tried at first; the last has the bound. */
export function manyPlaces(maxLength: number): object {
  const names = Array.from({ length: 130 }, (_, index) => {
    return [`p${index}`, { type: 'string', maxLength: index === 129 ? maxLength : 9 }] as const;
  });
  return { type: 'object', allOf: [{ properties: Object.fromEntries(names) }] };
}
