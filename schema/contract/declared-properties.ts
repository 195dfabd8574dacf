import { isJsonObject } from '../json/json-value.ts';
import { childPointer, valueAt } from '../json/json-pointer.ts';
import type { JsonSchema } from './operation.ts';

/** A property that a schema declares, at any depth. */
export interface DeclaredProperty {
  /** JSON pointer of its values with a star for each item (`/violations/0/title` has `*` for `0`); `''` is the root. */
  readonly path: string;
  readonly schema: JsonSchema;
}

const IN_PLACE = ['allOf', 'anyOf', 'oneOf'];
const CONDITIONAL = ['if', 'then', 'else'];
const MAX_DEPTH = 12;

/**
 * Lists the properties that a schema declares, parents first: through `properties`, `items`, `prefixItems`,
 * in-place applicators and `$ref`s into the document. Recursive schemas are followed once.
 *
 * @param schema a schema of the document
 * @param document the resolved document, for references that a bundle keeps
 */
export function declaredProperties(
  schema: JsonSchema,
  document: unknown,
): readonly DeclaredProperty[] {
  const found = new Map<string, DeclaredProperty>();
  visit(schema, '', new Set());
  return [...found.values()];

  function visit(node: unknown, path: string, above: ReadonlySet<unknown>): void {
    const target = referencedSchema(node, document);
    if (!isJsonObject(target) || above.has(target) || above.size > MAX_DEPTH) return;
    if (!found.has(path)) found.set(path, { path, schema: target });
    const within = new Set([...above, target]);
    for (const branch of inPlace(target)) visit(branch, path, within);
    const properties = target.properties;
    if (isJsonObject(properties)) {
      for (const [name, property] of Object.entries(properties)) {
        visit(property, childPointer(path, name), within);
      }
    }
    for (const item of itemSchemas(target)) visitItem(item, `${path}/*`, within);
  }

  function visitItem(node: unknown, path: string, above: ReadonlySet<unknown>): void {
    const target = referencedSchema(node, document);
    if (isJsonObject(target) && isJsonObject(target.properties)) visit(target, path, above);
  }
}

/** Follows `$ref`s that point into the document; gives the schema itself where there is none. */
export function referencedSchema(node: unknown, document: unknown): unknown {
  const seen = new Set<unknown>();
  let target = node;
  while (isJsonObject(target) && typeof target.$ref === 'string' && !seen.has(target)) {
    seen.add(target);
    const next = valueAt(document, target.$ref);
    if (next === undefined) return target;
    target = next;
  }
  return target;
}

function inPlace(schema: Readonly<Record<string, unknown>>): unknown[] {
  const listed = IN_PLACE.flatMap((keyword) => {
    const branches = schema[keyword];
    return Array.isArray(branches) ? (branches as unknown[]) : [];
  });
  return [...listed, ...CONDITIONAL.map((keyword) => schema[keyword])];
}

function itemSchemas(schema: Readonly<Record<string, unknown>>): unknown[] {
  const prefix = schema.prefixItems;
  return [schema.items, ...(Array.isArray(prefix) ? (prefix as unknown[]) : [])];
}
