import { isJsonObject } from '../json/json-value.ts';
import type { JsonSchema } from '../contract/operation.ts';

/** A JSON Schema that is an object, not a boolean. */
export type SchemaObject = Exclude<JsonSchema, boolean>;

/** Whether a value can stand where a schema stands: an object or a boolean (JSON Schema Core 4.3). */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value);
}

/** The own value of a keyword, `undefined` where the schema does not have it. */
export function keyword(schema: SchemaObject, name: string): unknown {
  return Object.hasOwn(schema, name) ? schema[name] : undefined;
}

/** The value of a keyword that takes a number. */
export function numberKeyword(schema: SchemaObject, name: string): number | undefined {
  const value = keyword(schema, name);
  return typeof value === 'number' ? value : undefined;
}

/** The value of a keyword that takes a string. */
export function stringKeyword(schema: SchemaObject, name: string): string | undefined {
  const value = keyword(schema, name);
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a keyword that takes an array of strings; empty where it is absent. */
export function stringsKeyword(schema: SchemaObject, name: string): readonly string[] {
  return strings(keyword(schema, name));
}

/** The strings among the items of an array; empty for anything else. */
export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The items of a keyword that takes an array of any values, `undefined` where it is absent. */
export function arrayKeyword(schema: SchemaObject, name: string): readonly unknown[] | undefined {
  const value = keyword(schema, name);
  return Array.isArray(value) ? value : undefined;
}

/** The entries of a keyword that takes an object; empty where it is absent. */
export function entriesKeyword(
  schema: SchemaObject,
  name: string,
): readonly (readonly [string, unknown])[] {
  const value = keyword(schema, name);
  return isJsonObject(value) ? Object.entries(value) : [];
}
