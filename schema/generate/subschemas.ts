import { isJsonObject } from '../json/json-value.ts';

const SINGLE = [
  ...['additionalProperties', 'unevaluatedProperties', 'propertyNames'],
  ...['items', 'unevaluatedItems', 'contains', 'not', 'if', 'then', 'else'],
];
/** Keywords with a list of schemas, or with a map of them. */
const SEVERAL = [
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs'],
];

type Members = Readonly<Record<string, unknown>>;

/** The schema objects that stand directly within a schema object (JSON Schema Core 8.2.4, 10, 11); no booleans. */
export function subschemasOf(schema: Members): readonly Members[] {
  const several = SEVERAL.flatMap((name) => childrenOf(schema[name]));
  return [...SINGLE.map((name) => schema[name]), ...several].filter(isJsonObject);
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
