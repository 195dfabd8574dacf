import { OPERATION, SENT, SPACE, UPDATE, type Mutation } from './mutation.ts';

const SPACE_SCHEMA = `${SPACE}/schema`;
const BODY = `${OPERATION}/requestBody`;

/** Steps on the request side: narrower breaks, wider does not. */
export const REQUESTS: readonly Mutation[] = [
  {
    name: 'a bound on what is sent',
    revision: { set: { [`${SPACE_SCHEMA}/maxLength`]: 64 } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a looser bound on what is sent',
    base: { set: { [`${SPACE_SCHEMA}/maxLength`]: 64, [`${SPACE_SCHEMA}/minLength`]: 2 } },
    revision: { set: { [`${SPACE_SCHEMA}/maxLength`]: 128, [`${SPACE_SCHEMA}/minLength`]: 1 } },
    impact: 'compatible',
    kinds: ['value-admitted'],
  },
  {
    name: 'a bound that is the default',
    revision: { set: { [`${SPACE_SCHEMA}/minLength`]: 0, [`${SENT}/minProperties`]: 0 } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a value added to what may be sent',
    base: { set: { [`${SPACE_SCHEMA}/enum`]: ['a'] } },
    revision: { set: { [`${SPACE_SCHEMA}/enum`]: ['b', 'a'] } },
    impact: 'compatible',
    kinds: ['value-admitted'],
  },
  {
    name: 'a value removed from what may be sent',
    base: { set: { [`${SPACE_SCHEMA}/enum`]: ['a', 'b'] } },
    revision: { set: { [`${SPACE_SCHEMA}/enum`]: ['a'] } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a format for what is sent',
    revision: { set: { [`${SPACE_SCHEMA}/format`]: 'uuid' } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'null admitted in the request, written as a union',
    revision: { set: { [SENT]: { anyOf: [{ type: 'object' }, { type: 'null' }] } } },
    impact: 'compatible',
    kinds: ['value-admitted'],
  },
  {
    name: 'a property added to the request',
    revision: { set: { [`${UPDATE}/properties/reset`]: { type: 'boolean' } } },
    impact: 'compatible',
    kinds: ['property-added'],
  },
  {
    name: 'a property that claims a name of a free-form map',
    revision: { set: { [`${SENT}/properties`]: { theme: { type: 'string' } } } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a list of values for a name of a free-form map',
    revision: { set: { [`${SENT}/properties`]: { language: { enum: ['de', 'en'] } } } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a property removed from the request',
    revision: { remove: [`${UPDATE}/properties/updatedPreferences`] },
    impact: 'breaking',
    kinds: ['property-removed', 'value-admitted'],
  },
  {
    name: 'an optional parameter added',
    revision: { set: { [`${OPERATION}/parameters/1`]: { name: 'dry', in: 'query' } } },
    impact: 'compatible',
    kinds: ['parameter-added'],
  },
  {
    name: 'a required header added',
    revision: {
      set: { [`${OPERATION}/parameters/1`]: { name: 'X-Team', in: 'header', required: true } },
    },
    impact: 'breaking',
    kinds: ['parameter-added'],
  },
  {
    name: 'a header parameter that OpenAPI ignores',
    revision: {
      set: { [`${OPERATION}/parameters/1`]: { name: 'Accept', in: 'header', required: true } },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a parameter removed',
    revision: { remove: [SPACE] },
    impact: 'breaking',
    kinds: ['parameter-removed'],
  },
  {
    name: 'a parameter written differently',
    revision: { set: { [`${SPACE}/style`]: 'spaceDelimited' } },
    impact: 'breaking',
    kinds: ['parameter-form-changed'],
  },
  {
    name: 'a parameter that states its default form',
    revision: { set: { [`${SPACE}/style`]: 'form', [`${SPACE}/explode`]: true } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'the body optional',
    revision: { set: { [`${BODY}/required`]: false } },
    impact: 'compatible',
    kinds: ['required-removed'],
  },
  {
    name: 'a further media type for the body',
    revision: { set: { [`${BODY}/content/application~1yaml`]: {} } },
    impact: 'compatible',
    kinds: ['media-type-added'],
  },
  {
    name: 'any media type for the body',
    revision: { move: { [`${BODY}/content/application~1json`]: `${BODY}/content/*~1*` } },
    impact: 'compatible',
    kinds: ['media-type-added'],
  },
  {
    name: 'a range of media types for the body, and less in it',
    revision: {
      move: { [`${BODY}/content/application~1json`]: `${BODY}/content/application~1*` },
      set: { [`${BODY}/content/application~1*/schema`]: { type: 'object', maxProperties: 0 } },
    },
    impact: 'breaking',
    kinds: ['media-type-added', 'value-refused'],
  },
  {
    name: 'one media type for the body where there was any',
    base: { move: { [`${BODY}/content/application~1json`]: `${BODY}/content/*~1*` } },
    revision: { move: { [`${BODY}/content/*~1*`]: `${BODY}/content/application~1json` } },
    impact: 'breaking',
    kinds: ['media-type-removed'],
  },
  {
    name: 'the body gone',
    revision: { remove: [BODY] },
    impact: 'breaking',
    kinds: ['body-removed'],
  },
  {
    name: 'a condition added to the request',
    revision: { set: { [`${SENT}/not`]: { required: ['a'] } } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a condition changed: nobody can tell',
    base: { set: { [`${SENT}/not`]: { required: ['a'] } } },
    revision: { set: { [`${SENT}/not`]: { required: ['b'] } } },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'a keyword that nobody knows',
    revision: { set: { [`${SENT}/nullable`]: true } },
    impact: 'breaking',
    kinds: ['review', 'value-admitted'],
  },
];
