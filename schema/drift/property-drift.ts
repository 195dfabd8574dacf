import { childNode, childNodes, type DocumentNode } from '../document-node.ts';
import { driftChange, type DriftChange, type Sides } from './drift-change.ts';
import { keywordSides, nameOf, schemaChange, type SchemaPlace } from './schema-place.ts';

/** Compares `properties`, name by name (JSON Schema 2020-12 core, 10.3.2.1). */
export function* propertyChanges(place: SchemaPlace): Generator<DriftChange> {
  const { base, revision } = keywordSides(place, 'properties');
  const names = new Set([...childNodes(base), ...childNodes(revision)].map(([name]) => name));
  for (const name of names) {
    const sides = { base: childNode(base, name), revision: childNode(revision, name) };
    if (!canOccur(sides.base) && !canOccur(sides.revision)) continue;
    if (!canOccur(sides.base)) yield* addedProperty(place, name, sides);
    else if (!canOccur(sides.revision)) yield removedProperty(place, name, sides);
    else yield* place.walk.compare(sides.base, sides.revision);
  }
}

/**
 * Under a closed object a new name is let in, under a declared map its values are held to more;
 * under an open object it is what openness is for.
 */
function* addedProperty(place: SchemaPlace, name: string, sides: Sides): Generator<DriftChange> {
  const { before, walk } = place;
  const rest = before.get('additionalProperties') ?? before.get('unevaluatedProperties');
  const sentence = `\`${name}\` was added to ${nameOf(place)}.`;
  if (rest?.value === false) {
    yield schemaChange(walk, sides, 'wider', { kind: 'property-added', sentence });
    return;
  }
  yield driftChange(sides, {
    kind: 'property-added',
    impact: 'compatible',
    direction: walk.direction,
    sentence,
  });
  if (rest !== undefined) yield* walk.compare(rest, sides.revision);
}

function removedProperty(place: SchemaPlace, name: string, sides: Sides): DriftChange {
  const loss =
    place.walk.direction === 'request'
      ? 'what a client sends there has lost its meaning'
      : 'answers need not carry it any more';
  return driftChange(sides, {
    kind: 'property-removed',
    impact: 'breaking',
    direction: place.walk.direction,
    sentence: `\`${name}\` is gone from ${nameOf(place)}: ${loss}.`,
  });
}

/** Compares `required`, name by name (JSON Schema 2020-12 validation, 6.5.3). */
export function* requiredChanges(place: SchemaPlace): Generator<DriftChange> {
  const sides = keywordSides(place, 'required');
  const [before, after] = [namesOf(sides.base), namesOf(sides.revision)];
  const request = place.walk.direction === 'request';
  for (const name of after.filter((candidate) => !before.includes(candidate))) {
    const sentence = `${nameOf(place)} must now have \`${name}\`.`;
    yield schemaChange(place.walk, sides, 'narrower', { kind: 'required-added', sentence });
  }
  for (const name of before.filter((candidate) => !after.includes(candidate))) {
    const sentence = request
      ? `${nameOf(place)} may now do without \`${name}\`.`
      : `${nameOf(place)} may now come without \`${name}\`.`;
    yield schemaChange(place.walk, sides, 'wider', { kind: 'required-removed', sentence });
  }
}

/** Compares `additionalProperties` and `unevaluatedProperties`; absent means `true`. */
export function* restChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  const [wasClosed, isClosed] = [sides.base.value === false, sides.revision.value === false];
  if (wasClosed === isClosed) {
    yield* place.walk.compare(sides.base, sides.revision);
    return;
  }
  const verb = isClosed ? 'no longer admits' : 'now admits';
  yield schemaChange(place.walk, sides, isClosed ? 'narrower' : 'wider', {
    kind: isClosed ? 'object-closed' : 'object-opened',
    sentence: `${nameOf(place)} ${verb} properties that it does not declare.`,
  });
}

/** A property declared as `false` cannot occur: as good as not declared. */
function canOccur({ value }: DocumentNode): boolean {
  return value !== undefined && value !== false;
}

function namesOf(node: DocumentNode): readonly string[] {
  return Array.isArray(node.value) ? node.value.map(String) : [];
}
