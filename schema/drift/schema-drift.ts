import { ContractError } from '../contract/contract-error.ts';
import { shortJson } from '../json/describe-value.ts';
import { childNode, childNodes, type DocumentNode, targetOf } from '../contract/document-node.ts';
import { canonicalJson, equal, isJsonObject } from '../json/json-value.ts';
import { isKnownKeyword } from '../contract/schema-notes.ts';
import { isAnnotation, resolveSchema } from '../contract/schema-shape.ts';
import type { Validators } from '../contract/validators.ts';
import {
  annotationChange,
  driftChange,
  type DriftChange,
  memberSides,
  type SchemaDirection,
  type Sides,
} from './drift-change.ts';
import { nameOf, type SchemaWalk } from './schema-place.ts';
import { TriedSchema } from './tried-schema.ts';
import { valueChanges } from './value-drift.ts';

/** Keywords whose subschemas stand for parts of the value, or for the value itself, whatever stands next to them. */
const ALIGNED = new Set(['properties', 'items', 'additionalProperties', '$ref']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);
/** Keywords that say nothing of which values there are, and something of what they mean. */
const MEANINGS = ['default', 'readOnly', 'writeOnly'];
const IGNORED = new Set(['$defs', 'definitions', '$anchor', '$id', 'deprecated', ...MEANINGS]);
/** Keywords whose changes values meet by luck only: where both sides have them and they differ, or one has them. */
const SELDOM_MET_BOTH = ['not', 'contains', 'dependentSchemas'];
const SELDOM_MET = ['if', 'then', 'else', 'patternProperties', 'unevaluatedItems'];

type Pair = readonly [base: DocumentNode, revision: DocumentNode];

/**
 * Makes a comparison of schemas in one direction. Schemas are gone through side by side; where they are written
 * differently, values of each are tried on the other, so that equal spellings are no change. What values cannot
 * show is compared by the letter. Each pair, and each keyword with its effect, is told once.
 *
 * @param validators of the two documents, both resolved in the bundled form
 */
export function schemaWalk(
  direction: SchemaDirection,
  validators: { readonly base: Validators; readonly revision: Validators },
): SchemaWalk {
  const seen = new Set<string>();
  const told = new Set<string>();
  return {
    direction,
    *compare(base, revision) {
      const waiting: Pair[] = [[base, revision]];
      for (const pair of waiting) {
        const sides = { base: resolveSchema(pair[0]), revision: resolveSchema(pair[1]) };
        const key = `${sides.base.pointer} ${sides.revision.pointer}`;
        if (seen.has(key)) continue;
        seen.add(key);
        for (const change of pairChanges(direction, validators, sides)) {
          const name = `${change.kind} ${change.pointer} ${change.kind === 'property-removed' ? change.sentence : ''}`;
          if (!told.has(name)) yield change;
          told.add(name);
        }
        waiting.push(...innerPairs(sides));
      }
    },
  };
}

function* pairChanges(
  direction: SchemaDirection,
  validators: { readonly base: Validators; readonly revision: Validators },
  sides: Sides,
): Generator<DriftChange> {
  const before = ownText(sides.base);
  const after = ownText(sides.revision);
  if (!equal(before, after)) {
    const changes = tried(direction, validators, sides);
    yield* changes;
    const isJudged = changes.some(({ impact }) => impact === 'breaking');
    if (!isJudged && isSeldomMet(before, after)) yield review(direction, sides, 'a condition');
  }
  yield* meaningChanges(direction, sides);
}

function tried(
  direction: SchemaDirection,
  validators: { readonly base: Validators; readonly revision: Validators },
  sides: Sides,
): readonly DriftChange[] {
  try {
    const base = new TriedSchema(sides.base, validators.base);
    const revision = new TriedSchema(sides.revision, validators.revision);
    const changes = [...valueChanges(direction, base, revision)];
    const isEmpty = revision.values().next().done === true && base.values().next().done !== true;
    return isEmpty && sides.revision.value !== false
      ? [...changes, review(direction, sides, 'what has no value that was found')]
      : changes;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [review(direction, sides, 'what cannot be compiled')];
  }
}

/** The keywords of a schema that are its own, with what they say; those with aligned subschemas by the names of these. */
function ownText(node: DocumentNode): Readonly<Record<string, unknown>> {
  if (!isJsonObject(node.value)) return { schema: node.value ?? true };
  const own = childNodes(node).filter(([name]) => !IGNORED.has(name) && !isAnnotation(name));
  return Object.fromEntries(
    own.map(([keyword, child]) => [keyword, ownTextOf(keyword, child)] as const),
  );
}

function ownTextOf(keyword: string, child: DocumentNode): unknown {
  if (keyword === 'properties')
    return childNodes(child)
      .map(([name]) => name)
      .toSorted();
  if (ALIGNED.has(keyword)) return '';
  return LISTS.has(keyword) ? branchTexts(child).toSorted() : expanded(child, []);
}

function branchTexts(list: DocumentNode): readonly string[] {
  return childNodes(list).map(([, branch]) => canonicalJson(branch.value));
}

/** A value with its references written out, cycles by their pointers. */
function expanded(node: DocumentNode, within: readonly string[]): unknown {
  const target = targetOf(node);
  if (target !== null) {
    if (within.includes(target.pointer)) return target.pointer;
    return expanded(target, [...within, target.pointer]);
  }
  if (Array.isArray(node.value)) return childNodes(node).map(([, item]) => expanded(item, within));
  if (!isJsonObject(node.value)) return node.value;
  const members = childNodes(node).map(([name, member]) => [name, expanded(member, within)]);
  return Object.fromEntries(members);
}

/** Pairs of subschemas that stand for the same values; branches that are written alike belong together. */
function innerPairs({ base, revision }: Sides): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const keyword of ['items', 'additionalProperties', '$ref']) {
    const pair: Pair = [behind(childNode(base, keyword)), behind(childNode(revision, keyword))];
    if (pair.every(({ value }) => value !== undefined)) pairs.push(pair);
  }
  const [before, after] = [base, revision].map((node) => childNode(node, 'properties'));
  for (const [name, child] of before === undefined ? [] : childNodes(before)) {
    const other = after === undefined ? child : childNode(after, name);
    if (other.value !== undefined) pairs.push([child, other]);
  }
  for (const keyword of LISTS) {
    const [from, to] = [base, revision].map((node) => childNode(node, keyword));
    if (from === undefined || to === undefined) continue;
    const texts = branchTexts(to);
    childNodes(from).forEach(([, branch]) => {
      const index = texts.indexOf(canonicalJson(branch.value));
      if (index !== -1) pairs.push([branch, childNode(to, index)]);
    });
  }
  return pairs;

  function behind(node: DocumentNode): DocumentNode {
    return typeof node.value === 'string'
      ? (targetOf({ ...node, value: { $ref: node.value } }) ?? node)
      : node;
  }
}

/** Whether schemas differ where trying values is no proof. */
function isSeldomMet(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const differs = (keyword: string) => !equal(before[keyword], after[keyword]);
  const entangled = [before, after].some((own) =>
    Object.keys(own).some((keyword) => keyword.startsWith('unevaluated')),
  );
  return (
    SELDOM_MET.some(differs) ||
    (entangled && [...LISTS, 'unevaluatedProperties'].some(differs)) ||
    SELDOM_MET_BOTH.some(
      (keyword) =>
        before[keyword] !== undefined && after[keyword] !== undefined && differs(keyword),
    )
  );
}

/** Keywords that no value shows: what a request means, notices, annotations, and what nobody knows. */
function* meaningChanges(direction: SchemaDirection, sides: Sides): Generator<DriftChange> {
  const members = [sides.base.value, sides.revision.value].filter(isJsonObject);
  for (const keyword of new Set(members.flatMap(Object.keys))) {
    const both = memberSides(sides, keyword);
    if (equal(both.base.value, both.revision.value)) continue;
    const bystander = keyword === 'writeOnly' ? 'request' : 'response';
    if (isAnnotation(keyword) || (MEANINGS.includes(keyword) && direction === bystander)) {
      yield* annotationChange(both, direction, `${keyword} of ${nameOf(sides)}`);
    } else if (keyword === 'deprecated') {
      yield* deprecation(direction, sides, both);
    } else if (MEANINGS.includes(keyword) || !isKnownKeyword(keyword)) {
      yield review(direction, both, keyword);
    }
  }
}

/** `deprecated` is notice, not refusal (JSON Schema 2020-12 validation, 9.3). */
function* deprecation(
  direction: SchemaDirection,
  sides: Sides,
  { base, revision }: Sides,
): Generator<DriftChange> {
  const [before, after] = [base.value === true, revision.value === true];
  if (before === after) return;
  yield driftChange(
    { base, revision },
    {
      kind: 'deprecation-changed',
      impact: 'compatible',
      direction,
      sentence: `${nameOf(sides)} is ${after ? 'now' : 'no longer'} deprecated.`,
    },
  );
}

function review(direction: SchemaDirection, sides: Sides, what: string): DriftChange {
  const [before, after] = [sides.base, sides.revision].map(({ value }) =>
    value === undefined ? 'nothing' : shortJson(value),
  );
  return driftChange(sides, {
    kind: 'review',
    impact: 'breaking',
    direction,
    sentence: `${nameOf(sides)} changed in ${what}, which a person has to rate: it was ${before ?? ''} and is now ${after ?? ''}.`,
  });
}
