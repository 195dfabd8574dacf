import { EMAIL, OPERATION, ROLES, SCHEMAS, type Mutation } from './mutation.ts';

const RESPONSES = `${OPERATION}/responses`;
const MESSAGE = `${SCHEMAS}/UserResponse/properties/message`;
const CAT = { type: 'object', required: ['cat'], properties: { cat: { type: 'string' } } };
const DOG = { type: 'object', required: ['dog'], properties: { dog: { type: 'string' } } };

/** Steps on the response side: wider breaks, narrower does not. */
export const RESPONSE_STEPS: readonly Mutation[] = [
  {
    name: 'a format for what is answered',
    revision: { set: { [`${EMAIL}/format`]: 'email' } },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'a format no longer kept',
    base: { set: { [`${EMAIL}/format`]: 'email' } },
    revision: { remove: [`${EMAIL}/format`] },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'a bound on what is answered',
    revision: { set: { [`${ROLES}/minItems`]: 1 } },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'lists that may repeat themselves',
    revision: { remove: [`${ROLES}/uniqueItems`] },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'a response opened',
    base: { set: { [`${SCHEMAS}/UserResponse/additionalProperties`]: false } },
    revision: { set: { [`${SCHEMAS}/UserResponse/additionalProperties`]: true } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'a response closed',
    revision: { set: { [`${SCHEMAS}/UserResponse/additionalProperties`]: false } },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'a property added to a closed response',
    base: { set: { [`${SCHEMAS}/UserResponse/additionalProperties`]: false } },
    revision: { set: { [`${SCHEMAS}/UserResponse/properties/id`]: { type: 'string' } } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'names that were refused',
    base: { set: { [`${SCHEMAS}/UserResponse/patternProperties`]: { '^a': false } } },
    revision: { remove: [`${SCHEMAS}/UserResponse/patternProperties`] },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'a branch added to oneOf of the response',
    base: { set: { [MESSAGE]: { oneOf: [CAT] } } },
    revision: { set: { [MESSAGE]: { oneOf: [DOG, CAT] } } },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'a branch removed from anyOf of the response',
    base: { set: { [MESSAGE]: { anyOf: [DOG, CAT] } } },
    revision: { set: { [MESSAGE]: { anyOf: [CAT] } } },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'branches in another order',
    base: { set: { [MESSAGE]: { oneOf: [DOG, CAT] } } },
    revision: { set: { [MESSAGE]: { oneOf: [CAT, DOG] } } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'one branch of two changed',
    base: { set: { [MESSAGE]: { oneOf: [DOG, CAT] } } },
    revision: { set: { [MESSAGE]: { oneOf: [CAT, { ...DOG, required: [] }] } } },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'any value where there was a type',
    revision: { set: { [MESSAGE]: true } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'no value where there was a type',
    revision: { set: { [MESSAGE]: false } },
    impact: 'breaking',
    kinds: ['property-removed', 'value-refused'],
  },
  {
    name: 'any media type for the response',
    revision: {
      move: {
        [`${RESPONSES}/200/content/application~1json`]: `${RESPONSES}/200/content/*~1*`,
      },
    },
    impact: 'breaking',
    kinds: ['media-type-added', 'media-type-removed'],
  },
  {
    name: 'a further media type for the response',
    revision: { set: { [`${RESPONSES}/200/content/application~1xml`]: {} } },
    impact: 'compatible',
    kinds: ['media-type-added'],
  },
  {
    name: 'an error status declared as default was',
    revision: {
      set: {
        [`${RESPONSES}/422`]: {
          description: '',
          content: { 'application/json': { schema: { $ref: `${SCHEMAS}/Error` } } },
        },
      },
    },
    impact: 'compatible',
    kinds: ['response-added'],
  },
  {
    name: 'an error status declared otherwise than default was',
    revision: { set: { [`${RESPONSES}/422`]: { description: '' } } },
    impact: 'breaking',
    kinds: ['media-type-removed', 'response-added'],
  },
  {
    name: 'a further success',
    revision: { set: { [`${RESPONSES}/202`]: { description: 'Later' } } },
    impact: 'breaking',
    kinds: ['response-added'],
  },
  {
    name: 'a header no longer promised',
    base: { set: { [`${RESPONSES}/200/headers`]: { ETag: { schema: { type: 'string' } } } } },
    revision: { remove: [`${RESPONSES}/200/headers`] },
    impact: 'breaking',
    kinds: ['header-removed'],
  },
];
