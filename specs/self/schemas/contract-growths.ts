import type { NamedSchema } from './every-keyword.ts';

const preferences = { type: 'object', additionalProperties: true };
const point = {
  type: 'array',
  prefixItems: [
    { type: 'integer', minimum: 0 },
    { type: 'integer', minimum: 0 },
  ],
  items: false,
  minItems: 2,
};
const updated = (schema: object) => ({
  type: 'object',
  properties: { updatedPreferences: schema },
});

/** The request and response schemas of the contract, and what the request might grow into. */
export const contractGrowths: readonly NamedSchema[] = [
  ['update', updated(preferences)],
  ['update required', { ...updated(preferences), required: ['updatedPreferences'] }],
  ['update closed', { ...updated(preferences), additionalProperties: false }],
  ['update bounded', updated({ type: 'object', minProperties: 1, maxProperties: 20 })],
  [
    'update with named keys',
    updated({ type: 'object', propertyNames: { pattern: '^[a-z][a-zA-Z0-9.]{0,40}$' } }),
  ],
  [
    'update of scalars',
    updated({
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    }),
  ],
  [
    'update of known preferences',
    updated({
      type: 'object',
      properties: {
        theme: { enum: ['light', 'dark', 'system'] },
        locale: { type: 'string', pattern: '^[a-z]{2}(_[A-Z]{2})?$' },
        pageSize: { type: 'integer', minimum: 10, maximum: 100, multipleOf: 10 },
        columns: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true },
        avatar: { type: ['string', 'null'], format: 'uri', maxLength: 200 },
        since: { type: 'string', format: 'date-time' },
      },
      required: ['theme'],
      additionalProperties: false,
    }),
  ],
  [
    'update of tagged widgets',
    updated({
      type: 'object',
      additionalProperties: {
        oneOf: [
          {
            type: 'object',
            properties: { type: { const: 'table' }, rows: { type: 'integer', minimum: 1 } },
            required: ['type', 'rows'],
          },
          {
            type: 'object',
            properties: {
              type: { const: 'chart' },
              colour: { type: 'string', pattern: '^#[0-9a-f]{6}$' },
            },
            required: ['type'],
          },
        ],
      },
    }),
  ],
  [
    'update of widget lists',
    updated({
      type: 'object',
      properties: {
        widgets: {
          type: 'array',
          maxItems: 5,
          uniqueItems: true,
          items: {
            type: 'object',
            properties: { id: { type: 'string', format: 'uuid' }, position: point },
            required: ['id', 'position'],
          },
        },
      },
      required: ['widgets'],
    }),
  ],
  [
    'user',
    {
      type: 'object',
      properties: {
        email: { title: 'Email address', type: 'string' },
        roles: {
          type: 'array',
          items: {
            type: 'string',
            anyOf: [
              { const: 'ROLE_USER' },
              { const: 'ROLE_EDITOR' },
              { const: 'ROLE_ADMINISTRATOR' },
            ],
          },
          uniqueItems: true,
        },
        preferences,
      },
      required: ['email', 'roles'],
    },
  ],
  [
    'error',
    {
      type: 'object',
      properties: {
        status: { type: 'string' },
        context: { type: 'object' },
        violations: {
          type: 'array',
          items: {
            type: 'object',
            properties: { title: { type: 'string' }, propertyPath: { type: 'string' } },
          },
        },
      },
    },
  ],
];
