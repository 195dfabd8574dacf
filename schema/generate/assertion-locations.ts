import { instanceType, type InstanceType, typesNamed } from './instance-types.ts';
import { isSchema, keyword, type SchemaObject } from './keywords.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { JsonSchema } from '../contract/operation.ts';
import type { SchemaGraph } from './schema-graph.ts';

/** A place in a schema that a value can violate. */
export interface AssertionLocation {
  /** JSON pointer of the keyword, or of a subschema that is `false`. */
  readonly location: string;
  /** The schema object to change so that its values violate the location, and the keyword to turn round. */
  readonly schema: SchemaObject;
  readonly keyword: string;
}

const assertions = [
  ...['type', 'const', 'enum', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains'],
  ...['required', 'minProperties', 'maxProperties', 'dependentRequired'],
  ...['anyOf', 'oneOf', 'not'],
];
/** Formats that accept every string, or every number. */
const openFormats: readonly unknown[] = ['password', 'binary', 'float', 'double'];
/** Ajv names the keyword itself where the schema of these is `false`. */
const closing = ['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties'];
const single = [...closing, 'then', 'else', 'propertyNames'];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', 'dependentSchemas'];

/**
 * Every place of a schema that a value can violate, references followed. Left out: keywords that assert
 * nothing (`minLength: 0`), and what stands within `if`, `not` and `contains`, where failing is no violation.
 */
export function assertionLocations(
  schema: JsonSchema,
  graph: SchemaGraph,
): readonly AssertionLocation[] {
  const found = new Map<string, AssertionLocation>();
  if (typeof schema !== 'boolean') visit(schema, graph, found, new Set());
  return [...found.values()];
}

/**
 * Whether another keyword of the same schema refuses whatever the place refuses, so that no value violates it alone:
 * `type` next to a list of values of that type, `int64` next to a type without fractions.
 */
export function isImplied({ schema, keyword: name }: AssertionLocation): boolean {
  const types = [keyword(schema, 'type')].flat().flatMap((each) => typesNamed(String(each)));
  if (name === 'format') return keyword(schema, name) === 'int64' && !types.includes('fraction');
  const listed = listedValues(schema);
  return name === 'type' && listed.length > 0 && listed.map(instanceType).every(isOneOf(types));
}

function listedValues(schema: SchemaObject): readonly unknown[] {
  if (Object.hasOwn(schema, 'const')) return [keyword(schema, 'const')];
  const listed = keyword(schema, 'enum');
  return Array.isArray(listed) ? listed.map((each: unknown) => each) : [];
}

function isOneOf(types: readonly InstanceType[]): (type: InstanceType) => boolean {
  return (type) => types.includes(type);
}

function visit(
  schema: SchemaObject,
  graph: SchemaGraph,
  found: Map<string, AssertionLocation>,
  seen: Set<SchemaObject>,
): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  for (const name of assertions.filter((each) => asserts(each, keyword(schema, each)))) {
    add(found, { location: graph.keywordLocation(schema, name), schema, keyword: name });
  }
  for (const { tokens, value } of subschemas(schema)) {
    const [name = ''] = tokens;
    const location = graph.keywordLocation(schema, ...tokens);
    if (value === false) add(found, { location, schema, keyword: String(name) });
    else if (name === 'propertyNames' && isJsonObject(value)) addNames(schema, value, graph, found);
    else if (isJsonObject(value)) visit(value, graph, found, seen);
  }
  for (const target of graph.targets(schema)) visit(target, graph, found, seen);
}

function add(found: Map<string, AssertionLocation>, location: AssertionLocation): void {
  if (!found.has(location.location)) found.set(location.location, location);
}

/** Names are refused as a whole: the schema to change is the one that has `propertyNames`. */
function addNames(
  schema: SchemaObject,
  names: SchemaObject,
  graph: SchemaGraph,
  found: Map<string, AssertionLocation>,
): void {
  for (const { location } of assertionLocations(names, graph)) {
    add(found, { location, schema, keyword: 'propertyNames' });
  }
}

/** The subschemas of a schema that bind the value or parts of it, with their reference tokens. */
function subschemas(
  schema: SchemaObject,
): { tokens: readonly (string | number)[]; value: JsonSchema }[] {
  const conditional = Object.hasOwn(schema, 'if') ? [] : ['then', 'else'];
  const entries = [
    ...single
      .filter((name) => !conditional.includes(name))
      .map((name) => ({ tokens: [name], value: keyword(schema, name) })),
    ...[...lists, ...maps].flatMap((name) =>
      entriesOf(keyword(schema, name)).map(([key, value]) => ({
        tokens: [name, key],
        value,
      })),
    ),
  ];
  return entries.flatMap(({ tokens, value }) => (isSchema(value) ? [{ tokens, value }] : []));
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries<unknown>({ ...value }) : [];
}

function asserts(name: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (name === 'const') return true;
  if (name === 'format') return !openFormats.includes(value);
  if (name.startsWith('min') && name !== 'minimum') return value !== 0;
  return value !== false && !(Array.isArray(value) && value.length === 0);
}
