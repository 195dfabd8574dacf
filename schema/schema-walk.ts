import { childPointer } from './json-pointer.ts';

/** Keywords whose values are data: `$ref` or `type` inside them mean nothing. */
const DATA_KEYWORDS = new Set(['const', 'enum', 'default', 'example', 'examples', 'value']);

/** A JSON object or list found in a document, with its pointer (`#/...`). */
export interface Visited {
  readonly node: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  /** Whether the node lies inside data such as `const` or `example`. */
  readonly inData: boolean;
}

/**
 * Visits each object and list of a document once, by the shortest pointer that reaches it; safe on
 * cyclic graphs. A definition shared by dereferencing is therefore visited under `components`.
 */
export function* walkDocument(root: unknown): Generator<Visited> {
  const seen = new Set<unknown>();
  const pending: { node: unknown; pointer: string; inData: boolean }[] = [
    { node: root, pointer: '#', inData: false },
  ];
  for (const { node, pointer, inData } of pending) {
    if (!isNode(node) || seen.has(node)) continue;
    seen.add(node);
    yield { node, pointer, inData };
    for (const [key, child] of Object.entries(node)) {
      const named = isNameMap(pointer);
      const data = inData || (!named && DATA_KEYWORDS.has(key));
      pending.push({ node: child, pointer: childPointer(pointer, key), inData: data });
    }
  }
}

function isNameMap(pointer: string): boolean {
  return /\/(?:properties|patternProperties|\$defs|dependentSchemas|schemas|responses|paths|content)$/.test(
    pointer,
  );
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
