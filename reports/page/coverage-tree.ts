import type { Counts } from '../../schema/evidence.ts';

/** A location of the contract, with how many answers carried it and the locations below. */
export interface CoverageNode {
  readonly pointer: string;
  /** What the location is, seen from its parent: `email`, `each item`, `anyOf 2`. */
  readonly label: string;
  readonly count: number;
  readonly children: readonly CoverageNode[];
}

/**
 * Counts by JSON pointer, each perhaps after a response key and a space (`200 #/components/schemas/User`), as a forest: a
 * location hangs from the longest other pointer that it continues.
 */
export function coverageForest(counts: Counts): CoverageNode[] {
  const pointers = Object.keys(counts);
  const parents = new Map(pointers.map((pointer) => [pointer, parentOf(pointer, counts)]));
  const build = (parent: string | null): CoverageNode[] =>
    pointers
      .filter((pointer) => parents.get(pointer) === parent)
      .map((pointer) => ({
        pointer,
        label: labelOf(pointer.slice(parent?.length ?? 0)),
        count: counts[pointer] ?? 0,
        children: build(pointer),
      }));
  return build(null);
}

function parentOf(pointer: string, counts: Counts): string | null {
  const end = pointer.lastIndexOf('/');
  if (end < 0) return null;
  const prefix = pointer.slice(0, end);
  return Object.hasOwn(counts, prefix) ? prefix : parentOf(prefix, counts);
}

function labelOf(rest: string): string {
  return rest
    .replace(/^(?:(\S+) )?#?\/(?:components\/schemas\/)?/, (_, key?: string) =>
      key ? `${key} · ` : '',
    )
    .replaceAll(/(^|\/)properties\/([^/]+)/g, '$1$2')
    .replaceAll(/(^|\/)items(?=\/|$)/g, '$1each item')
    .replaceAll(/(^|\/)additionalProperties(?=\/|$)/g, '$1any other')
    .replaceAll(/(^|\/)(anyOf|oneOf|allOf)\/(\d+)/g, '$1$2 $3')
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
}
