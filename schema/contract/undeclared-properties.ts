import { referencedSchema } from './declared-properties.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import type { JsonSchema } from './operation.ts';

/** A property that a response carries and the contract does not declare. */
export interface UndeclaredProperty {
  /** JSON pointer into the response, with a star in place of each index. */
  readonly pointer: string;
  /** Its first value. */
  readonly example: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

const IN_PLACE = ['allOf', 'anyOf', 'oneOf'];
const CONDITIONAL = ['if', 'then', 'else'];
const REST = ['additionalProperties', 'unevaluatedProperties'];
const MAX_DEPTH = 32;
/** Items of a list that are looked at, and properties that are told. */
const MOST_ITEMS = 1_000;
const MOST_TOLD = 20;

/**
 * Lists the properties of a response that no part of its schema declares, each location once, and the first twenty of them. Maps
 * (`additionalProperties: true` or a schema) and objects of which nothing is declared are free-form:
 * nothing in them is undeclared. A branch that does not apply still declares: never too many, maybe too few.
 *
 * @param schema the schema of the response's content
 * @param value the parsed body
 * @param document the resolved document, for references that a bundle keeps
 */
export function undeclaredProperties(
  schema: JsonSchema,
  value: unknown,
  document?: unknown,
): readonly UndeclaredProperty[] {
  const found = new Map<string, UndeclaredProperty>();
  visit([schema], value, '', 0);
  return [...found.values()];

  function visit(schemas: readonly unknown[], node: unknown, at: string, depth: number): void {
    if (typeof node !== 'object' || depth > MAX_DEPTH || schemas.length === 0) return;
    if (found.size === MOST_TOLD) return;
    const parts = schemas.flatMap((part) => inPlace(part, document));
    if (Array.isArray(node)) {
      node.slice(0, MOST_ITEMS).forEach((item: unknown, index) => {
        visit(itemSchemas(parts, index), item, `${at}/*`, depth + 1);
      });
    } else if (isJsonObject(node) && !isOpen(parts)) {
      for (const [name, child] of Object.entries(node)) {
        const pointer = childPointer(at, name);
        const declared = parts.flatMap((part) => propertySchemas(part, name));
        if (declared.length > 0) visit(declared.filter(isJsonObject), child, pointer, depth + 1);
        else if (!found.has(pointer) && found.size < MOST_TOLD) {
          found.set(pointer, { pointer, example: child });
        }
      }
    }
  }
}

/** A schema with all that applies to the same value. */
function inPlace(node: unknown, document: unknown, above: readonly unknown[] = []): Schema[] {
  const schema = referencedSchema(node, document);
  if (!isJsonObject(schema) || above.includes(schema)) return [];
  const branches = [
    ...IN_PLACE.flatMap((keyword) => listOf(schema[keyword])),
    ...CONDITIONAL.map((keyword) => schema[keyword]),
    ...Object.values(isJsonObject(schema.dependentSchemas) ? schema.dependentSchemas : {}),
  ];
  const within = [...above, schema];
  return [schema, ...branches.flatMap((branch) => inPlace(branch, document, within))];
}

function propertySchemas(schema: Schema, name: string): unknown[] {
  const { properties, patternProperties } = schema;
  const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const matching = Object.entries(isJsonObject(patternProperties) ? patternProperties : {})
    .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
    .map(([, part]) => part);
  const declared = [...own, ...matching];
  return declared.length > 0 ? declared : REST.map((keyword) => schema[keyword]).filter(isMap);
}

function itemSchemas(parts: readonly Schema[], index: number): unknown[] {
  return parts.map((part) => listOf(part.prefixItems)[index] ?? part.items);
}

/** Whether nothing is declared of any member, so that none can be undeclared. */
function isOpen(parts: readonly Schema[]): boolean {
  return parts.every(
    ({ properties, patternProperties, additionalProperties, unevaluatedProperties }) =>
      properties === undefined &&
      patternProperties === undefined &&
      [additionalProperties, unevaluatedProperties].every(
        (rest) => rest === undefined || rest === true,
      ),
  );
}

function isMap(rest: unknown): boolean {
  return rest === true || isJsonObject(rest);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
