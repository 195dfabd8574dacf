import fc from 'fast-check';
import { anything, type Alternative } from './alternative.ts';
import { arrays } from './arrays.ts';
import type { Expansion } from './expansion.ts';
import { instanceTypes, type InstanceType } from './instance-types.ts';
import { equal } from '../json-equality.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import { admits, admitsValue } from './membership.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
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

/** What stands where schemas say nothing. */
export interface FreeForm {
  readonly values: fc.Arbitrary<unknown>;
  readonly names: fc.Arbitrary<string>;
}

/** There are more parts than the limits allow: build again, with less in it. */
export class TooManyParts extends Error {
  override readonly name = 'TooManyParts';
}

/**
 * Builds arbitraries from schemas by construction. Each method gives `null` where the schemas admit no
 * value within the depth that is left, so that who asked can do without the optional part that needs it.
 */
export class ArbitraryBuilder {
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
