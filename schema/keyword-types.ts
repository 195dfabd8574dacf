/** The types of JSON values (RFC 8259 3). */
export type JsonType = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

const ALL: readonly JsonType[] = ['object', 'array', 'string', 'number', 'boolean', 'null'];

/** Keywords that say something of values, by the types that they say it of (JSON Schema Core 10, 11, Validation 6). */
const KEYWORDS: readonly (readonly [types: readonly JsonType[], keywords: readonly string[]])[] = [
  [ALL, ['type', 'const', 'enum', 'allOf', 'anyOf', 'oneOf', 'not', 'if']],
  [
    ['object'],
    [
      ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
      ...['propertyNames', 'required', 'minProperties', 'maxProperties'],
      ...['dependentRequired', 'dependentSchemas'],
    ],
  ],
  [
    ['array'],
    [
      ...['items', 'prefixItems', 'unevaluatedItems', 'contains', 'minContains', 'maxContains'],
      ...['minItems', 'maxItems', 'uniqueItems'],
    ],
  ],
  [['string'], ['minLength', 'maxLength', 'pattern']],
  [['number'], ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  [['string', 'number'], ['format']],
];

const types = new Map(
  KEYWORDS.flatMap(([applying, names]) => names.map((name) => [name, applying] as const)),
);

/** The types of values that a keyword says something of; none for annotations and references. */
export function typesOfKeyword(keyword: string): readonly JsonType[] {
  return types.get(keyword) ?? [];
}

/** The type of a JSON value. */
export function typeOfJson(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}
