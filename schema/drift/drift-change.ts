import { childNode, type DocumentNode } from '../contract/document-node.ts';
import { equal } from '../json/json-value.ts';

/** Who is concerned: what clients send, what servers answer, the operation itself, or the document. */
export type DriftDirection = 'request' | 'response' | 'operation' | 'document';

/** What a change does to clients written against the base. */
export type DriftImpact = 'breaking' | 'compatible' | 'none';

/** One difference between two contracts. */
export interface DriftChange {
  /** JSON pointer into the revision, or into the base where the revision no longer has the place. */
  readonly pointer: string;
  /** Slug of what changed: `type-changed`; `review` where the comparison cannot rate the change. */
  readonly kind: string;
  readonly impact: DriftImpact;
  readonly direction: DriftDirection;
  readonly sentence: string;
  /** A value that shows the change; absent where values cannot. */
  readonly value?: unknown;
  /** JSON values before and after; absent where there is none. */
  readonly base?: unknown;
  readonly revision?: unknown;
}

/** Schemas are compared for what clients send or for what servers answer. */
export type SchemaDirection = 'request' | 'response';

/** The two sides of a change; a side whose value is `undefined` does not exist. */
export interface Sides {
  readonly base: DocumentNode;
  readonly revision: DocumentNode;
}

/** Makes a change from its two sides: the pointer is the revision's where it exists, else the base's. */
export function driftChange(
  sides: Sides,
  facts: Pick<DriftChange, 'kind' | 'impact' | 'direction' | 'sentence'>,
): DriftChange {
  const { base, revision } = sides;
  return {
    pointer: revision.value === undefined ? base.pointer : revision.pointer,
    ...facts,
    ...(base.value === undefined ? {} : { base: base.value }),
    ...(revision.value === undefined ? {} : { revision: revision.value }),
  };
}

/** Both sides of a member of both sides. */
export function memberSides(sides: Sides, key: string | number): Sides {
  return { base: childNode(sides.base, key), revision: childNode(sides.revision, key) };
}

/** The sides of something that only the base has. */
export function goneSides(base: DocumentNode): Sides {
  return { base, revision: { ...base, value: undefined } };
}

/** The sides of something that only the revision has. */
export function newSides(revision: DocumentNode): Sides {
  return { base: { ...revision, value: undefined }, revision };
}

/**
 * A change of words that promise nothing, if there is one.
 * @param words what changed: `description of Error`
 */
export function* annotationChange(
  sides: Sides,
  direction: DriftDirection,
  words: string,
): Generator<DriftChange> {
  if (equal(sides.base.value, sides.revision.value)) return;
  const sentence = `${words} changed.`;
  yield driftChange(sides, { kind: 'annotation-changed', impact: 'none', direction, sentence });
}
