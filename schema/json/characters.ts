import fc from 'fast-check';

type Range = readonly [first: number, last: number];

/** All code points but surrogates (Unicode 3.9, D76), from `a` on, so that characters shrink to it. */
const SCALARS: readonly Range[] = [
  [0x61, 0xd7ff],
  [0xe000, 0x10ffff],
  [0x00, 0x60],
];

/** Letters, ideographs and symbols of many scripts, none of which joins with its neighbours. */
const VISIBLE: readonly Range[] = [
  [0x61, 0x7e],
  [0x20, 0x60],
  [0xa1, 0xac],
  [0xae, 0x2ff],
  [0x391, 0x3a1],
  [0x3a3, 0x481],
  [0x5d0, 0x5ea],
  [0x621, 0x64a],
  [0x904, 0x939],
  [0x3041, 0x3096],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0x1f300, 0x1f5ff],
  [0x1f600, 0x1f64f],
];

/** One character of any Unicode scalar value. */
export const scalarCharacters: fc.Arbitrary<string> = charactersOf(SCALARS);

/** One character that is seen on a screen, of any of a dozen scripts. */
export const visibleCharacters: fc.Arbitrary<string> = charactersOf(VISIBLE);

/** fast-check's own units do the same with a table of all characters that takes most of a second to build. */
function charactersOf(ranges: readonly Range[]): fc.Arbitrary<string> {
  const size = ranges.reduce((sum, range) => sum + lengthOf(range), 0);
  return fc.nat({ max: size - 1 }).map(
    (index) => characterAt(ranges, index),
    (character) => indexOf(ranges, character),
  );
}

function characterAt(ranges: readonly Range[], index: number): string {
  let left = index;
  for (const range of ranges) {
    if (left < lengthOf(range)) return String.fromCodePoint(range[0] + left);
    left -= lengthOf(range);
  }
  throw new RangeError(`no character ${String(index)}`);
}

function indexOf(ranges: readonly Range[], character: unknown): number {
  const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
  let before = 0;
  for (const range of ranges) {
    if (point !== undefined && point >= range[0] && point <= range[1]) {
      if (String.fromCodePoint(point) !== character) break;
      return before + point - range[0];
    }
    before += lengthOf(range);
  }
  throw new RangeError('not one of these characters');
}

function lengthOf([first, last]: Range): number {
  return last - first + 1;
}
