import { shortJson } from '../describe-value.ts';
import { isJsonObject } from '../json-object.ts';
import { childNodes, type DocumentNode } from '../document-node.ts';
import { equal } from '../json-equality.ts';
import { goneSides, newSides, type DriftChange, type Effect } from './drift-change.ts';
import { keywordSides, nameOf, schemaChange, type SchemaPlace } from './schema-place.ts';
import { isAnnotation, type SchemaShape } from '../schema-shape.ts';

type Branches = readonly DocumentNode[];

/**
 * Compares `anyOf`, `oneOf` or `allOf` branch by branch: branches with the same reference, text or
 * meaning belong together, as do the two that are left over. oneOf is read as anyOf with disjoint branches.
 */
export function* branchChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  const [before, after] = [branchesOf(sides.base), branchesOf(sides.revision)];
  if (before === null || after === null) {
    const came = before === null;
    yield schemaChange(place.walk, sides, certain(place, came ? 'narrower' : 'wider'), {
      kind: came ? 'branches-added' : 'branches-removed',
      sentence: `${nameOf(place)} ${came ? 'now has' : 'no longer has'} ${keyword}.`,
    });
    return;
  }
  yield* pairedChanges(place, keyword, before, after);
}

/**
 * The branches of two schemas of which only one is nothing but a union: `X` against `anyOf: [X, null]`.
 * `null` where that is not so.
 */
export function liftedBranches(place: SchemaPlace): readonly [Branches, Branches] | null {
  const [before, after] = [unionOf(place.before), unionOf(place.after)];
  if (before === null && after !== null) return [[place.base], after];
  return before !== null && after === null ? [before, [place.revision]] : null;
}

/** Compares two lists of branches that stand under `keyword`. */
export function* pairedChanges(
  place: SchemaPlace,
  keyword: string,
  before: Branches,
  after: Branches,
): Generator<DriftChange> {
  const { pairs, gone, come } = pairUp(place, before, after);
  for (const [base, revision] of pairs) yield* place.walk.compare(base, revision);
  const [fewer, more]: readonly Effect[] =
    keyword === 'allOf' ? ['wider', 'narrower'] : ['narrower', 'wider'];
  const noun = keyword === 'allOf' ? 'condition' : 'alternative';
  for (const branch of gone) {
    yield schemaChange(place.walk, goneSides(branch), certain(place, fewer ?? 'unknown'), {
      kind: 'branch-removed',
      sentence: `${nameOf(place)} no longer has the ${noun}${titleOf(branch)}.`,
    });
  }
  for (const branch of come) {
    yield schemaChange(place.walk, newSides(branch), certain(place, more ?? 'unknown'), {
      kind: 'branch-added',
      sentence: `${nameOf(place)} has a new ${noun}${titleOf(branch)}.`,
    });
  }
}

interface Pairing {
  readonly pairs: readonly (readonly [DocumentNode, DocumentNode])[];
  readonly gone: Branches;
  readonly come: Branches;
}

function pairUp(place: SchemaPlace, before: Branches, after: Branches): Pairing {
  const pairs: (readonly [DocumentNode, DocumentNode])[] = [];
  const [gone, come] = [new Set(before), new Set(after)];
  const pairWhere = (belongs: (a: DocumentNode, b: DocumentNode) => boolean): void => {
    for (const base of gone) {
      const match = [...come].find((revision) => belongs(base, revision));
      if (match === undefined) continue;
      pairs.push([base, match]);
      gone.delete(base);
      come.delete(match);
    }
  };
  pairWhere(sameReference);
  pairWhere((base, revision) => equal(base.value, revision.value));
  pairWhere((base, revision) => place.walk.same(base, revision));
  if (gone.size === 1 && come.size === 1) pairWhere(() => true);
  return { pairs, gone: [...gone], come: [...come] };
}

/** What a branch evaluates matters to unevaluated keywords: then no effect is certain. */
function certain(place: SchemaPlace, effect: Effect): Effect {
  const keywords = [...place.before.keys(), ...place.after.keys()];
  return keywords.some((keyword) => keyword.startsWith('unevaluated')) ? 'unknown' : effect;
}

function unionOf(shape: SchemaShape): Branches | null {
  const weighty = [...shape.keys()].filter((keyword) => !isAnnotation(keyword));
  const [keyword] = weighty;
  if (weighty.length !== 1 || (keyword !== 'anyOf' && keyword !== 'oneOf')) return null;
  const list = shape.get(keyword);
  return list === undefined ? null : branchesOf(list);
}

function branchesOf(node: DocumentNode): Branches | null {
  return Array.isArray(node.value) ? childNodes(node).map(([, branch]) => branch) : null;
}

function sameReference(a: DocumentNode, b: DocumentNode): boolean {
  const [from, to] = [referenceOf(a), referenceOf(b)];
  return from !== undefined && from === to;
}

function referenceOf(node: DocumentNode): unknown {
  return isJsonObject(node.value) ? node.value.$ref : undefined;
}

function titleOf(branch: DocumentNode): string {
  if (!isJsonObject(branch.value)) return '';
  const name = branch.value.$ref ?? branch.value.title ?? branch.value.const;
  return ` ${shortJson(name ?? branch.value)}`;
}
