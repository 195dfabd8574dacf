import type { LocatedSchema } from './located-schema.ts';

/** `prefixItems` and `items` of one schema object. */
export interface ItemsLayer {
  readonly prefixItems: readonly LocatedSchema[];
  readonly items: LocatedSchema | null;
  /** `false` where annotations do not reach `unevaluatedItems`, as under `not` (Core 7.7.1). */
  readonly evaluates: boolean;
}

/** `contains` with its counts. */
export interface Contains {
  readonly schema: LocatedSchema;
  readonly minContains: number;
  readonly maxContains: number;
  readonly evaluates: boolean;
}

/** `unevaluatedItems` with the neighbours whose annotations it sees (Core 11.2). */
export interface UnevaluatedItems {
  readonly schema: LocatedSchema;
  readonly layers: readonly ItemsLayer[];
  readonly contains: readonly Contains[];
  /** Another `unevaluatedItems` has seen to every item already. */
  readonly settled: boolean;
}

/** What a schema asks of arrays (JSON Schema Validation 6.4, Core 10.3.1 and 11.2). */
export interface ArrayConstraints {
  readonly minItems: number;
  readonly maxItems: number;
  readonly uniqueItems: boolean;
  /** At least two items are equal: what refuses `uniqueItems`. */
  readonly repeatedItems: boolean;
  readonly layers: readonly ItemsLayer[];
  readonly contains: readonly Contains[];
  readonly unevaluated: readonly UnevaluatedItems[];
}

/** Every array. */
export const anyArray: ArrayConstraints = {
  minItems: 0,
  maxItems: Infinity,
  uniqueItems: false,
  repeatedItems: false,
  layers: [],
  contains: [],
  unevaluated: [],
};

/** The arrays that satisfy both. */
export function bothArrays(left: ArrayConstraints, right: ArrayConstraints): ArrayConstraints {
  if (left === anyArray) return right;
  if (right === anyArray) return left;
  return {
    minItems: Math.max(left.minItems, right.minItems),
    maxItems: Math.min(left.maxItems, right.maxItems),
    uniqueItems: left.uniqueItems || right.uniqueItems,
    repeatedItems: left.repeatedItems || right.repeatedItems,
    layers: [...left.layers, ...right.layers],
    contains: [...left.contains, ...right.contains],
    unevaluated: [...left.unevaluated, ...right.unevaluated],
  };
}

/** Whether counts leave no array. */
export function excludesArrays(constraints: ArrayConstraints): boolean {
  const { minItems, maxItems, uniqueItems, repeatedItems, contains } = constraints;
  return (
    minItems > maxItems ||
    (uniqueItems && repeatedItems) ||
    contains.some((each) => each.minContains > Math.min(each.maxContains, maxItems))
  );
}

/** The number of leading positions that have schemas of their own. */
export function prefixLength({ layers }: ArrayConstraints): number {
  return Math.max(0, ...layers.map(({ prefixItems }) => prefixItems.length));
}

/**
 * The schemas that an item at a position must satisfy, those of `contains` aside.
 * Without `matching`, an item that some `contains` could evaluate is taken for unevaluated.
 */
export function itemSchemas(
  constraints: ArrayConstraints,
  position: number,
  matching?: Contains,
): readonly LocatedSchema[] {
  const declared = constraints.layers.map((layer) => atPosition(layer, position));
  const unevaluated = constraints.unevaluated
    .filter(({ layers, contains, settled }) => {
      const byLayer = layers.some((layer) => layer.evaluates && atPosition(layer, position));
      const byContains = contains.some(
        (each) => each.schema === matching?.schema && each.evaluates,
      );
      return !settled && !byLayer && !byContains;
    })
    .map(({ schema }) => schema);
  return [...declared.filter((schema) => schema !== null), ...unevaluated];
}

function atPosition(layer: ItemsLayer, position: number): LocatedSchema | null {
  return layer.prefixItems[position] ?? layer.items;
}

/** The same constraints, with annotations that no `unevaluatedItems` around them sees. */
export function withoutItemAnnotations(constraints: ArrayConstraints): ArrayConstraints {
  if (constraints === anyArray) return constraints;
  return {
    ...constraints,
    layers: constraints.layers.map((layer) => ({ ...layer, evaluates: false })),
    contains: constraints.contains.map((each) => ({ ...each, evaluates: false })),
  };
}
