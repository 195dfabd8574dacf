import { OPERATION, ROLES, SCHEMAS, SENT, SPACE, type Mutation } from './mutation.ts';

const PATH = '#/paths/~1users~1preferences~1update';
const MESSAGE = `${SCHEMAS}/UserResponse/properties/message`;
const SPACE_SCHEMA = `${SPACE}/schema`;
const TREE = {
  type: 'object',
  properties: { children: { type: 'array', items: { $ref: MESSAGE } } },
};
const SCHEMA_200 = `${OPERATION}/responses/200/content/application~1json/schema`;

/** Steps that write the same contract in another way, or move the operation. */
export const EQUIVALENT: readonly Mutation[] = [
  {
    name: 'a $ref written out',
    revision: {
      set: {
        [`${SCHEMAS}/CompleteUser/properties/preferences`]: {
          additionalProperties: true,
          type: 'object',
        },
      },
      remove: [`${SCHEMAS}/UserPreferences`],
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'the dialect that a document has by default',
    revision: { set: { '#/jsonSchemaDialect': 'https://spec.openapis.org/oas/3.1/dialect/base' } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a $ref by an anchor',
    revision: {
      set: {
        [`${SCHEMAS}/UserResponse/$anchor`]: 'user',
        [SCHEMA_200]: { $ref: '#user' },
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a template whose part is filled by a dynamic anchor',
    revision: {
      move: { [MESSAGE]: `${SCHEMAS}/Page/properties/message` },
      set: {
        [`${SCHEMAS}/Page/type`]: 'object',
        [`${SCHEMAS}/Page/$id`]: 'page',
        [`${SCHEMAS}/Page/$defs/item`]: { $dynamicAnchor: 'item' },
        [`${SCHEMAS}/Page/properties/object`]: { $dynamicRef: '#item' },
        [`${SCHEMAS}/UserResponse`]: {
          $id: 'users',
          $ref: 'page',
          $defs: { user: { $dynamicAnchor: 'item', $ref: `${SCHEMAS}/CompleteUser` } },
        },
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a $ref wrapped in allOf',
    revision: { set: { [SCHEMA_200]: { allOf: [{ $ref: `${SCHEMAS}/UserResponse` }] } } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'constants written as enum, in another order',
    revision: {
      set: {
        [`${ROLES}/items`]: {
          type: 'string',
          enum: ['ROLE_ADMINISTRATOR', 'ROLE_USER', 'ROLE_EDITOR'],
        },
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a constant with its type',
    base: { set: { [MESSAGE]: { const: 'R' } } },
    revision: { set: { [MESSAGE]: { type: 'string', const: 'R' } } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a constant as a list of one, in requests and responses',
    base: { set: { [MESSAGE]: { const: 'R' }, [SPACE_SCHEMA]: { const: 'R' } } },
    revision: { set: { [MESSAGE]: { enum: ['R'] }, [SPACE_SCHEMA]: { enum: ['R'] } } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'constants behind references',
    revision: {
      set: {
        [`${SCHEMAS}/Role`]: { type: 'string', enum: ['ROLE_USER', 'ROLE_EDITOR'] },
        [`${SCHEMAS}/Admin`]: { type: 'string', const: 'ROLE_ADMINISTRATOR' },
        [`${ROLES}/items`]: { anyOf: [{ $ref: `${SCHEMAS}/Admin` }, { $ref: `${SCHEMAS}/Role` }] },
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a type as a list of one, a bound from the other side, a condition twice',
    base: {
      set: { [MESSAGE]: { type: 'integer', minimum: 1 }, [SENT]: { type: 'object', allOf: [{}] } },
    },
    revision: {
      set: {
        [MESSAGE]: { type: ['integer'], exclusiveMinimum: 0 },
        [SENT]: { type: ['object'], minProperties: 0 },
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'null as a type and as an alternative',
    base: { set: { [MESSAGE]: { type: ['string', 'null'], maxLength: 5 } } },
    revision: {
      set: { [MESSAGE]: { anyOf: [{ type: 'null' }, { type: 'string', maxLength: 5 }] } },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'properties by way of allOf',
    base: {
      set: { [MESSAGE]: { properties: { a: { type: 'string' } }, required: ['a'] } },
    },
    revision: {
      set: {
        [MESSAGE]: { allOf: [{ required: ['a'] }, { properties: { a: { type: 'string' } } }] },
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'words within a condition',
    base: { set: { [SENT]: { if: { required: ['a'] }, then: { required: ['b'] } } } },
    revision: { set: { [`${SENT}/then/title`]: 'with b', [`${SENT}/if/description`]: 'a' } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a condition with more words for the same',
    base: { set: { [`${SENT}/not`]: { required: ['a'] } } },
    revision: { set: { [`${SENT}/not/minProperties`]: 1 } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a dependency written as a condition',
    base: { set: { [SENT]: { type: 'object', dependentRequired: { a: ['b'] } } } },
    revision: {
      set: { [SENT]: { type: 'object', if: { required: ['a'] }, then: { required: ['b'] } } },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'an object closed in another way',
    base: {
      set: { [MESSAGE]: { properties: { a: { type: 'string' } }, additionalProperties: false } },
    },
    revision: {
      set: { [MESSAGE]: { properties: { a: { type: 'string' } }, unevaluatedProperties: false } },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a default that is stated',
    revision: { set: { [`${SENT}/readOnly`]: false, [`${MESSAGE}/writeOnly`]: false } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'additionalProperties: true left out',
    revision: { remove: [`${SCHEMAS}/UserPreferences/additionalProperties`] },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a cycle that is the same',
    base: { set: { [MESSAGE]: TREE } },
    revision: { set: { '#/info/version': 'x' } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a cycle unrolled once',
    base: { set: { [MESSAGE]: TREE } },
    revision: { set: { [`${MESSAGE}/properties/children/items`]: TREE } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a change inside a cycle',
    base: { set: { [MESSAGE]: TREE } },
    revision: { set: { [`${MESSAGE}/properties/children/type`]: ['array', 'null'] } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'the prefix moved from server to path',
    revision: {
      set: { '#/servers/0/url': '/' },
      move: { [PATH]: '#/paths/~1api~1v1~1users~1preferences~1update' },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'the same path under another server URL',
    revision: { set: { '#/servers/0/url': '/api/v2' } },
    impact: 'breaking',
    kinds: ['server-removed'],
  },
  {
    name: 'the host named',
    revision: { set: { '#/servers/0/url': 'https://acme.alumio.com/api/v1/' } },
    impact: 'compatible',
    kinds: ['server-added'],
  },
  {
    name: 'hundreds of other operations',
    revision: {
      set: Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [
          `#/paths/~1things~1${index}`,
          { get: { responses: { 200: { description: '' } } } },
        ]),
      ),
    },
    impact: 'none',
    kinds: [],
  },
];
