import { codePointLength } from './string-constraints.ts';

/** The longest part of a text that is tried to be repeated or left out, and how many places of each length. */
const LONGEST_PART = 8;
const MOST_PLACES = 24;

/**
 * A text of a length within bounds that still passes a test, made of one that does: some part of it is repeated
 * or left out. The text itself where no part serves; bounds count code points.
 */
export function fittedText(
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
