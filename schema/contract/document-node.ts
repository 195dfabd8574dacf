import { isJsonObject } from '../json/json-value.ts';
import { childPointer, pointerTokens, valueAt } from '../json/json-pointer.ts';

/** A place of a document: its JSON pointer (`#/...`) and its value, `undefined` where it does not exist. */
export interface DocumentNode {
  readonly document: unknown;
  readonly pointer: string;
  readonly value: unknown;
}

/** The root of a parsed document, `$ref` kept. */
export function rootNode(document: unknown): DocumentNode {
  return { document, pointer: '#', value: document };
}

/** A member or item of a node; its value is `undefined` where there is none. */
export function childNode(node: DocumentNode, key: string | number): DocumentNode {
  const { document, value } = node;
  const found = isContainer(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return { document, pointer: childPointer(node.pointer, key), value: found };
}

/** The members of an object or items of a list, in order; none for anything else. */
export function childNodes(node: DocumentNode): readonly (readonly [string, DocumentNode])[] {
  const { value } = node;
  return isContainer(value) ? Object.keys(value).map((key) => [key, childNode(node, key)]) : [];
}

/**
 * Follows a Reference Object to its target, through further references. Returns the last reference
 * where it leads out of the document, nowhere, or back to itself.
 */
export function followReference(node: DocumentNode): DocumentNode {
  const seen = new Set<string>();
  let current = node;
  for (let target = targetOf(current); target !== null; target = targetOf(current)) {
    if (seen.has(target.pointer)) return current;
    seen.add(target.pointer);
    current = target;
  }
  return current;
}

/** The target of a node's local `$ref` (`#/...`); `null` where it has none, or it leads nowhere. */
export function targetOf(node: DocumentNode): DocumentNode | null {
  const reference = isJsonObject(node.value) ? node.value.$ref : undefined;
  if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference)) return null;
  const value = valueAt(node.document, reference);
  return value === undefined ? null : { document: node.document, pointer: reference, value };
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The node at a pointer, references on the way followed; its value is `undefined` where there is none. */
export function nodeAt(root: DocumentNode, pointer: string): DocumentNode {
  return pointerTokens(pointer).reduce(
    (node, token) => childNode(followReference(node), token),
    root,
  );
}
