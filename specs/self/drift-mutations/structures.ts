import { EMAIL, OPERATION, SCHEMAS, SENT, SPACE, UPDATE, type Mutation } from './mutation.ts';

const MESSAGE = `${SCHEMAS}/UserResponse/properties/message`;
const CAT = { type: 'object', properties: { cat: { type: 'string' } } };
const DOG = { type: 'object', properties: { dog: { type: 'string' } } };
const PETS = { [`${SCHEMAS}/Cat`]: CAT, [`${SCHEMAS}/Dog`]: DOG };
const REFERRED = [{ $ref: `${SCHEMAS}/Cat` }, { $ref: `${SCHEMAS}/Dog` }];
const NODE = { type: 'object', properties: { next: { $ref: MESSAGE } } };

/** A text that is not found by trying. */
const RARELY = '^(?=.*x{3})(?=.*y{3}).{40}$';
const RARE = { required: ['a'], properties: { a: { type: 'string', pattern: RARELY } } };

/** Steps in how schemas are put together. */
export const STRUCTURES: readonly Mutation[] = [
  {
    name: 'a cycle through alternatives in another order',
    base: { set: { [MESSAGE]: { oneOf: [NODE, { type: 'string' }, { type: 'null' }] } } },
    revision: { set: { [MESSAGE]: { oneOf: [{ type: 'null' }, { type: 'string' }, NODE] } } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'an assertion that stood next to a $ref and behind it',
    base: {
      set: {
        [`${SCHEMAS}/Long`]: { type: 'string', minLength: 5 },
        [MESSAGE]: { $ref: `${SCHEMAS}/Long`, minLength: 3 },
      },
    },
    revision: { set: { [MESSAGE]: { type: 'string', minLength: 3 } } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'properties that a closed object no longer sees',
    base: { set: { [MESSAGE]: { ...CAT, additionalProperties: false } } },
    revision: { set: { [MESSAGE]: { allOf: [CAT], additionalProperties: false } } },
    impact: 'breaking',
    kinds: ['property-removed', 'value-refused'],
  },
  {
    name: 'two alternatives by reference, both changed',
    base: { set: { ...PETS, [MESSAGE]: { oneOf: REFERRED } } },
    revision: {
      set: {
        [`${SCHEMAS}/Cat/required`]: ['cat'],
        [`${SCHEMAS}/Dog/required`]: ['dog'],
        [MESSAGE]: { oneOf: [...REFERRED].reverse() },
      },
    },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'an alternative by reference that now overlaps with another',
    base: {
      set: {
        [`${SCHEMAS}/Cat`]: { ...CAT, required: ['cat'] },
        [`${SCHEMAS}/Dog`]: { ...DOG, required: ['dog'] },
        [SENT]: { oneOf: REFERRED },
      },
    },
    revision: { remove: [`${SCHEMAS}/Cat/required`] },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'an alternative whose member now has the value of another',
    base: {
      set: {
        [`${SCHEMAS}/Cat`]: { required: ['kind'], properties: { kind: { const: 'cat' } } },
        [`${SCHEMAS}/Dog`]: { required: ['kind'], properties: { kind: { const: 'dog' } } },
        [SENT]: { type: 'object', oneOf: REFERRED },
      },
    },
    revision: { set: { [`${SCHEMAS}/Cat/properties/kind`]: { enum: ['cat', 'dog'] } } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'an alternative narrowed by what two alternatives had in common',
    base: { set: { [`${SCHEMAS}/Cat`]: CAT, [`${SCHEMAS}/Dog`]: {}, [SENT]: { oneOf: REFERRED } } },
    revision: { set: { [`${SCHEMAS}/Cat/required`]: ['cat'] } },
    impact: 'compatible',
    kinds: ['value-admitted'],
  },
  {
    name: 'an alternative narrowed where another admits the same',
    base: { set: { [`${SCHEMAS}/Cat`]: CAT, [SENT]: { anyOf: [REFERRED[0], CAT] } } },
    revision: { set: { [`${SCHEMAS}/Cat/required`]: ['cat'] } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a condition narrowed where another refuses the same',
    base: {
      set: { [`${SCHEMAS}/Cat`]: CAT, [SENT]: { allOf: [REFERRED[0], { required: ['cat'] }] } },
    },
    revision: { set: { [`${SCHEMAS}/Cat/required`]: ['cat'] } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a condition within an alternative narrowed where another alternative admits the same',
    base: {
      set: {
        [`${SCHEMAS}/Cat`]: CAT,
        [SENT]: { anyOf: [{ allOf: [REFERRED[0], { maxProperties: 9 }] }, CAT] },
      },
    },
    revision: { set: { [`${SCHEMAS}/Cat/required`]: ['cat'] } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'an alternative within a condition widened where another condition refuses the same',
    base: {
      set: {
        [`${SCHEMAS}/Cat`]: { ...CAT, required: ['cat'] },
        [MESSAGE]: { allOf: [{ anyOf: [REFERRED[0], NODE] }, { required: ['cat'] }] },
      },
    },
    revision: { set: { [`${SCHEMAS}/Cat`]: CAT } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'an alternative added next to unevaluatedProperties',
    base: { set: { [SENT]: { anyOf: [CAT, { type: 'null' }], unevaluatedProperties: false } } },
    revision: { set: { [`${SENT}/anyOf/2`]: DOG } },
    impact: 'breaking',
    kinds: ['review', 'value-admitted'],
  },
  {
    name: 'a further condition on what is sent',
    base: { set: { [SENT]: { allOf: [CAT, { maxProperties: 9 }] } } },
    revision: { set: { [`${SENT}/allOf/2`]: { minProperties: 1 } } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a further condition on what is answered',
    base: { set: { [MESSAGE]: { allOf: [CAT, { maxProperties: 9 }] } } },
    revision: { set: { [`${MESSAGE}/allOf/2`]: { minProperties: 1 } } },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'a condition by reference whose target changed',
    base: { set: { ...PETS, [`${SENT}/not`]: { $ref: `${SCHEMAS}/Cat` } } },
    revision: { set: { [`${SCHEMAS}/Cat/required`]: ['cat'] } },
    impact: 'breaking',
    kinds: ['review', 'value-admitted'],
  },
  {
    name: 'a condition by reference written out',
    base: { set: { ...PETS, [`${SENT}/not`]: { $ref: `${SCHEMAS}/Cat` } } },
    revision: { set: { [`${SENT}/not`]: CAT } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'what follows from a condition that no value comes to',
    base: { set: { [SENT]: { type: 'object', if: RARE, then: { required: ['b'] } } } },
    revision: { set: { [`${SENT}/then/required`]: ['c'] } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'members whose names no value comes to',
    revision: { set: { [`${SENT}/patternProperties`]: { [RARELY]: { type: 'integer' } } } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'what is refused, where no value comes to it',
    base: { set: { [SENT]: { type: 'object', not: RARE } } },
    revision: { set: { [`${SENT}/not/properties/a/pattern`]: `${RARELY}x` } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'a response of which no value is found',
    base: { set: { [MESSAGE]: { type: 'string', maxLength: 9 } } },
    revision: { set: { [MESSAGE]: { type: 'string', pattern: RARELY } } },
    impact: 'breaking',
    kinds: ['review', 'value-refused'],
  },
  {
    name: 'a reference next to more, within a condition, whose target changed',
    base: {
      set: { ...PETS, [`${SENT}/not`]: { $ref: `${SCHEMAS}/Cat`, required: ['name'] } },
    },
    revision: { set: { [`${SCHEMAS}/Cat/required`]: ['cat'] } },
    impact: 'breaking',
    kinds: ['review', 'value-admitted'],
  },
  {
    name: 'a default in the request',
    revision: { set: { [`${SPACE}/schema/default`]: 'main' } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'a default in the response, and what only requests heed',
    revision: { set: { [`${EMAIL}/default`]: '', [`${EMAIL}/readOnly`]: true } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a property of the response that is only for requests',
    revision: { set: { [`${EMAIL}/writeOnly`]: true } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'a deprecated property',
    revision: { set: { [`${EMAIL}/deprecated`]: true } },
    impact: 'compatible',
    kinds: ['deprecation-changed'],
  },
  {
    name: 'constants of another type than before',
    revision: { set: { [EMAIL]: { enum: ['a', 1] } } },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'whole numbers where there were numbers, in the response',
    base: { set: { [`${EMAIL}/type`]: 'number' } },
    revision: { set: { [`${EMAIL}/type`]: 'integer' } },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'a pattern of names added to a closed object',
    base: { set: { [UPDATE]: { type: 'object', additionalProperties: false } } },
    revision: { set: { [`${UPDATE}/patternProperties`]: { '^x': true } } },
    impact: 'breaking',
    kinds: ['review', 'value-admitted'],
  },
  {
    name: 'a longer tuple',
    base: { set: { [SENT]: { type: 'array', prefixItems: [CAT] } } },
    revision: { set: { [`${SENT}/prefixItems/1`]: DOG } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a name that another name requires',
    revision: { set: { [`${UPDATE}/dependentRequired`]: { a: ['b'] } } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a reference out of the document',
    revision: {
      set: { [`${OPERATION}/requestBody/content/application~1json/schema`]: { $ref: 'x.json' } },
    },
    impact: 'breaking',
    kinds: ['review'],
  },
];
