import { pointerTokens } from './json-pointer.ts';
import { walkDocument } from './schema-walk.ts';

const ANNOTATIONS = new Set([
  ...['$ref', '$comment', 'title', 'summary', 'description', 'default', 'deprecated'],
  ...['readOnly', 'writeOnly', 'example', 'examples', 'externalDocs'],
]);
const IDENTIFIERS = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef'];

/**
 * Whether replacing each `$ref` by its target keeps the meaning of a document. It does not with
 * cycles, assertions beside a `$ref` (JSON Schema 2020-12 core 8.2.3.1: both apply), anchors,
 * identifiers, dynamic references, or a member named `$ref` inside data.
 */
export function dereferencingIsFaithful(document: unknown): boolean {
  for (const { node, inData } of walkDocument(document)) {
    if (Array.isArray(node)) continue;
    const reference = node.$ref;
    if (typeof reference === 'string' && (inData || !isPlain(node, reference))) return false;
    if (!inData && IDENTIFIERS.some((keyword) => typeof node[keyword] === 'string')) return false;
  }
  return !hasCycle(document);
}

function isPlain(node: Readonly<Record<string, unknown>>, reference: string): boolean {
  const onlyAnnotations = Object.keys(node).every((key) => ANNOTATIONS.has(key));
  return onlyAnnotations && /^(?:#\/|[^#]+(?:#\/|$))/.test(reference);
}

function hasCycle(document: unknown): boolean {
  const edges: { from: string; to: string }[] = [];
  for (const { node, pointer, inData } of walkDocument(document)) {
    const reference = node.$ref;
    if (!inData && typeof reference === 'string' && reference.startsWith('#')) {
      edges.push({ from: normalised(pointer), to: normalised(reference) });
    }
  }
  const reaches = (target: string): string[] =>
    edges.filter((edge) => isWithin(edge.from, target)).map((edge) => edge.to);
  return edges.some((edge) => returnsTo(edge.to, reaches));
}

function returnsTo(start: string, reaches: (target: string) => string[]): boolean {
  const seen = new Set<string>();
  const pending = reaches(start);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isWithin(start, next)) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...reaches(next));
  }
  return false;
}

function isWithin(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

function normalised(pointer: string): string {
  return ['#', ...pointerTokens(pointer)].join('/');
}
