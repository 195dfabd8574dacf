import fc from 'fast-check';
import { formatted } from './formats.ts';
import { matchingStrings } from './patterns.ts';
import { refined } from './reject-budget.ts';
import { admitsString, anyString, type StringConstraints } from './string-constraints.ts';

const units = [
  [3, 'grapheme-ascii'],
  [2, 'grapheme-composite'],
  [1, 'binary'],
] as const;

/** Strings of any Unicode scalar values, ASCII first; lengths count code points. */
export function texts(minLength = 0, maxLength?: number): fc.Arbitrary<string> {
  const padded = Math.min(minLength, 64);
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

/** Strings within constraints; `null` where none was found. */
export function stringsWithin(constraints: StringConstraints): fc.Arbitrary<string> | null {
  if (constraints === anyString) return texts();
  const { minLength, maxLength, patterns, formats, notPatterns } = constraints;
  if (patterns.length === 0 && formats.length === 0) {
    const plain = texts(minLength, maxLength);
    return notPatterns.length === 0
      ? plain
      : refined(plain, (text) => admitsString(constraints, text));
  }
  const kinds = candidates(constraints)
    .map((each) => refined(each, (text) => admitsString(constraints, text)))
    .filter((each) => each !== null);
  return kinds.length === 0 ? null : fc.oneof({ withCrossShrink: true }, ...kinds);
}

/** Strings that satisfy some of the constraints, the likeliest way first. */
function candidates(constraints: StringConstraints): readonly fc.Arbitrary<string>[] {
  const { minLength, maxLength, patterns, formats } = constraints;
  const ofFormats = formats.map((format) => formatted(format)).filter((each) => each !== undefined);
  const size = minLength > 10 ? 'large' : 'small';
  const ofPatterns = patterns
    .map((pattern) => matchingStrings(pattern, size))
    .filter((each) => each !== null);
  const joined =
    ofPatterns.length > 1 ? [fc.tuple(...ofPatterns).map((parts) => parts.join(''))] : [];
  const known = [...ofFormats, ...ofPatterns, ...joined];
  return known.length === 0 ? [texts(minLength, maxLength)] : known;
}
