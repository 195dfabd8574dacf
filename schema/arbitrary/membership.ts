import { areUnique } from '../json-equality.ts';
import { isJsonObject } from '../json-object.ts';
import { admitsScalars, type Alternative } from './alternative.ts';
import { itemSchemas, type ArrayConstraints } from './array-constraints.ts';
import type { Expansion } from './expansion.ts';
import type { LocatedSchema } from './located-schema.ts';
import { memberSchemas, type ObjectConstraints } from './object-constraints.ts';

/**
 * Whether a value satisfies schemas, as far as their alternatives tell: formats are let pass, and so is what
 * alternatives approximate. For choosing candidates; the validator has the last word.
 */
export function admits(
  expansion: Expansion,
  schemas: readonly LocatedSchema[],
  value: unknown,
): boolean {
  return schemas.every((schema) =>
    expansion.alternatives(schema).some((each) => admitsValue(expansion, each, value)),
  );
}

/** Whether a value satisfies one alternative, as far as that tells. */
export function admitsValue(expansion: Expansion, candidate: Alternative, value: unknown): boolean {
  if (!admitsScalars(candidate, value)) return false;
  if (Array.isArray(value)) return admitsArray(expansion, candidate.arrays, value);
  return !isJsonObject(value) || admitsObject(expansion, candidate.objects, value);
}

function admitsArray(
  expansion: Expansion,
  constraints: ArrayConstraints,
  items: readonly unknown[],
): boolean {
  const { minItems, maxItems, uniqueItems, repeatedItems, contains } = constraints;
  if (items.length < minItems || items.length > maxItems) return false;
  if (uniqueItems && !areUnique(items)) return false;
  if (repeatedItems && areUnique(items)) return false;
  const counted = contains.every(({ schema, minContains, maxContains }) => {
    const count = items.filter((item) => admits(expansion, [schema], item)).length;
    return count >= minContains && count <= maxContains;
  });
  return (
    counted && items.every((item, position) => admitsItem(expansion, constraints, item, position))
  );
}

function admitsItem(
  expansion: Expansion,
  constraints: ArrayConstraints,
  item: unknown,
  position: number,
): boolean {
  const matching = constraints.contains.find(({ schema }) => admits(expansion, [schema], item));
  return admits(expansion, itemSchemas(constraints, position, matching), item);
}

function admitsObject(
  expansion: Expansion,
  constraints: ObjectConstraints,
  members: Readonly<Record<string, unknown>>,
): boolean {
  const { minProperties, maxProperties, required, forbidden, propertyNames } = constraints;
  const names = Object.keys(members);
  return (
    names.length >= minProperties &&
    names.length <= maxProperties &&
    [...required].every((name) => Object.hasOwn(members, name)) &&
    !names.some((name) => forbidden.has(name)) &&
    names.every((name) => admits(expansion, propertyNames, name)) &&
    Object.entries(members).every(([name, member]) =>
      admits(expansion, memberSchemas(constraints, name), member),
    )
  );
}
