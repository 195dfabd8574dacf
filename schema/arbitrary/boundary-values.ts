import type { JsonSchema } from '../operation.ts';
import { canonicalJson } from '../canonical-json.ts';
import { childPointer } from '../json-pointer.ts';
import { both, type Alternative } from './alternative.ts';
import type { ArbitraryBuilder } from './arbitrary-builder.ts';
import { itemSchemas, prefixLength } from './array-constraints.ts';
import { boundaries } from './boundaries.ts';
import type { LocatedSchema } from './located-schema.ts';
import { memberSchemas } from './object-constraints.ts';
import { itemBeing, memberBeing } from './pinned.ts';
import { schemaSpace, type ArbitraryOptions } from './schema-space.ts';
import { simplestValue } from './simplest-value.ts';

/** A valid value at a boundary of its schema. */
export interface BoundaryValue {
  readonly value: unknown;
  /** JSON pointer into the value: where the boundary is reached, `''` for the root. */
  readonly pointer: string;
  /** Which boundary: `the minimum`, `one above the minimum`, `without "name"`. */
  readonly what: string;
}

const mostValues = 400;
const deepestPlace = 5;
const mostAlternatives = 8;

/**
 * Valid values at the boundaries of a schema, one boundary each and simple otherwise: bounds and the values
 * next to them, empty and full containers, each optional member absent, each listed value, each type; at the
 * root and at every place below it, the simplest first. The same list every time.
 *
 * Throws UnsatisfiableSchemaError where the schema plainly has no value.
 */
export function boundaryValues(
  schema: JsonSchema,
  options: ArbitraryOptions,
): readonly BoundaryValue[] {
  const { located, builder } = schemaSpace(schema, options);
  const found = new Map<string, BoundaryValue>();
  for (const boundary of below(builder, [located], 0, new Set())) {
    const text = canonicalJson(boundary.value);
    const known = found.get(text + boundary.pointer);
    if (known === undefined && options.validate(boundary.value)) {
      found.set(text + boundary.pointer, boundary);
    }
  }
  const size = ({ value }: BoundaryValue) => JSON.stringify(value).length;
  return [...found.values()].sort((left, right) => size(left) - size(right)).slice(0, mostValues);
}

function below(
  builder: ArbitraryBuilder,
  schemas: readonly LocatedSchema[],
  level: number,
  seen: ReadonlySet<JsonSchema>,
): readonly BoundaryValue[] {
  const within = new Set([...seen, ...schemas.map(({ schema }) => schema)]);
  const isRepeated = schemas.some(({ schema }) => typeof schema === 'object' && seen.has(schema));
  if (level > deepestPlace || isRepeated) return [];
  const alternatives = builder.expansion.intersection(schemas).slice(0, mostAlternatives);
  return alternatives.flatMap((each) => [
    ...boundaries(each).flatMap(({ what, narrowed }) =>
      simplestOf(builder, narrowed, level).map((value) => ({ value, pointer: '', what })),
    ),
    ...inMembers(builder, each, level, within),
    ...inItems(builder, each, level, within),
  ]);
}

function inMembers(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
  seen: ReadonlySet<JsonSchema>,
): readonly BoundaryValue[] {
  const names = new Set([
    ...each.objects.required,
    ...each.objects.layers.flatMap(({ properties }) => [...properties.keys()]),
  ]);
  return [...names].flatMap((name) =>
    below(builder, memberSchemas(each.objects, name), level + 1, seen).flatMap((inner) =>
      embedded(builder, both(each, memberBeing(name, inner.value)), level, name, inner),
    ),
  );
}

function inItems(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
  seen: ReadonlySet<JsonSchema>,
): readonly BoundaryValue[] {
  const positions = Array.from({ length: prefixLength(each.arrays) + 1 }, (_, index) => index);
  return positions.flatMap((position) => {
    const schemas = itemSchemas(each.arrays, position);
    if (schemas.length === 0) return [];
    return below(builder, schemas, level + 1, seen).flatMap((inner) =>
      embedded(builder, both(each, itemBeing(position, inner.value)), level, position, inner),
    );
  });
}

function embedded(
  builder: ArbitraryBuilder,
  outer: Alternative | null,
  level: number,
  token: string | number,
  inner: BoundaryValue,
): readonly BoundaryValue[] {
  if (outer === null) return [];
  const pointer = childPointer('', token) + inner.pointer;
  return simplestOf(builder, outer, level).map((value) => ({ value, pointer, what: inner.what }));
}

function simplestOf(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
): readonly unknown[] {
  const values = builder.ofAlternatives([each], level);
  return values === null ? [] : simplestValue(values);
}
