import fc from 'fast-check';
import { jsonStyles } from './json-texts.ts';
import { UNDEFINED_VALUES } from './undefined-values.ts';
import { type RawJson, writeJson } from './write-json.ts';

/** A JSON text with an undefined value in it; `name` is the value's slug. */
export interface UndefinedText {
  readonly name: string;
  readonly text: string;
}

/**
 * JSON texts whose meaning is undefined: a value with one of its members or items (itself when it has none)
 * replaced by one of UNDEFINED_VALUES, in any style. Shrinks to the canonical text, the value and the first row.
 */
export function undefinedTexts(values: fc.Arbitrary<unknown>): fc.Arbitrary<UndefinedText> {
  return fc
    .record({
      value: values,
      spot: fc.nat(),
      row: fc.constantFrom(...UNDEFINED_VALUES),
      style: jsonStyles,
    })
    .map(({ value, spot, row: { name, raw }, style }) => {
      const places = countPlaces(value);
      const planted = places === 0 ? raw : plant(value, spot % places, raw);
      return { name, text: writeJson(planted, style) };
    });
}

/** Members and items at any depth. */
function countPlaces(value: unknown): number {
  return childrenOf(value).reduce<number>((sum, child) => sum + 1 + countPlaces(child), 0);
}

/** A copy of a value with the place at `spot`, counted in document order, replaced. */
function plant(value: unknown, spot: number, raw: RawJson): unknown {
  let next = 0;
  const visit = (child: unknown): unknown => (next++ === spot ? raw : copy(child));
  const copy = (parent: unknown): unknown => {
    if (Array.isArray(parent)) return parent.map(visit);
    if (typeof parent !== 'object' || parent === null) return parent;
    return Object.fromEntries(Object.entries(parent).map(([name, child]) => [name, visit(child)]));
  };
  return copy(value);
}

function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
