import { walkDocument } from './schema-walk.ts';

/** Finds where an object of a resolved document is written down. */
export interface SchemaLocations {
  /** The canonical pointer of a node (`#/components/schemas/Error`), or `undefined` for a stranger. */
  readonly pointerOf: (node: object) => string | undefined;
}

/**
 * Indexes a resolved document by node identity. Dereferencing shares nodes, so a node reached by many
 * ways gets the pointer of its definition under `components`.
 */
export function indexLocations(document: unknown): SchemaLocations {
  const pointers = new WeakMap<object, string>();
  for (const { node, pointer } of walkDocument(document)) pointers.set(node, pointer);
  return { pointerOf: (node) => pointers.get(node) };
}
