import { OPERATION, SCHEMAS, SPACE, type Mutation } from './mutation.ts';

const PATH = '#/paths/~1users~1preferences~1update';
const RESPONSES = `${OPERATION}/responses`;
const SCHEMES = '#/components/securitySchemes';
const BEARER = { type: 'http', scheme: 'bearer' };
const ERROR = {
  description: '',
  content: { 'application/json': { schema: { $ref: `${SCHEMAS}/Error` } } },
};
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const NAME = { ...ID, name: 'name' };
const OAUTH = {
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: '/token', scopes: { a: 'read', b: 'write' } } },
};
const SCOPED = { [SCHEMES]: { key: OAUTH }, '#/security': [{ key: ['a', 'b'] }] };
const CALLBACKS = `${OPERATION}/callbacks`;
const SECURED = { [SCHEMES]: { key: BEARER }, '#/security': [{ key: [] }] };

/** Steps around the schemas: who is let in, where, with which parameters and responses. */
export const SURROUNDINGS: readonly Mutation[] = [
  {
    name: 'credentials no longer needed',
    base: { set: SECURED },
    revision: { set: { '#/security': [{}] } },
    impact: 'compatible',
    kinds: ['security-loosened'],
  },
  {
    name: 'a security scheme under another name',
    base: { set: SECURED },
    revision: { set: { [SCHEMES]: { token: BEARER }, '#/security': [{ token: [] }] } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a scheme in another case',
    base: { set: SECURED },
    revision: { set: { [`${SCHEMES}/key/scheme`]: 'Bearer' } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'another scheme under the same name',
    base: { set: SECURED },
    revision: { set: { [`${SCHEMES}/key/scheme`]: 'basic' } },
    impact: 'breaking',
    kinds: ['security-added'],
  },
  {
    name: 'scopes in another order',
    base: { set: SCOPED },
    revision: { set: { '#/security/0/key': ['b', 'a'] } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a further scope that is needed',
    base: { set: SCOPED },
    revision: { set: { '#/security/0/key': ['a', 'b', 'c'] } },
    impact: 'breaking',
    kinds: ['security-added'],
  },
  {
    name: 'a further scope that nobody needs, and a hint about tokens',
    base: { set: SCOPED },
    revision: {
      set: {
        [`${SCHEMES}/key/flows/clientCredentials/scopes/c`]: 'clear',
        [`${SCHEMES}/key/bearerFormat`]: 'JWT',
      },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'tokens from another place',
    base: { set: SCOPED },
    revision: { set: { [`${SCHEMES}/key/flows/clientCredentials/tokenUrl`]: '/tokens' } },
    impact: 'breaking',
    kinds: ['security-added'],
  },
  {
    name: 'a path parameter renamed',
    base: {
      move: { [PATH]: '#/paths/~1users~1{id}' },
      set: { '#/paths/~1users~1{id}/parameters': [ID] },
    },
    revision: {
      move: { '#/paths/~1users~1{id}': '#/paths/~1users~1{name}' },
      set: { '#/paths/~1users~1{name}/parameters': [NAME] },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a path parameter renamed under another server URL',
    base: {
      move: { [PATH]: '#/paths/~1users~1{id}' },
      set: { '#/paths/~1users~1{id}/parameters': [ID] },
    },
    revision: {
      move: { '#/paths/~1users~1{id}': '#/paths/~1users~1{name}' },
      set: { '#/paths/~1users~1{name}/parameters': [NAME], '#/servers/0/url': '/api/v2' },
    },
    impact: 'breaking',
    kinds: ['server-removed'],
  },
  {
    name: 'a parameter moved from the operation to its path',
    revision: { move: { [`${OPERATION}/parameters`]: `${PATH}/parameters` } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a server written with a variable',
    revision: {
      set: { '#/servers': [{ url: '/api/{v}', variables: { v: { default: 'v1' } } }] },
    },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'an error status left to default',
    base: { set: { [`${RESPONSES}/422`]: ERROR } },
    revision: { remove: [`${RESPONSES}/422`] },
    impact: 'compatible',
    kinds: ['response-removed'],
  },
  {
    name: 'the success left to default',
    base: { set: { [`${RESPONSES}/202`]: ERROR } },
    revision: { remove: [`${RESPONSES}/202`] },
    impact: 'breaking',
    kinds: ['response-removed'],
  },
  {
    name: 'a response by reference written out',
    base: {
      set: {
        '#/components/responses/E': ERROR,
        [`${RESPONSES}/422`]: { $ref: '#/components/responses/E' },
      },
    },
    revision: { set: { [`${RESPONSES}/422`]: ERROR } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a change behind a reference to a response',
    base: {
      set: {
        '#/components/responses/E': ERROR,
        [`${RESPONSES}/422`]: { $ref: '#/components/responses/E' },
      },
    },
    revision: {
      move: {
        '#/components/responses/E/content/application~1json':
          '#/components/responses/E/content/text~1json',
      },
    },
    impact: 'breaking',
    kinds: ['media-type-added', 'media-type-removed'],
  },
  {
    name: 'requests that the API sends itself',
    base: { set: { [CALLBACKS]: { saved: { '{$request.query.url}': { post: {} } } } } },
    revision: { set: { [CALLBACKS]: { saved: { '{$request.query.url}': { put: {} } } } } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'a header that was always there',
    base: { set: { [`${RESPONSES}/200/headers`]: { ETag: { required: true } } } },
    revision: { set: { [`${RESPONSES}/200/headers/ETag/required`]: false } },
    impact: 'breaking',
    kinds: ['header-removed'],
  },
  {
    name: 'another dialect of JSON Schema',
    revision: { set: { '#/jsonSchemaDialect': 'https://json-schema.org/draft/2019-09/schema' } },
    impact: 'breaking',
    kinds: ['review'],
  },
  {
    name: 'the operation renamed and deprecated',
    revision: { set: { [`${OPERATION}/operationId`]: 'x', [`${OPERATION}/deprecated`]: true } },
    impact: 'compatible',
    kinds: ['deprecated-changed', 'operationid-changed'],
  },
  {
    name: 'a parameter described by content',
    revision: {
      set: { [`${SPACE}/content`]: { 'application/json': { schema: { type: 'string' } } } },
      remove: [`${SPACE}/schema`],
    },
    impact: 'breaking',
    kinds: ['media-type-added', 'parameter-form-changed', 'value-admitted'],
  },
  {
    name: 'JSON with its charset',
    revision: {
      move: {
        [`${RESPONSES}/200/content/application~1json`]: `${RESPONSES}/200/content/application~1json; charset=UTF-8`,
      },
    },
    impact: 'none',
    kinds: [],
  },
];
