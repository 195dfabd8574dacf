import { placeName } from './place-name.ts';
import type { DriftChange, SchemaDirection, Sides } from './drift-change.ts';
import type { DocumentNode } from '../document-node.ts';

/** The comparison of schemas in one direction. */
export interface SchemaWalk {
  readonly direction: SchemaDirection;
  /** The changes between two schemas; what was told before is not told again. */
  readonly compare: (base: DocumentNode, revision: DocumentNode) => Iterable<DriftChange>;
}

/** The name of a place for sentences. */
export function nameOf(sides: Sides): string {
  return placeName(sides.revision.value === undefined ? sides.base : sides.revision);
}
