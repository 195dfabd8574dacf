import fc from 'fast-check';
import { oncePerText } from '../once-per.ts';
import { refined } from './reject-budget.ts';

const itself = (pattern: string): string => pattern;

/** A pattern compiled as JSON Schema means it (ECMA-262 with `u`, Core 6.4); `null` where it is no pattern. */
export const regularExpression: (pattern: string) => RegExp | null = oncePerText(itself, compile);

/** Strings that match a pattern, mostly short ones, or `null` where none was found. */
export const matchingStrings: (pattern: string) => fc.Arbitrary<string> | null = oncePerText(
  itself,
  findMatching,
);

function findMatching(pattern: string): fc.Arbitrary<string> | null {
  const expression = regularExpression(pattern);
  if (expression === null) return null;
  const sources = [stringsOf(pattern), stringsOf(simplified(pattern)), fc.string()];
  return (
    sources
      .filter((source) => source !== null)
      .map((source) => refined(source, (text) => expression.test(text)))
      .find((strings) => strings !== null) ?? null
  );
}

function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

function stringsOf(source: string): fc.Arbitrary<string> | null {
  try {
    return fc.stringMatching(new RegExp(source, 'u'), { size: 'small' });
  } catch {
    return null;
  }
}

/**
 * The pattern in the words that fast-check knows: without look-around, word boundaries and back-references,
 * control escapes as code units. What it matches is a guess that the pattern itself must judge.
 */
function simplified(pattern: string): string {
  let kept = pattern
    .replace(/\\\\|\\[bB1-9]|\\k<\w+>/g, (match) => (match === '\\\\' ? match : ''))
    .replace(/\\c([A-Za-z])/g, (_, letter: string) => controlEscape(letter));
  for (let start = lookAround(kept); start >= 0; start = lookAround(kept)) {
    kept = kept.slice(0, start) + kept.slice(endOfGroup(kept, start));
  }
  return kept;
}

function controlEscape(letter: string): string {
  return `\\x${(letter.charCodeAt(0) % 32).toString(16).padStart(2, '0')}`;
}

function lookAround(pattern: string): number {
  return pattern.search(/(?<!\\)\(\?<?[=!]/);
}

function endOfGroup(pattern: string, start: number): number {
  let depth = 0;
  for (let index = start; index < pattern.length; index += 1) {
    if (pattern[index] === '\\') index += 1;
    else if (pattern[index] === '(') depth += 1;
    else if (pattern[index] === ')' && --depth === 0) return index + 1;
  }
  return pattern.length;
}
