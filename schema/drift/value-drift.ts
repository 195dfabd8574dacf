import { shortJson } from '../describe-value.ts';
import { equal } from '../json-equality.ts';
import type { DriftChange, Effect } from './drift-change.ts';
import { keywordSides, nameOf, schemaChange, type SchemaPlace } from './schema-place.ts';
import type { SchemaShape } from '../schema-shape.ts';

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];

/** Compares `type` (JSON Schema 2020-12 validation, 6.1.1); constants speak for themselves. */
export function* typeChanges(place: SchemaPlace): Generator<DriftChange> {
  if (place.before.has('enum') || place.after.has('enum')) return;
  const [before, after] = [typesOf(place.before), typesOf(place.after)];
  const effect = effectOf(after.some(isOutside(before)), before.some(isOutside(after)));
  if (effect === null) return;
  const sentence = `${nameOf(place)} was ${typeWords(place.before)} and is now ${typeWords(place.after)}.`;
  yield schemaChange(place.walk, keywordSides(place, 'type'), effect, {
    kind: 'type-changed',
    sentence,
  });
}

/** Compares `enum` and constants (JSON Schema 2020-12 validation, 6.1.2 and 6.1.3), value by value. */
export function* valueChanges(place: SchemaPlace): Generator<DriftChange> {
  const [before, after] = [valuesOf(place.before), valuesOf(place.after)];
  if (before === null || after === null) {
    yield* limitationChanges(place, before, after);
    return;
  }
  yield* memberChanges(place, 'wider', without(after, before));
  yield* memberChanges(place, 'narrower', without(before, after));
}

function* memberChanges(
  place: SchemaPlace,
  effect: 'wider' | 'narrower',
  values: readonly unknown[],
): Generator<DriftChange> {
  if (values.length === 0) return;
  const [kind, verb] =
    effect === 'wider' ? ['value-added', 'may now be'] : ['value-removed', 'can no longer be'];
  const sentence = `${nameOf(place)} ${verb} ${listed(values)}.`;
  yield schemaChange(place.walk, keywordSides(place, 'enum'), effect, { kind, sentence });
}

function* limitationChanges(
  place: SchemaPlace,
  before: readonly unknown[] | null,
  after: readonly unknown[] | null,
): Generator<DriftChange> {
  const values = after ?? before;
  if (values === null) return;
  const other = typesOf(after === null ? place.after : place.before);
  const strangers = values.some((value) => !other.some((type) => isOfType(value, type)));
  const plain: Effect = after === null ? 'wider' : 'narrower';
  const verb = after === null ? 'is no longer limited to' : 'is now limited to';
  yield schemaChange(place.walk, keywordSides(place, 'enum'), strangers ? 'both' : plain, {
    kind: after === null ? 'values-unlimited' : 'values-limited',
    sentence: `${nameOf(place)} ${verb} ${listed(values)}.`,
  });
}

function typesOf(shape: SchemaShape): readonly string[] {
  const stated = shape.get('type')?.value;
  const types: readonly unknown[] = Array.isArray(stated) ? stated : [stated ?? TYPES].flat();
  const names = types.map(String);
  return names.includes('number') ? [...names, 'integer'] : names;
}

function valuesOf(shape: SchemaShape): readonly unknown[] | null {
  const stated = shape.get('enum')?.value;
  if (!Array.isArray(stated)) return null;
  const [values, types]: [readonly unknown[], readonly string[]] = [stated, typesOf(shape)];
  return values.filter((value) => types.some((type) => isOfType(value, type)));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function effectOf(widens: boolean, narrows: boolean): Effect | null {
  if (widens) return narrows ? 'both' : 'wider';
  return narrows ? 'narrower' : null;
}

function isOutside(types: readonly string[]): (type: string) => boolean {
  return (type) => !types.includes(type);
}

function without(values: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => !others.some((other) => equal(value, other)));
}

function typeWords(shape: SchemaShape): string {
  const stated: unknown = shape.get('type')?.value ?? 'of any type';
  return (Array.isArray(stated) ? stated : [stated]).map(String).join(' or ');
}

function listed(values: readonly unknown[]): string {
  return values.length === 0 ? 'no value at all' : values.map(shortJson).join(', ');
}
