import { childPointer } from '../json-pointer.ts';
import {
  driftChange,
  impactOf,
  type DriftChange,
  type Effect,
  type SchemaDirection,
  type Sides,
} from './drift-change.ts';
import type { DocumentNode } from '../document-node.ts';
import { placeName } from './place-name.ts';
import type { SchemaShape } from '../schema-shape.ts';

/** The comparison that keyword rules go on with for subschemas. */
export interface SchemaWalk {
  readonly direction: SchemaDirection;
  /** The changes between two schemas; a pair that was compared before gives none. */
  readonly compare: (base: DocumentNode, revision: DocumentNode) => Iterable<DriftChange>;
  /** Whether two schemas admit the same values as far as the comparison can tell. */
  readonly same: (base: DocumentNode, revision: DocumentNode) => boolean;
}

/** Two schemas that stand for the same value, by keyword. */
export interface SchemaPlace extends Sides {
  readonly walk: SchemaWalk;
  readonly before: SchemaShape;
  readonly after: SchemaShape;
}

/** Compares one keyword of two schemas. */
export type KeywordRule = (place: SchemaPlace, keyword: string) => Iterable<DriftChange>;

/** Both sides of a keyword; a missing keyword has its would-be pointer and no value. */
export function keywordSides(place: SchemaPlace, keyword: string): Sides {
  return {
    base: place.before.get(keyword) ?? missing(place.base, keyword),
    revision: place.after.get(keyword) ?? missing(place.revision, keyword),
  };
}

/** The name of a place for sentences. */
export function nameOf(sides: Sides): string {
  return placeName(sides.revision.value === undefined ? sides.base : sides.revision);
}

/** A change of a schema rated by its effect and the direction; an unknown effect asks for a review. */
export function schemaChange(
  walk: SchemaWalk,
  sides: Sides,
  effect: Effect,
  words: { readonly kind: string; readonly sentence: string },
): DriftChange {
  return driftChange(sides, {
    kind: effect === 'unknown' ? 'review' : words.kind,
    impact: impactOf(walk.direction, effect),
    direction: walk.direction,
    sentence: words.sentence,
  });
}

function missing(node: DocumentNode, keyword: string): DocumentNode {
  return { ...node, pointer: childPointer(node.pointer, keyword), value: undefined };
}
