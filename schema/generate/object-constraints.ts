import type { LocatedSchema } from './located-schema.ts';
import { regularExpression } from './patterns.ts';

/** `properties`, `patternProperties` and `additionalProperties` of one schema object. */
export interface PropertiesLayer {
  readonly properties: ReadonlyMap<string, LocatedSchema>;
  readonly patternProperties: readonly (readonly [pattern: string, schema: LocatedSchema])[];
  readonly additionalProperties: LocatedSchema | null;
  /** `false` where annotations do not reach `unevaluatedProperties`, as under `not` (Core 7.7.1). */
  readonly evaluates: boolean;
}

/** `unevaluatedProperties` with the neighbours whose annotations it sees (Core 11.3). */
export interface UnevaluatedProperties {
  readonly schema: LocatedSchema;
  readonly layers: readonly PropertiesLayer[];
  /** Another `unevaluatedProperties` has seen to every member already. */
  readonly settled: boolean;
}

/** A member that must be there: what refuses `additionalProperties`, `propertyNames` and the like. */
export interface Witness {
  /** The name matches this pattern... */
  readonly pattern: string | null;
  /** ...satisfies this schema... */
  readonly name: LocatedSchema | null;
  /** ...and is not one that these layers declare. */
  readonly undeclaredBy: readonly PropertiesLayer[];
  readonly value: LocatedSchema | null;
}

/** What a schema asks of objects (JSON Schema Validation 6.5, Core 10.3.2 and 11.3). */
export interface ObjectConstraints {
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly required: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
  readonly propertyNames: readonly LocatedSchema[];
  readonly layers: readonly PropertiesLayer[];
  readonly unevaluated: readonly UnevaluatedProperties[];
  readonly witnesses: readonly Witness[];
}

/** Every object. */
export const anyObject: ObjectConstraints = {
  minProperties: 0,
  maxProperties: Infinity,
  required: new Set(),
  forbidden: new Set(),
  propertyNames: [],
  layers: [],
  unevaluated: [],
  witnesses: [],
};

/** The objects that satisfy both. */
export function bothObjects(left: ObjectConstraints, right: ObjectConstraints): ObjectConstraints {
  if (left === anyObject) return right;
  if (right === anyObject) return left;
  return {
    minProperties: Math.max(left.minProperties, right.minProperties),
    maxProperties: Math.min(left.maxProperties, right.maxProperties),
    required: new Set([...left.required, ...right.required]),
    forbidden: new Set([...left.forbidden, ...right.forbidden]),
    propertyNames: [...left.propertyNames, ...right.propertyNames],
    layers: [...left.layers, ...right.layers],
    unevaluated: [...left.unevaluated, ...right.unevaluated],
    witnesses: [...left.witnesses, ...right.witnesses],
  };
}

/** Whether counts leave no object, or a member is wanted and unwanted. */
export function excludesObjects(constraints: ObjectConstraints): boolean {
  const { minProperties, maxProperties, required, forbidden } = constraints;
  return (
    Math.max(minProperties, required.size) > maxProperties ||
    [...required].some((name) => forbidden.has(name))
  );
}

/** The schemas that the member with this name must satisfy. */
export function memberSchemas(
  constraints: ObjectConstraints,
  name: string,
): readonly LocatedSchema[] {
  const declared = constraints.layers.flatMap((layer) => {
    const schemas = declaredBy(layer, name);
    if (schemas.length > 0) return schemas;
    return layer.additionalProperties === null ? [] : [layer.additionalProperties];
  });
  const unevaluated = constraints.unevaluated
    .filter(({ layers, settled }) => !settled && !layers.some((layer) => evaluates(layer, name)))
    .map(({ schema }) => schema);
  return [...declared, ...unevaluated];
}

/** The schemas that `properties` and `patternProperties` of a layer have for a name. */
export function declaredBy(layer: PropertiesLayer, name: string): readonly LocatedSchema[] {
  const property = layer.properties.get(name);
  const patterned = layer.patternProperties
    .filter(([pattern]) => regularExpression(pattern)?.test(name))
    .map(([, schema]) => schema);
  return property === undefined ? patterned : [property, ...patterned];
}

function evaluates(layer: PropertiesLayer, name: string): boolean {
  if (!layer.evaluates) return false;
  return layer.additionalProperties !== null || declaredBy(layer, name).length > 0;
}

/** The same constraints, with annotations that no `unevaluatedProperties` around them sees. */
export function withoutMemberAnnotations(constraints: ObjectConstraints): ObjectConstraints {
  if (constraints === anyObject) return constraints;
  const layers = constraints.layers.map((layer) => ({ ...layer, evaluates: false }));
  return { ...constraints, layers };
}
