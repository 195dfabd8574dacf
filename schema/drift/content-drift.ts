import { pointerTokens } from '../json/json-pointer.ts';
import { childNodes, type DocumentNode } from '../contract/document-node.ts';
import { equal } from '../json/json-value.ts';
import {
  driftChange,
  goneSides,
  memberSides,
  newSides,
  type DriftChange,
  type Sides,
} from './drift-change.ts';
import { nameOf, type SchemaWalk } from './schema-place.ts';

/** Compares two `content` maps, media type by media type (OpenAPI 3.1.0, 4.8.14). */
export function* contentChanges(walk: SchemaWalk, sides: Sides): Generator<DriftChange> {
  const [before, after] = [mediaTypes(sides.base), mediaTypes(sides.revision)];
  for (const [mediaType, base] of before) {
    const revision = after.get(mediaType);
    if (revision === undefined) yield mediaTypeChange(walk, sides, goneSides(base));
    else yield* mediaChanges(walk, { base, revision });
  }
  for (const [mediaType, revision] of after) {
    if (!before.has(mediaType)) yield mediaTypeChange(walk, sides, newSides(revision));
  }
}

function* mediaChanges(walk: SchemaWalk, sides: Sides): Generator<DriftChange> {
  const schema = memberSides(sides, 'schema');
  yield* walk.compare(schema.base, schema.revision);
  const encoding = memberSides(sides, 'encoding');
  if (equal(encoding.base.value, encoding.revision.value)) return;
  yield driftChange(encoding, {
    kind: 'review',
    impact: 'breaking',
    direction: walk.direction,
    sentence: `encoding of ${nameOf(sides)} changed in a way that has to be rated by a person.`,
  });
}

/** Clients negotiate, so a further media type is no harm, and one that is gone is. */
function mediaTypeChange(walk: SchemaWalk, parents: Sides, type: Sides): DriftChange {
  const gone = type.revision.value === undefined;
  const name = pointerTokens(type.base.pointer).at(-1) ?? '';
  return driftChange(type, {
    kind: gone ? 'media-type-removed' : 'media-type-added',
    impact: gone ? 'breaking' : 'compatible',
    direction: walk.direction,
    sentence: `${nameOf(parents)} ${gone ? 'is no longer' : 'may now be'} ${name}.`,
  });
}

function mediaTypes(content: DocumentNode): ReadonlyMap<string, DocumentNode> {
  return new Map(
    childNodes(content).map(([name, node]) => [name.toLowerCase().replaceAll(/\s/g, ''), node]),
  );
}
