import { shortJson } from '../describe-value.ts';
import { isJsonObject } from '../json-object.ts';
import { childNode, childNodes } from '../document-node.ts';
import { equal } from '../json-equality.ts';
import {
  annotationChange,
  driftChange,
  type DriftChange,
  type Effect,
  type Sides,
} from './drift-change.ts';
import { keywordSides, nameOf, schemaChange, type SchemaPlace } from './schema-place.ts';

const CONDITIONS: ReadonlySet<string> = new Set(['not', 'contains', 'dependentSchemas']);

/** A change of an annotation or an extension: worth knowing, of no consequence. */
export function* annotationChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  yield* annotationChange(sides, place.walk.direction, `${keyword} of ${nameOf(place)}`);
}

/** `deprecated` is notice, not refusal (JSON Schema 2020-12 validation, 9.3). */
export function* deprecationChanges(place: SchemaPlace): Generator<DriftChange> {
  const sides = keywordSides(place, 'deprecated');
  const [before, after] = [sides.base.value === true, sides.revision.value === true];
  if (before === after) return;
  yield driftChange(sides, {
    kind: 'deprecation-changed',
    impact: 'compatible',
    direction: place.walk.direction,
    sentence: `${nameOf(place)} is ${after ? 'now' : 'no longer'} deprecated.`,
  });
}

/** `default`, `readOnly` and `writeOnly` change what a request means (validation, 9.2 and 9.4). */
export function* meaningChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const bystander = keyword === 'writeOnly' ? 'request' : 'response';
  if (place.walk.direction === bystander) yield* annotationChanges(place, keyword);
  else yield* opaqueChanges(place, keyword);
}

/**
 * Compares keywords whose values the comparison does not look into: equal once references are
 * followed, come, gone, or changed in a way that a person has to rate.
 */
export function* opaqueChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  if (sameMeaning(place, sides)) return;
  yield schemaChange(place.walk, sides, opaqueEffect(place, keyword, sides), {
    kind: 'condition-changed',
    sentence: `${keyword} of ${nameOf(place)} ${story(sides)}.`,
  });
}

function opaqueEffect(place: SchemaPlace, keyword: string, sides: Sides): Effect {
  const keywords = [...place.before.keys(), ...place.after.keys()];
  const entangled = keywords.some((other) => /^unevaluated|Contains$/.test(other));
  if (!CONDITIONS.has(keyword) || entangled) return 'unknown';
  if (sides.base.value === undefined) return 'narrower';
  return sides.revision.value === undefined ? 'wider' : 'unknown';
}

function story({ base, revision }: Sides): string {
  const change = 'in a way that has to be rated by a person';
  if (base.value === undefined) return `is new: ${shortJson(revision.value)}`;
  if (revision.value === undefined) return `is gone; it was ${shortJson(base.value)}`;
  return `changed ${change}`;
}

function sameMeaning(place: SchemaPlace, { base, revision }: Sides): boolean {
  if (equal(base.value, revision.value) && !holdsReference(base.value)) return true;
  if (!isContainer(base.value) || !isContainer(revision.value)) return false;
  if (isSchemaKeyword(base.pointer)) return place.walk.same(base, revision);
  const names = new Set([...childNodes(base), ...childNodes(revision)].map(([name]) => name));
  return [...names].every((name) => {
    const [a, b] = [childNode(base, name), childNode(revision, name)];
    return a.value !== undefined && b.value !== undefined && place.walk.same(a, b);
  });
}

function isSchemaKeyword(pointer: string): boolean {
  return /\/(?:not|if|then|else|contains|contentSchema)$/.test(pointer);
}

function holdsReference(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsReference);
  if (!isJsonObject(value)) return false;
  return Object.hasOwn(value, '$ref') || Object.values(value).some(holdsReference);
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
