import fc from 'fast-check';
import { scalarCharacters, visibleCharacters } from '../json/characters.ts';
import { oncePerText } from '../once-per.ts';
import { formatted } from './formats.ts';
import { matchingStrings } from './patterns.ts';
import { refined } from './reject-budget.ts';
import { admitsString, codePointLength, type StringConstraints } from './string-constraints.ts';

/** The longest part of a text that is tried to be repeated or left out, and how many places of each length. */
const LONGEST_PART = 8;

const MOST_PLACES = 24;

/** What a text has to have beyond so many drawn characters is one letter: drawing and shrinking take long. */
const LONGEST_DRAWN = 16;

const units = [
  [3, 'grapheme-ascii'],
  [2, visibleCharacters],
  [1, scalarCharacters],
] as const;

/** Strings of any Unicode scalar values, ASCII first; lengths count code points. */
export function texts(minLength = 0, maxLength?: number): fc.Arbitrary<string> {
  const padded = Math.min(minLength, LONGEST_DRAWN);
  const lengths = {
    minLength: padded,
    maxLength: Math.max(padded, Math.min(maxLength ?? Infinity, padded + 16)),
  };
  const kinds = units.map(([weight, unit]) => ({
    weight,
    arbitrary: fc.string({ unit, ...lengths }),
  }));
  const short = fc.oneof({ withCrossShrink: true }, ...kinds);
  return minLength > padded ? short.map((text) => 'a'.repeat(minLength - padded) + text) : short;
}

/** Strings within constraints; `null` where none was found. Made once, for many texts of a body are alike. */
export const stringsWithin: (constraints: StringConstraints) => fc.Arbitrary<string> | null =
  oncePerText((constraints) => JSON.stringify(constraints), madeWithin);

function madeWithin(constraints: StringConstraints): fc.Arbitrary<string> | null {
  const { minLength, maxLength, patterns, formats, notPatterns } = constraints;
  const isAdmitted = (text: string): boolean => admitsString(constraints, text);
  if (maxLength === 0) return isAdmitted('') ? fc.constant('') : null;
  if (patterns.length === 0 && formats.length === 0) {
    const plain = texts(minLength, maxLength);
    return notPatterns.length === 0 ? plain : refined(plain, isAdmitted);
  }
  const fitting = (candidates: readonly fc.Arbitrary<string>[], rejects: number) =>
    candidates.map((each) => refined(each, isAdmitted, rejects)).filter((each) => each !== null);
  const formattedKinds = fitting(ofFormats(constraints), 100);
  const kinds = formattedKinds.length > 0 ? formattedKinds : fitting(ofPatterns(constraints), 300);
  return kinds.length === 0 ? null : fc.oneof({ withCrossShrink: true }, ...kinds);
}

function ofFormats(constraints: StringConstraints): readonly fc.Arbitrary<string>[] {
  const { formats, minLength, maxLength } = constraints;
  return formats
    .map((format) => formatted(format, maxLength)?.map((text) => text.padEnd(minLength, 'a')))
    .filter((each) => each !== undefined);
}

/** Strings that match one of the patterns, and several of them joined, brought to length; any where there is no pattern. */
function ofPatterns(constraints: StringConstraints): readonly fc.Arbitrary<string>[] {
  const { minLength, maxLength, patterns } = constraints;
  const matching = patterns
    .map((pattern) => matchingStrings(pattern))
    .filter((each) => each !== null);
  if (matching.length === 0) return [texts(minLength, maxLength)];
  const joined = fc.tuple(...matching).map((parts) => parts.join(''));
  const kinds = matching.length > 1 ? [...matching, joined] : matching;
  const matches = (text: string) => admitsString({ ...constraints, minLength: 0 }, text);
  return kinds.map((kind) => kind.map((text) => fittedText(text, minLength, maxLength, matches)));
}

/**
 * A text of a length within bounds that still passes a test, made of one that does: some part of it is repeated
 * or left out. The text itself where no part serves; bounds count code points.
 */
function fittedText(
  text: string,
  minLength: number,
  maxLength: number,
  test: (text: string) => boolean,
): string {
  const length = codePointLength(text);
  if (length >= minLength && length <= maxLength) return text;
  const characters = Array.from(text);
  for (const [start, size] of parts(length)) {
    const fitted =
      length < minLength
        ? repeated(characters, start, size, minLength)
        : shortened(characters, start, size, length - maxLength);
    const count = codePointLength(fitted);
    if (count >= minLength && count <= maxLength && test(fitted)) return fitted;
  }
  return text;
}

/** Parts of a text, single characters first. */
function* parts(length: number): Generator<readonly [start: number, size: number]> {
  for (let size = 1; size <= Math.min(LONGEST_PART, length); size += 1) {
    const places = length - size + 1;
    const step = Math.max(1, Math.ceil(places / MOST_PLACES));
    for (let start = 0; start < places; start += step) yield [start, size];
  }
}

function repeated(
  characters: readonly string[],
  start: number,
  size: number,
  minLength: number,
): string {
  const times = 1 + Math.ceil((minLength - characters.length) / size);
  const part = characters.slice(start, start + size).join('');
  const before = characters.slice(0, start).join('');
  return before + part.repeat(times) + characters.slice(start + size).join('');
}

/** Leaves out as much as is too long, from one place on. */
function shortened(
  characters: readonly string[],
  start: number,
  size: number,
  surplus: number,
): string {
  const left = Math.ceil(surplus / size) * size;
  return [...characters.slice(0, start), ...characters.slice(start + left)].join('');
}
