import { shortJson } from '../describe-value.ts';
import { equal } from '../json-equality.ts';
import type { DriftChange, Effect } from './drift-change.ts';
import { keywordSides, nameOf, schemaChange, type KeywordRule } from './schema-place.ts';

type Rate = (before: unknown, after: unknown) => Effect | null;

const RATES: Readonly<Record<string, Rate>> = {
  maximum: upper,
  exclusiveMaximum: upper,
  maxLength: upper,
  maxItems: upper,
  maxProperties: upper,
  minimum: lower(-Infinity),
  exclusiveMinimum: lower(-Infinity),
  minLength: lower(0),
  minItems: lower(0),
  minProperties: lower(0),
  multipleOf: multiple,
  uniqueItems: (before, after) => stricter(after === true, before === true),
  pattern: (before, after) => presence(before, after) ?? 'unknown',
  format: (before, after) => presence(before, after) ?? 'both',
};

/** Keywords that bound a value and are compared alone (JSON Schema 2020-12 validation, 6.2 to 6.5, 7). */
export const BOUNDS: readonly string[] = Object.keys(RATES);

/** Compares one of `BOUNDS`. `format` counts as an assertion, as it does for this suite's validators. */
export const boundChanges: KeywordRule = function* (place, keyword): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  const [before, after] = [sides.base.value, sides.revision.value];
  const effect = equal(before, after) ? null : (RATES[keyword] ?? unknownRate)(before, after);
  if (effect === null) return;
  yield schemaChange(place.walk, sides, effect, {
    kind: boundKind(effect),
    sentence: `${keyword} of ${nameOf(place)} was ${stated(before)} and is now ${stated(after)}.`,
  });
};

function boundKind(effect: Effect): string {
  if (effect === 'narrower') return 'bound-tightened';
  return effect === 'wider' ? 'bound-loosened' : 'bound-changed';
}

function unknownRate(): Effect {
  return 'unknown';
}

function upper(before: unknown, after: unknown): Effect | null {
  const [a, b] = [before ?? Infinity, after ?? Infinity];
  if (typeof a !== 'number' || typeof b !== 'number') return 'unknown';
  return stricter(b < a, b > a);
}

function lower(none: number): Rate {
  return (before, after) => {
    const [a, b] = [before ?? none, after ?? none];
    if (typeof a !== 'number' || typeof b !== 'number') return 'unknown';
    return stricter(b > a, b < a);
  };
}

function multiple(before: unknown, after: unknown): Effect | null {
  const lone = presence(before, after);
  if (lone !== null) return lone;
  if (typeof before !== 'number' || typeof after !== 'number') return 'unknown';
  if (Number.isInteger(after / before)) return 'narrower';
  return Number.isInteger(before / after) ? 'wider' : 'both';
}

/** The effect of an assertion that came or went; `null` when both sides have one. */
function presence(before: unknown, after: unknown): Effect | null {
  if (before === undefined) return 'narrower';
  return after === undefined ? 'wider' : null;
}

function stricter(narrows: boolean, widens: boolean): Effect | null {
  if (narrows === widens) return null;
  return narrows ? 'narrower' : 'wider';
}

function stated(value: unknown): string {
  return value === undefined ? 'not stated' : shortJson(value);
}
