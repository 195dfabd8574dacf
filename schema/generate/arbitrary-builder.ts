import fc from 'fast-check';
import { areUnique, equal, isJsonObject } from '../json/json-value.ts';
import { admitsScalars, type Alternative, anything } from './alternative.ts';
import { type ArrayConstraints, itemSchemas } from './array-constraints.ts';
import { arrays } from './arrays.ts';
import type { Expansion } from './expansion.ts';
import { type InstanceType, instanceTypes } from './instance-types.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import { numbers } from './numbers.ts';
import { memberSchemas, type ObjectConstraints } from './object-constraints.ts';
import { objects } from './objects.ts';
import type { FreeForm, PartBuilder } from './part-builder.ts';
import { refined } from './reject-budget.ts';
import { stringsWithin } from './strings.ts';

/** How deep and how wide arbitraries may be built. */
export interface BuildLimits {
  /** Containers within one another. */
  readonly depth: number;
  /** Intersections of schemas built in all. */
  readonly parts: number;
  /** Whether only what must be there is built: no optional members, no items that nothing asks for. */
  readonly isLean?: boolean;
}

/** There are more parts than the limits allow: build again, with less in it. */
export class TooManyParts extends Error {
  override readonly name = 'TooManyParts';
}

/**
 * Builds arbitraries from schemas by construction. Each method gives `null` where the schemas admit no
 * value within the depth that is left, so that who asked can do without the optional part that needs it.
 */
export class ArbitraryBuilder implements PartBuilder {
  readonly expansion: Expansion;
  readonly freeForm: FreeForm;
  readonly #limits: BuildLimits;
  readonly #built = new Map<string, fc.Arbitrary<unknown> | null>();

  constructor(expansion: Expansion, freeForm: FreeForm, limits: BuildLimits) {
    this.expansion = expansion;
    this.freeForm = freeForm;
    this.#limits = limits;
  }

  /**
   * Values that satisfy all of the schemas, `level` containers below the root.
   * Throws TooManyParts.
   */
  values(schemas: readonly LocatedSchema[], level: number): fc.Arbitrary<unknown> | null {
    const identities = [...new Set(schemas.map(identityOf))].sort();
    const key = `${String(level)}: ${identities.join(', ')}`;
    const known = this.#built.get(key);
    if (known !== undefined) return known;
    if (this.#built.size >= this.#limits.parts) throw new TooManyParts();
    const built = this.ofAlternatives(this.expansion.intersection(schemas), level);
    this.#built.set(key, built);
    return built;
  }

  /** Whether only what must be there is built. */
  get isLean(): boolean {
    return this.#limits.isLean ?? false;
  }

  /** Values of any of the alternatives, the first ones favoured when shrinking. */
  ofAlternatives(
    alternatives: readonly Alternative[],
    level: number,
  ): fc.Arbitrary<unknown> | null {
    const kinds = alternatives
      .map((each) => this.#ofAlternative(each, level))
      .filter((each) => each !== null);
    return either(kinds.map((arbitrary) => ({ arbitrary, weight: 1 })));
  }

  /** Whether alternatives of the schemas admit a value. */
  admits(schemas: readonly LocatedSchema[], value: unknown): boolean {
    return admits(this.expansion, schemas, value);
  }

  #ofAlternative(each: Alternative, level: number): fc.Arbitrary<unknown> | null {
    if (each === anything) return this.freeForm.values;
    if (each.values !== null) {
      const values = each.values.filter((value) => admitsValue(this.expansion, each, value));
      return values.length === 0 ? null : fc.constantFrom(...values);
    }
    const kinds = instanceTypes
      .filter((type) => each.types.has(type) && type !== 'fraction')
      .map((type) => ({
        weight: weightOf(type, each),
        arbitrary: this.#ofType(type, each, level),
      }));
    if (!each.types.has('integer') && each.types.has('fraction')) {
      kinds.push({ weight: 3, arbitrary: this.#ofType('fraction', each, level) });
    }
    return either(
      kinds.flatMap(({ weight, arbitrary }) => (arbitrary === null ? [] : [{ weight, arbitrary }])),
    );
  }

  #ofType(type: InstanceType, each: Alternative, level: number): fc.Arbitrary<unknown> | null {
    const all = this.#allOfType(type, each, level);
    if (all === null || each.excluded.length === 0) return all;
    return refined(all, (value) => !each.excluded.some((refused) => equal(refused, value)));
  }

  #allOfType(type: InstanceType, each: Alternative, level: number): fc.Arbitrary<unknown> | null {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'fraction':
        return numbers(each.types, each.numbers);
      case 'string':
        return stringsWithin(each.strings);
      case 'array':
        return level > this.#limits.depth ? null : arrays(each.arrays, level, this);
      case 'object':
        return level > this.#limits.depth ? null : objects(each.objects, level, this);
    }
  }
}

function weightOf(type: InstanceType, { types }: Alternative): number {
  if (type === 'null') return 1;
  return type === 'boolean' && types.size > 1 ? 1 : 3;
}

/** Any of the arbitraries, `null` where there is none. */
function either<T>(
  kinds: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<T> }[],
): fc.Arbitrary<T> | null {
  const [first] = kinds;
  if (first === undefined) return null;
  return kinds.length === 1 ? first.arbitrary : fc.oneof({ withCrossShrink: true }, ...kinds);
}

/**
 * Whether a value satisfies schemas, as far as their alternatives tell: formats are let pass, and so is what
 * alternatives approximate. For choosing candidates; the validator has the last word.
 */
function admits(expansion: Expansion, schemas: readonly LocatedSchema[], value: unknown): boolean {
  return schemas.every((schema) =>
    expansion.alternatives(schema).some((each) => admitsValue(expansion, each, value)),
  );
}

/** Whether a value satisfies one alternative, as far as that tells. */
function admitsValue(expansion: Expansion, candidate: Alternative, value: unknown): boolean {
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
