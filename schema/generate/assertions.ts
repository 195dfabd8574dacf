import { alternative, type Alternative } from './alternative.ts';
import type { ArrayConstraints } from './array-constraints.ts';
import { typesNamed, type InstanceType } from './instance-types.ts';
import {
  arrayKeyword,
  entriesKeyword,
  isSchema,
  keyword,
  numberKeyword,
  stringKeyword,
  stringsKeyword,
  type SchemaObject,
} from './keywords.ts';
import { subschema, type LocatedSchema } from './located-schema.ts';
import type { NumberConstraints } from './number-constraints.ts';
import type { ObjectConstraints } from './object-constraints.ts';
import type { StringConstraints } from './string-constraints.ts';

/** What the keywords of one schema object assert by themselves, those that combine schemas aside. */
export function assertionsOf(schema: SchemaObject, located: LocatedSchema): Alternative {
  return alternative({
    ...typesOf(schema),
    values: valuesOf(schema),
    numbers: numbersOf(schema),
    strings: stringsOf(schema),
    arrays: arraysOf(schema, located),
    objects: objectsOf(schema, located),
  });
}

/** The types that `type` names, nothing where it is absent. */
export function typesOf(schema: SchemaObject): { types?: readonly InstanceType[] } {
  const single = stringKeyword(schema, 'type');
  const names = single === undefined ? stringsKeyword(schema, 'type') : [single];
  return keyword(schema, 'type') === undefined ? {} : { types: names.flatMap(typesNamed) };
}

/** The values that `const` and `enum` leave, or `null` where both are absent. */
export function valuesOf(schema: SchemaObject): readonly unknown[] | null {
  const members = arrayKeyword(schema, 'enum') ?? null;
  return Object.hasOwn(schema, 'const') ? [schema.const] : members;
}

/** A schema of a keyword of a located schema, `null` where it is absent. */
export function schemaOf(located: LocatedSchema, name: string): LocatedSchema | null {
  if (typeof located.schema === 'boolean') return null;
  const value = keyword(located.schema, name);
  return isSchema(value) ? subschema(located, value, name) : null;
}

/** The schemas of a keyword that takes an array of them (`allOf`, `prefixItems`). */
export function schemasOf(located: LocatedSchema, name: string): readonly LocatedSchema[] {
  if (typeof located.schema === 'boolean') return [];
  const items = arrayKeyword(located.schema, name) ?? [];
  return items.filter(isSchema).map((item, index) => subschema(located, item, name, index));
}

/** The schemas of a keyword that maps names to them (`properties`, `dependentSchemas`). */
export function namedSchemasOf(
  located: LocatedSchema,
  name: string,
): readonly (readonly [string, LocatedSchema])[] {
  if (typeof located.schema === 'boolean') return [];
  return entriesKeyword(located.schema, name).flatMap(([key, value]) =>
    isSchema(value) ? [[key, subschema(located, value, name, key)] as const] : [],
  );
}

function numbersOf(schema: SchemaObject): Partial<NumberConstraints> {
  const divisor = numberKeyword(schema, 'multipleOf');
  const { minimum = -Infinity, maximum = Infinity, integers = false } = numberFormat(schema);
  return {
    minimum: Math.max(minimum, numberKeyword(schema, 'minimum') ?? -Infinity),
    maximum: Math.min(maximum, numberKeyword(schema, 'maximum') ?? Infinity),
    exclusiveMinimum: numberKeyword(schema, 'exclusiveMinimum') ?? -Infinity,
    exclusiveMaximum: numberKeyword(schema, 'exclusiveMaximum') ?? Infinity,
    multiplesOf: [...(divisor === undefined ? [] : [divisor]), ...(integers ? [1] : [])],
  };
}

/** The formats of numbers (OpenAPI 3.1.0, 4.4). */
function numberFormat(schema: SchemaObject): {
  minimum?: number;
  maximum?: number;
  integers?: boolean;
} {
  const format = stringKeyword(schema, 'format');
  if (format === 'int32') return { minimum: -(2 ** 31), maximum: 2 ** 31 - 1, integers: true };
  return format === 'int64' ? { integers: true } : {};
}

function stringsOf(schema: SchemaObject): Partial<StringConstraints> {
  const pattern = stringKeyword(schema, 'pattern');
  const format = stringKeyword(schema, 'format');
  return {
    minLength: numberKeyword(schema, 'minLength') ?? 0,
    maxLength: numberKeyword(schema, 'maxLength') ?? Infinity,
    patterns: pattern === undefined ? [] : [pattern],
    formats: format === undefined ? [] : [format],
  };
}

function arraysOf(schema: SchemaObject, located: LocatedSchema): Partial<ArrayConstraints> {
  const prefixItems = schemasOf(located, 'prefixItems');
  const items = schemaOf(located, 'items');
  const contains = schemaOf(located, 'contains');
  const counts = {
    minContains: numberKeyword(schema, 'minContains') ?? 1,
    maxContains: numberKeyword(schema, 'maxContains') ?? Infinity,
  };
  const isLayer = prefixItems.length > 0 || items !== null;
  return {
    minItems: numberKeyword(schema, 'minItems') ?? 0,
    maxItems: numberKeyword(schema, 'maxItems') ?? Infinity,
    uniqueItems: keyword(schema, 'uniqueItems') === true,
    layers: isLayer ? [{ prefixItems, items, evaluates: true }] : [],
    contains: contains === null ? [] : [{ schema: contains, ...counts, evaluates: true }],
  };
}

function objectsOf(schema: SchemaObject, located: LocatedSchema): Partial<ObjectConstraints> {
  const properties = new Map(namedSchemasOf(located, 'properties'));
  const patternProperties = namedSchemasOf(located, 'patternProperties');
  const additionalProperties = schemaOf(located, 'additionalProperties');
  const propertyNames = schemaOf(located, 'propertyNames');
  const isLayer = properties.size + patternProperties.length > 0 || additionalProperties !== null;
  const layer = { properties, patternProperties, additionalProperties, evaluates: true };
  return {
    minProperties: numberKeyword(schema, 'minProperties') ?? 0,
    maxProperties: numberKeyword(schema, 'maxProperties') ?? Infinity,
    required: new Set(stringsKeyword(schema, 'required')),
    propertyNames: propertyNames === null ? [] : [propertyNames],
    layers: isLayer ? [layer] : [],
  };
}
