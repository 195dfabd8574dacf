import { boundChanges, BOUNDS } from './bound-drift.ts';
import { branchChanges, liftedBranches, pairedChanges } from './branch-drift.ts';
import { childNode, childNodes, type DocumentNode } from './document-node.ts';
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
import { isAnnotation, resolveSchema, shapeOf } from './schema-shape.ts';
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

/**
 * Makes a comparison of schemas in one direction, keyword by keyword after references are followed;
 * cycles end because each pair is compared once. Keywords without a rule count as a change to review.
 */
export function schemaWalk(direction: SchemaDirection): SchemaWalk {
  return walkWith(direction, new Set(), new Map());
}

function walkWith(
  direction: SchemaDirection,
  seen: Set<string>,
  known: Map<string, boolean>,
): SchemaWalk {
  const walk: SchemaWalk = {
    direction,
    *compare(from, to) {
      const [base, revision] = [resolveSchema(from), resolveSchema(to)];
      const pair = pairKey(base, revision);
      if (seen.has(pair)) return;
      seen.add(pair);
      const [before, after] = [shapeOf(base), shapeOf(revision)];
      yield* placeChanges({ walk, base, revision, before, after });
    },
    same(from, to) {
      const pair = pairKey(resolveSchema(from), resolveSchema(to));
      const answer = known.get(pair);
      if (answer !== undefined) return answer;
      known.set(pair, true);
      const changes = walkWith(direction, new Set(), known).compare(from, to);
      const same = [...changes].every((change) => change.impact === 'none');
      known.set(pair, same);
      return same;
    },
  };
  return walk;
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
