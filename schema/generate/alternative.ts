import {
  anyArray,
  bothArrays,
  excludesArrays,
  withoutItemAnnotations,
  type ArrayConstraints,
} from './array-constraints.ts';
import { instanceType, instanceTypes, type InstanceType } from './instance-types.ts';
import { equal } from '../json/json-value.ts';
import type { LocatedSchema } from './located-schema.ts';
import {
  admitsNumber,
  anyNumber,
  bothNumbers,
  excludesNumbers,
  type NumberConstraints,
} from './number-constraints.ts';
import {
  anyObject,
  bothObjects,
  excludesObjects,
  withoutMemberAnnotations,
  type ObjectConstraints,
} from './object-constraints.ts';
import type { References } from './references.ts';
import {
  admitsString,
  anyString,
  bothStrings,
  excludesStrings,
  type StringConstraints,
} from './string-constraints.ts';

/**
 * One way to satisfy a schema: a plain conjunction of assertions, with no `anyOf`, `not`, `$ref`... left at
 * its own level. Constraints on a type bind values of that type only, as in JSON Schema.
 */
export interface Alternative {
  readonly types: ReadonlySet<InstanceType>;
  /** The only values there are (`const`, `enum`), or `null` where they are not listed. */
  readonly values: readonly unknown[] | null;
  readonly excluded: readonly unknown[];
  readonly numbers: NumberConstraints;
  readonly strings: StringConstraints;
  readonly arrays: ArrayConstraints;
  readonly objects: ObjectConstraints;
}

/** What gives the alternatives of a schema. */
export interface Alternatives {
  readonly references: References;
  readonly alternatives: (located: LocatedSchema) => readonly Alternative[];
}

/** The alternative that every JSON value satisfies. */
export const anything: Alternative = {
  types: new Set(instanceTypes),
  values: null,
  excluded: [],
  numbers: anyNumber,
  strings: anyString,
  arrays: anyArray,
  objects: anyObject,
};

/** Parts of an alternative; what is not said is not constrained. */
export interface PartialAlternative {
  readonly types?: Iterable<InstanceType>;
  readonly values?: readonly unknown[] | null;
  readonly excluded?: readonly unknown[];
  readonly numbers?: Partial<NumberConstraints>;
  readonly strings?: Partial<StringConstraints>;
  readonly arrays?: Partial<ArrayConstraints>;
  readonly objects?: Partial<ObjectConstraints>;
}

/** An alternative with these parts; `anything` itself where they constrain nothing. */
export function alternative(parts: PartialAlternative): Alternative {
  const types = parts.types === undefined ? anything.types : new Set(parts.types);
  return constrained(anything, {
    types: types.size === instanceTypes.length ? anything.types : types,
    values: parts.values ?? null,
    excluded: parts.excluded ?? [],
    numbers: constrained(anyNumber, parts.numbers),
    strings: constrained(anyString, parts.strings),
    arrays: constrained(anyArray, parts.arrays),
    objects: constrained(anyObject, parts.objects),
  });
}

/** The defaults overlaid with parts, or the very defaults where no part differs from them. */
function constrained<T extends object>(defaults: T, parts: Partial<T> = {}): T {
  const given: T = { ...defaults, ...parts };
  const differs = Object.entries(defaults).some(
    ([name, value]) => !isSame(value, Object.entries(given).find(([key]) => key === name)?.[1]),
  );
  return differs ? given : defaults;
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || (isEmpty(left) && isEmpty(right));
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (value instanceof Set && value.size === 0);
}

/** What satisfies both alternatives, or `null` where a contradiction is plain to see. */
export function both(left: Alternative, right: Alternative): Alternative | null {
  if (left === anything) return right;
  if (right === anything) return left;
  const types = [...left.types].filter((type) => right.types.has(type));
  return consistent({
    types: new Set(types),
    values: bothValues(left.values, right.values),
    excluded: [...left.excluded, ...right.excluded],
    numbers: bothNumbers(left.numbers, right.numbers),
    strings: bothStrings(left.strings, right.strings),
    arrays: bothArrays(left.arrays, right.arrays),
    objects: bothObjects(left.objects, right.objects),
  });
}

/** The alternative without types that its own bounds exclude, or `null` where nothing is left. */
export function consistent(candidate: Alternative): Alternative | null {
  const kept = [...candidate.types].filter((type) => !excludesType(candidate, type));
  if (kept.length === 0) return null;
  const narrowed =
    kept.length === candidate.types.size ? candidate : { ...candidate, types: new Set(kept) };
  if (narrowed.values === null) return narrowed;
  const values = narrowed.values.filter((value) => admitsScalars(narrowed, value));
  return values.length === 0 ? null : { ...narrowed, values };
}

/** Whether a value satisfies all that can be judged without looking into arrays and objects. */
export function admitsScalars(candidate: Alternative, value: unknown): boolean {
  if (!candidate.types.has(instanceType(value))) return false;
  if (candidate.excluded.some((each) => equal(each, value))) return false;
  if (typeof value === 'number') return admitsNumber(candidate.numbers, value);
  return typeof value !== 'string' || admitsString(candidate.strings, value);
}

/** The same alternative, with annotations that nothing around it sees, as under `not`. */
export function withoutAnnotations(candidate: Alternative): Alternative {
  return {
    ...candidate,
    arrays: withoutItemAnnotations(candidate.arrays),
    objects: withoutMemberAnnotations(candidate.objects),
  };
}

function bothValues(
  left: readonly unknown[] | null,
  right: readonly unknown[] | null,
): readonly unknown[] | null {
  if (left === null || right === null) return left ?? right;
  return left.filter((value) => right.some((other) => equal(value, other)));
}

function excludesType(candidate: Alternative, type: InstanceType): boolean {
  switch (type) {
    case 'integer':
    case 'fraction':
      return excludesNumbers(candidate.numbers, type === 'integer');
    case 'string':
      return excludesStrings(candidate.strings);
    case 'array':
      return excludesArrays(candidate.arrays);
    case 'object':
      return excludesObjects(candidate.objects);
    case 'null':
    case 'boolean':
      return (
        candidate.excluded.filter((value) => instanceType(value) === type).length >=
        (type === 'null' ? 1 : 2)
      );
  }
}
