import {
  alternative,
  type Alternative,
  anything,
  both,
  type PartialAlternative,
} from './alternative.ts';
import { type InstanceType, instanceTypes } from './instance-types.ts';
import {
  highestInteger,
  leastCommonMultiple,
  lowestInteger,
  type NumberConstraints,
} from './number-constraints.ts';
import type { ObjectConstraints } from './object-constraints.ts';

/** An alternative narrowed to one of its boundaries. */
export interface Boundary {
  readonly what: string;
  readonly narrowed: Alternative;
}

type Narrowing = readonly [what: string, parts: PartialAlternative];

const longestText = 70_000;
const longestList = 100;

/** The boundaries of an alternative itself, those of its members and items aside. */
export function boundaries(each: Alternative): readonly Boundary[] {
  const narrowings: readonly Narrowing[] = [
    ...(each.values ?? []).map((value): Narrowing => [
      `the listed value ${JSON.stringify(value)}`,
      { values: [value] },
    ]),
    ...instanceTypes.filter((type) => each.types.has(type)).flatMap((type) => ofType(type, each)),
  ];
  return narrowings.flatMap(([what, parts]) => {
    const narrowed = both(each, alternative(parts));
    return narrowed === null || narrowed === anything ? [] : [{ what, narrowed }];
  });
}

function ofType(type: InstanceType, each: Alternative): readonly Narrowing[] {
  switch (type) {
    case 'null':
      return [['null', { types: [type] }]];
    case 'boolean':
      return [true, false].map((value) => [String(value), { types: [type], values: [value] }]);
    case 'integer':
      return integers(each.numbers);
    case 'fraction':
      return fractions(each.numbers);
    case 'string':
      return counts(
        each.strings.minLength,
        each.strings.maxLength,
        longestText,
        'characters',
        (length) => ({
          types: [type],
          strings: { minLength: length, maxLength: length },
        }),
      );
    case 'array':
      return counts(each.arrays.minItems, each.arrays.maxItems, longestList, 'items', (length) => ({
        types: [type],
        arrays: { minItems: length, maxItems: length },
      }));
    case 'object':
      return [...sizes(each.objects), ...membership(each.objects)];
  }
}

function integers(constraints: NumberConstraints): readonly Narrowing[] {
  const step = leastCommonMultiple([1, ...constraints.multiplesOf]);
  const low = Math.ceil(lowestInteger(constraints) / step) * step;
  const high = Math.floor(highestInteger(constraints) / step) * step;
  const marks: readonly (readonly [string, number])[] = [
    ['the minimum', low],
    ['one above the minimum', low + step],
    ['one below the maximum', high - step],
    ['the maximum', high],
    ['zero', 0],
  ];
  return marks
    .filter(([, value]) => Number.isSafeInteger(value))
    .map(([what, value]) => [what, { types: ['integer'], values: [value === 0 ? 0 : value] }]);
}

function fractions({ minimum, maximum }: NumberConstraints): readonly Narrowing[] {
  const marks: readonly (readonly [string, number])[] = [
    ['the minimum', minimum],
    ['the maximum', maximum],
  ];
  const exact = marks
    .filter(([, value]) => Number.isFinite(value))
    .map(([what, value]): Narrowing => [what, { types: ['fraction'], values: [value] }]);
  return [...exact, ['a fraction', { types: ['fraction'] }]];
}

function counts(
  least: number,
  most: number,
  cap: number,
  unit: string,
  narrowed: (count: number) => PartialAlternative,
): readonly Narrowing[] {
  const marks: readonly (readonly [string, number])[] = [
    [least === 0 ? `no ${unit}` : `the fewest ${unit}`, least],
    [`one more than the fewest ${unit}`, least + 1],
    [`one less than the most ${unit}`, most - 1],
    [`the most ${unit}`, most],
  ];
  return marks
    .filter(([, count]) => count >= least && count <= Math.min(most, cap))
    .map(([what, count]) => [what, narrowed(count)]);
}

function sizes({
  minProperties,
  maxProperties,
  required,
}: ObjectConstraints): readonly Narrowing[] {
  const least = Math.max(minProperties, required.size);
  return counts(least, maxProperties, longestList, 'members', (count) => ({
    types: ['object'],
    objects: { minProperties: count, maxProperties: count },
  }));
}

function membership({ layers, required }: ObjectConstraints): readonly Narrowing[] {
  const declared = new Set(layers.flatMap(({ properties }) => [...properties.keys()]));
  const optional = [...declared].filter((name) => !required.has(name));
  const all: Narrowing = [
    'every declared member',
    { types: ['object'], objects: { required: declared } },
  ];
  const none: Narrowing = [
    'no optional member',
    { types: ['object'], objects: { forbidden: new Set(optional) } },
  ];
  const absent = optional.map((name): Narrowing => [
    `without ${JSON.stringify(name)}`,
    {
      types: ['object'],
      objects: {
        required: new Set([...declared].filter((other) => other !== name)),
        forbidden: new Set([name]),
      },
    },
  ]);
  return optional.length === 0 ? [] : [none, ...absent, all];
}
