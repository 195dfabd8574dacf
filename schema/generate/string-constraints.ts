import { regularExpression } from './patterns.ts';

/** What a schema asks of strings (JSON Schema Validation 6.3 and 7.3); lengths count code points. */
export interface StringConstraints {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly notPatterns: readonly string[];
  readonly formats: readonly string[];
}

/** Every string. */
export const anyString: StringConstraints = {
  minLength: 0,
  maxLength: Infinity,
  patterns: [],
  notPatterns: [],
  formats: [],
};

/** The strings that satisfy both. */
export function bothStrings(left: StringConstraints, right: StringConstraints): StringConstraints {
  if (left === anyString) return right;
  if (right === anyString) return left;
  return {
    minLength: Math.max(left.minLength, right.minLength),
    maxLength: Math.min(left.maxLength, right.maxLength),
    patterns: [...new Set([...left.patterns, ...right.patterns])],
    notPatterns: [...new Set([...left.notPatterns, ...right.notPatterns])],
    formats: [...new Set([...left.formats, ...right.formats])],
  };
}

/** Whether a string satisfies length and patterns; formats are the validator's to judge. */
export function admitsString(constraints: StringConstraints, value: string): boolean {
  const { minLength, maxLength, patterns, notPatterns } = constraints;
  const length = codePointLength(value);
  return (
    length >= minLength &&
    length <= maxLength &&
    patterns.every((pattern) => regularExpression(pattern)?.test(value) ?? true) &&
    !notPatterns.some((pattern) => regularExpression(pattern)?.test(value))
  );
}

/** Whether lengths leave no string, or a pattern is wanted and unwanted. */
export function excludesStrings(constraints: StringConstraints): boolean {
  const { minLength, maxLength, patterns, notPatterns } = constraints;
  return minLength > maxLength || notPatterns.some((pattern) => patterns.includes(pattern));
}

/** The length of a string in code points, as `minLength` counts (Validation 6.3.1). */
export function codePointLength(text: string): number {
  return Array.from(text).length;
}
