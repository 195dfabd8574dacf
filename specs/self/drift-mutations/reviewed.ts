import {
  EMAIL,
  OPERATION,
  ROLES,
  SCHEMAS,
  SENT,
  SPACE,
  UPDATE,
  type Mutation,
} from './mutation.ts';

const ADMIN = `${ROLES}/items/anyOf/2`;

/** Seventeen steps as a reviewer rates them: patch and minor do not break, major does. */
export const REVIEWED: readonly Mutation[] = [
  { name: 'info.version', revision: { set: { '#/info/version': 'x' } }, impact: 'none', kinds: [] },
  {
    name: 'a description',
    revision: { set: { [`${OPERATION}/description`]: 'Save', [`${EMAIL}/description`]: 'e-mail' } },
    impact: 'none',
    kinds: [],
  },
  {
    name: 'a role removed from the response',
    revision: { remove: [ADMIN] },
    impact: 'compatible',
    kinds: ['value-refused'],
  },
  {
    name: 'a property added to the response',
    revision: { set: { [`${SCHEMAS}/CompleteUser/properties/name`]: { type: 'string' } } },
    impact: 'compatible',
    kinds: ['property-added'],
  },
  {
    name: 'Error.status from string to integer',
    revision: { set: { [`${SCHEMAS}/Error/properties/status/type`]: 'integer' } },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'a property required in the request',
    revision: { set: { [`${UPDATE}/required`]: ['updatedPreferences'] } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'a role added to the response',
    revision: { set: { [`${ROLES}/items/anyOf/3`]: { const: 'ROLE_AUDITOR' } } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'a property removed from the response',
    revision: { remove: [`${SCHEMAS}/UserResponse/properties/message`] },
    impact: 'breaking',
    kinds: ['property-removed', 'value-admitted'],
  },
  {
    name: 'email no longer required',
    revision: { set: { [`${SCHEMAS}/CompleteUser/required`]: ['roles'] } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
  {
    name: 'space required',
    revision: { set: { [`${SPACE}/required`]: true } },
    impact: 'breaking',
    kinds: ['required-added'],
  },
  {
    name: 'security added',
    revision: {
      set: {
        '#/security': [{ bearer: [] }],
        '#/components/securitySchemes': { bearer: { type: 'http', scheme: 'bearer' } },
      },
    },
    impact: 'breaking',
    kinds: ['security-added'],
  },
  {
    name: 'the default response removed',
    revision: { remove: [`${OPERATION}/responses/default`] },
    impact: 'breaking',
    kinds: ['response-removed'],
  },
  {
    name: 'errors as application/problem+json',
    revision: {
      set: {
        [`${OPERATION}/responses/default/content`]: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Error' } },
        },
      },
    },
    impact: 'breaking',
    kinds: ['media-type-added', 'media-type-removed'],
  },
  {
    name: 'another type in the request',
    revision: { set: { [`${SENT}/type`]: 'array' } },
    impact: 'breaking',
    kinds: ['value-admitted', 'value-refused'],
  },
  {
    name: 'the request closed',
    revision: { set: { [`${UPDATE}/additionalProperties`]: false } },
    impact: 'breaking',
    kinds: ['value-refused'],
  },
  {
    name: 'the path renamed',
    revision: {
      move: { '#/paths/~1users~1preferences~1update': '#/paths/~1users~1settings' },
    },
    impact: 'breaking',
    kinds: ['operation-removed'],
  },
  {
    name: 'preferences nullable in the response',
    revision: { set: { [`${SCHEMAS}/UserPreferences/type`]: ['object', 'null'] } },
    impact: 'breaking',
    kinds: ['value-admitted'],
  },
];
