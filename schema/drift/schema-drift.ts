import { boundChanges, BOUNDS } from './bound-drift.ts';
import { branchChanges, liftedBranches, pairedChanges } from './branch-drift.ts';
import { childNode, childNodes, type DocumentNode } from '../document-node.ts';
import type { DriftChange, SchemaDirection } from './drift-change.ts';
import {
  annotationChanges,
  deprecationChanges,
  meaningChanges,
  opaqueChanges,
} from './opaque-drift.ts';
import { propertyChanges, requiredChanges, restChanges } from './property-drift.ts';
import { keywordSides, nameOf, schemaChange } from './schema-place.ts';
import type { KeywordRule, SchemaPlace, SchemaWalk } from './schema-place.ts';
import { isAnnotation, resolveSchema, shapeOf } from '../schema-shape.ts';
import { typeChanges, valueChanges } from './value-drift.ts';

const RULES: ReadonlyMap<string, KeywordRule> = new Map<string, KeywordRule>([
  ['type', typeChanges],
  ['enum', valueChanges],
  ...BOUNDS.map((keyword) => [keyword, boundChanges] as const),
  ['properties', propertyChanges],
  ['required', requiredChanges],
  ['additionalProperties', restChanges],
  ['unevaluatedProperties', restChanges],
  ['items', subschemaChanges],
  ['unevaluatedItems', subschemaChanges],
  ['propertyNames', subschemaChanges],
  ['prefixItems', prefixChanges],
  ['patternProperties', patternChanges],
  ['dependentRequired', dependencyChanges],
  ['anyOf', branchChanges],
  ['oneOf', branchChanges],
  ['allOf', branchChanges],
  ['deprecated', deprecationChanges],
  ...['default', 'readOnly', 'writeOnly'].map((keyword) => [keyword, meaningChanges] as const),
]);

const MAX_NESTED_QUESTIONS = 24;

/**
 * Makes a comparison of schemas in one direction, keyword by keyword after references are followed.
 * Cycles end because each pair is compared once. Keywords without a rule count as a change to review.
 */
export function schemaWalk(direction: SchemaDirection): SchemaWalk {
  return new PairwiseWalk(direction, new Map(), 0);
}

type Pair = readonly [DocumentNode, DocumentNode];

class PairwiseWalk implements SchemaWalk {
  readonly direction: SchemaDirection;
  readonly #answers: Map<string, boolean>;
  readonly #nested: number;
  readonly #seen = new Set<string>();
  readonly #waiting: Pair[] = [];
  #isComparing = false;

  /** @param answers what is known of pairs; a pair that is being asked about counts as the same */
  constructor(direction: SchemaDirection, answers: Map<string, boolean>, nested: number) {
    this.direction = direction;
    this.#answers = answers;
    this.#nested = nested;
  }

  /** A comparison that begins within another is put off to its end, so that deep schemas need no deep stack. */
  *compare(base: DocumentNode, revision: DocumentNode): Generator<DriftChange> {
    this.#waiting.push([base, revision]);
    if (this.#isComparing) return;
    this.#isComparing = true;
    for (let pair = this.#waiting.shift(); pair !== undefined; pair = this.#waiting.shift()) {
      yield* this.#pairChanges(resolveSchema(pair[0]), resolveSchema(pair[1]));
    }
    this.#isComparing = false;
  }

  same(base: DocumentNode, revision: DocumentNode): boolean {
    if (this.#nested >= MAX_NESTED_QUESTIONS) return false;
    const key = pairKey(resolveSchema(base), resolveSchema(revision));
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    this.#answers.set(key, true);
    const answer = this.#askAnew(base, revision);
    this.#answers.set(key, answer);
    return answer;
  }

  #askAnew(base: DocumentNode, revision: DocumentNode): boolean {
    const walk = new PairwiseWalk(this.direction, this.#answers, this.#nested + 1);
    for (const { impact } of walk.compare(base, revision)) if (impact !== 'none') return false;
    return true;
  }

  *#pairChanges(base: DocumentNode, revision: DocumentNode): Generator<DriftChange> {
    const pair = pairKey(base, revision);
    if (this.#seen.has(pair)) return;
    this.#seen.add(pair);
    const [before, after] = [shapeOf(base), shapeOf(revision)];
    yield* placeChanges({ walk: this, base, revision, before, after });
  }
}

function pairKey(base: DocumentNode, revision: DocumentNode): string {
  return `${base.pointer} ${revision.pointer}`;
}

function* placeChanges(place: SchemaPlace): Generator<DriftChange> {
  const lifted = liftedBranches(place);
  if (lifted !== null) {
    yield* pairedChanges(place, 'anyOf', ...lifted);
    return;
  }
  for (const keyword of new Set([...place.before.keys(), ...place.after.keys()])) {
    const rule = RULES.get(keyword) ?? (isAnnotation(keyword) ? annotationChanges : opaqueChanges);
    yield* rule(place, keyword);
  }
}

/** A keyword whose value is one schema; absent means `true`. */
function* subschemaChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const { base, revision } = keywordSides(place, keyword);
  yield* place.walk.compare(base, revision);
}

function* prefixChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  const [before, after] = [childNodes(sides.base), childNodes(sides.revision)];
  if (before.length !== after.length) yield* opaqueChanges(place, keyword);
  else
    for (const [index, base] of before)
      yield* place.walk.compare(base, childNode(sides.revision, index));
}

function* patternChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const { base, revision } = keywordSides(place, keyword);
  const patterns = new Set([...childNodes(base), ...childNodes(revision)].map(([name]) => name));
  const [before, after] = [base, revision].map((side) => childNodes(side).length);
  const entangled = [place.before, place.after].some((shape) => shape.has('additionalProperties'));
  if (entangled && (before !== patterns.size || after !== patterns.size)) {
    yield* opaqueChanges(place, keyword);
    return;
  }
  for (const name of patterns)
    yield* place.walk.compare(childNode(base, name), childNode(revision, name));
}

function* dependencyChanges(place: SchemaPlace, keyword: string): Generator<DriftChange> {
  const sides = keywordSides(place, keyword);
  const [before, after] = [dependenciesOf(sides.base), dependenciesOf(sides.revision)];
  const report = (effect: 'narrower' | 'wider', pairs: readonly string[]): DriftChange[] =>
    pairs.map((pair) =>
      schemaChange(place.walk, sides, effect, {
        kind: effect === 'narrower' ? 'required-added' : 'required-removed',
        sentence: `${nameOf(place)} ${effect === 'narrower' ? 'now' : 'no longer'} requires ${pair}.`,
      }),
    );
  yield* report(
    'narrower',
    after.filter((pair) => !before.includes(pair)),
  );
  yield* report(
    'wider',
    before.filter((pair) => !after.includes(pair)),
  );
}

function dependenciesOf(node: DocumentNode): readonly string[] {
  return childNodes(node).flatMap(([name, list]) =>
    childNodes(list).map(
      ([, needed]) => `\`${String(needed.value)}\` where \`${name}\` is present`,
    ),
  );
}
