import { childPointer } from '../json/json-pointer.ts';

/** Finds where an object of a resolved document is written down. */
export interface SchemaLocations {
  /** The canonical pointer of a node (`#/components/schemas/Error`), or `undefined` for a stranger. */
  readonly pointerOf: (node: object) => string | undefined;
}

/**
 * Indexes a resolved document by node identity, each node by the shortest pointer that reaches it. Replacing
 * references shares nodes, so a node reached by many ways gets the pointer of its definition under `components`.
 */
export function indexLocations(document: unknown): SchemaLocations {
  const pointers = new Map<object, string>();
  const pending: (readonly [node: unknown, pointer: string])[] = [[document, '#']];
  for (const [node, pointer] of pending) {
    if (!isContainer(node) || pointers.has(node)) continue;
    pointers.set(node, pointer);
    for (const [key, child] of Object.entries(node)) {
      pending.push([child, childPointer(pointer, key)]);
    }
  }
  return { pointerOf: (node) => pointers.get(node) };
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
