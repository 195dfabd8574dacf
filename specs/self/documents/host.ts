import { SCHEMAS, type Edits } from '../drift-mutations/mutation.ts';

const JSON_OF = (schema: unknown) => ({ 'application/json': { schema } });
const COMPONENTS = '#/components';
const PATH = '#/paths/~1users~1preferences~1update/put';
const NODE = { type: 'object', properties: { children: { items: { $ref: `${SCHEMAS}/Node` } } } };

const TREES: Edits['set'] = {
  [`${SCHEMAS}/Node`]: NODE,
  '#/paths/~1trees': {
    get: {
      operationId: 'getTrees',
      responses: { 200: { description: '', content: JSON_OF({ $ref: `${SCHEMAS}/Node` }) } },
    },
  },
  '#/externalDocs': { url: 'https://docs.example' },
  '#/tags': [{ name: 'trees' }, { name: 'trees' }],
  '#/webhooks/grown': { post: { requestBody: { content: JSON_OF({ nullable: true }) } } },
};
const GENERIC: Edits['set'] = {
  [`${SCHEMAS}/Page`]: {
    $id: 'https://host.example/page',
    $defs: { item: { $dynamicAnchor: 'item', not: {} } },
    properties: { items: { items: { $dynamicRef: '#item' } } },
  },
  [`${SCHEMAS}/Pet`]: {
    oneOf: [{ $ref: `${SCHEMAS}/Cat` }],
    discriminator: { propertyName: 'kind', mapping: { cat: `${SCHEMAS}/Cat` } },
  },
  [`${SCHEMAS}/Cat`]: { properties: { kind: { const: 'cat' } } },
  '#/paths/~1pets~1{id}': {
    put: {
      operationId: 'putPet',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      requestBody: { content: JSON_OF({ $ref: `${SCHEMAS}/Pet` }) },
      responses: { 200: { description: '', content: JSON_OF({ $ref: `${SCHEMAS}/Page` }) } },
      callbacks: { grown: { '{$request.body#/url}': { post: { responses: {} } } } },
    },
  },
};
const SLIPS: Edits['set'] = {
  [`${SCHEMAS}/Old`]: {
    type: 'object',
    properties: { a: { type: 'string', nullable: true } },
    required: ['a', 'a'],
  },
  [`${SCHEMAS}/Bound`]: { type: 'number', minimum: 1, exclusiveMinimum: true },
  [`${SCHEMAS}/Slip`]: { type: 'strng', maxLenght: 3, format: 'colour' },
  [`${SCHEMAS}/Lost`]: { $ref: `${SCHEMAS}/Gone` },
  [`${COMPONENTS}/responses/Bare`]: { content: {} },
  '#/paths/~1slips': {
    get: { operationId: 'getSlips', responses: { 200: { $ref: 'no-such-file.yaml#/Slip' } } },
  },
};
const DATA: Edits['set'] = {
  '#/x-host': { $ref: 'no-such-file.json', schemas: { type: 'strng' } },
  [`${PATH}/x-samples`]: [{ $ref: 'samples.json#/first' }],
  [`${PATH}/requestBody/content/application~1json/examples`]: {
    first: { $ref: '#/components/examples/First' },
    lost: { $ref: '#/components/examples/Lost' },
    data: { value: { $ref: 'x', $id: 'y' } },
  },
  [`${COMPONENTS}/examples/First`]: { value: { updatedPreferences: { $ref: '#/nowhere' } } },
  [`${SCHEMAS}/Error/examples`]: [{ $ref: 'z.json', $id: 'w' }],
  [`${SCHEMAS}/Error/x-origin`]: { type: 'strng', $ref: 'v.json' },
};
const SHARED: Edits = {
  move: {
    [`${PATH}/requestBody`]: `${COMPONENTS}/requestBodies/Update`,
    [`${PATH}/responses/default`]: `${COMPONENTS}/responses/Failure`,
    [`${PATH}/parameters/0`]: `${COMPONENTS}/parameters/Space`,
  },
  set: {
    [`${PATH}/requestBody`]: { $ref: `${COMPONENTS}/requestBodies/Update` },
    [`${PATH}/responses/default`]: { $ref: `${COMPONENTS}/responses/Failure` },
    [`${PATH}/parameters`]: [{ $ref: `${COMPONENTS}/parameters/Space` }],
  },
};
const SECURED: Edits['set'] = {
  '#/security': [{ bearer: [] }],
  [`${COMPONENTS}/securitySchemes/bearer`]: {
    type: 'http',
    scheme: 'Bearer',
    bearerFormat: 'JWT',
  },
};
const USER = `${SCHEMAS}/UserResponse`;
const BASE = 'https://host.example/users/';
const ELSEWHERE: Edits = {
  move: { [USER]: '#/x-shared/User', [`${SCHEMAS}/Error`]: '#/definitions/Error' },
  set: {
    [`${PATH}/responses/200/content`]: JSON_OF({ $ref: '#/x-shared/User' }),
    [`${PATH}/responses/default/content`]: JSON_OF({ $ref: '#/definitions/Error' }),
  },
};
const IDENTIFIED: Edits['set'] = {
  [`${USER}/$id`]: `${BASE}response`,
  [`${USER}/properties/object`]: { $ref: 'complete#user' },
  [`${SCHEMAS}/Named`]: { $id: `${BASE}complete`, $anchor: 'user', $ref: '/complete' },
  [`${SCHEMAS}/CompleteUser/$id`]: 'https://host.example/complete',
  [`${SCHEMAS}/CompleteUser/properties/preferences`]: { $dynamicRef: 'preferences#any' },
  [`${SCHEMAS}/UserPreferences/$id`]: 'https://host.example/preferences',
  [`${SCHEMAS}/UserPreferences/$dynamicAnchor`]: 'any',
};
const TEMPLATE: Edits = {
  move: { [`${USER}/properties/message`]: `${SCHEMAS}/Page/properties/message` },
  set: {
    [`${SCHEMAS}/Page/$id`]: `${BASE}page`,
    [`${SCHEMAS}/Page/$defs/item`]: { $dynamicAnchor: 'item' },
    [`${SCHEMAS}/Page/properties/object`]: { $dynamicRef: '#item' },
    [`${SCHEMAS}/CompleteUser/$id`]: `${BASE}complete`,
    [`${SCHEMAS}/CompleteUser/properties/preferences`]: { type: 'object' },
    [USER]: {
      $id: `${BASE}response`,
      $ref: 'page',
      $defs: { user: { $dynamicAnchor: 'item', $ref: 'complete' } },
    },
  },
};
const EXTENDED: Edits = {
  move: { [`${USER}/properties/message`]: `${SCHEMAS}/Base/properties/message` },
  set: { [`${USER}/$ref`]: `${SCHEMAS}/Base` },
};
const LOOKALIKES: Edits = {
  move: { [`${PATH}/responses/default`]: `${COMPONENTS}/responses/Failure` },
  set: {
    [`${PATH}/responses/default`]: {
      $ref: `${COMPONENTS}/responses/Failure`,
      description: 'Wrong',
    },
    [`${SCHEMAS}/CompleteUser/properties/email/not`]: { const: { $ref: '#/email' } },
  },
};

/** What whole documents have around our operation, each in a small form of its own. */
export const HOSTS: readonly (readonly [name: string, edits: Edits])[] = [
  ['a cycle, documentation elsewhere, webhooks', { set: TREES }],
  ['identifiers, dynamic references, discriminators, callbacks', { set: GENERIC }],
  ['slips that the meta-schemas reject, and references to nothing', { set: SLIPS }],
  ['references and anything else among examples and extensions', { set: DATA }],
  ['a body, a response and a parameter that are shared', SHARED],
  ['a scheme in upper case', { set: SECURED }],
  ['schemas in places that the specification does not have', ELSEWHERE],
  ['identifiers, anchors and a dynamic reference that we reach', { set: IDENTIFIED }],
  ['a template whose part is filled by a dynamic anchor', TEMPLATE],
  ['a schema that has more next to its reference', EXTENDED],
  ['a value that looks like a reference, and a description next to one', LOOKALIKES],
  [
    'all of it',
    { move: SHARED.move ?? {}, set: { ...TREES, ...GENERIC, ...SLIPS, ...SECURED, ...SHARED.set } },
  ],
];
