import { ContractError } from '../contract/contract-error.ts';
import { type DocumentNode, targetOf } from '../contract/document-node.ts';
import { rebuilt, visitChildren } from '../contract/openapi-grammar.ts';
import { isKnownKeyword } from '../contract/schema-notes.ts';
import { isAnnotation, resolveSchema } from '../contract/schema-shape.ts';
import type { Validators } from '../contract/validators.ts';
import { childPointer } from '../json/json-pointer.ts';
import { canonicalJson, equal, isJsonObject } from '../json/json-value.ts';
import {
  ANNOTATION,
  type DriftChange,
  type DriftDirection,
  memberChanges,
  type Place,
  plainChange,
  type Rating,
  REVIEW,
} from './drift-change.ts';
import { schemaPlace } from './schema-place.ts';
import { TriedSchema } from './tried-schema.ts';
import { valueChanges } from './value-drift.ts';

/** Two subschemas that stand at the same place; a side that has none there admits everything. */
interface Part {
  readonly keyword: string;
  readonly place: Place;
}

/** Two schemas, and the schema around them whose values tell what they change; their own where that is absent. */
interface Pair {
  readonly place: Place;
  readonly within?: Part;
}

const LISTS = ['allOf', 'anyOf', 'oneOf'];
/** Stands for the keyword of branches that are not the same on both sides. */
const BRANCH = 'branch';
/** Keywords that admit more where a subschema does: a change within is one of the whole. */
const MONOTONE = [
  ...['properties', 'patternProperties', 'additionalProperties', 'items', 'prefixItems'],
  ...['$ref', 'allOf', 'anyOf', 'dependentSchemas'],
];
/** Keywords that values meet by luck only. */
const SELDOM_MET = [
  ...['if', 'then', 'else', 'patternProperties', 'unevaluatedItems', 'unevaluatedProperties'],
];
/** Keywords that say what a value means: to servers that get it, or to clients that read it. */
const HEEDED = new Map<string, DriftDirection>([
  ['default', 'request'],
  ['readOnly', 'request'],
  ['writeOnly', 'response'],
]);
const SILENT = [
  ...['$defs', 'definitions', '$anchor', '$id', 'contentSchema', 'deprecated'],
  ...HEEDED.keys(),
];

/**
 * Compares schemas of one operation in two documents: goes through them side by side for places that are written
 * differently, and tries values of each side on the other there. Schemas that mean the same are no change.
 */
export class SchemaDrift {
  readonly #base: Validators;
  readonly #revision: Validators;
  readonly #seen = new Set<string>();

  /** Takes validators of both documents, resolved in the bundled form. */
  constructor(base: Validators, revision: Validators) {
    this.#base = base;
    this.#revision = revision;
  }

  /** The changes between the schemas of a place, and between those within them; each pair once. */
  *changes(top: Place): Generator<DriftChange> {
    const suspects = new Map<string, { readonly whole: Place; readonly parts: Part[] }>();
    for (const { place, within } of this.#pairs(top)) {
      yield* memberChanges(place, { get: (keyword) => meaningOf(keyword, place.direction) });
      const parts = partsOf(place).filter(isOneSided);
      if (parts.length === 0 && equal(ownKeywords(place.base), ownKeywords(place.revision)))
        continue;
      const whole = within?.place ?? place;
      const suspect = suspects.get(keyOf(whole)) ?? { whole, parts: [] };
      suspects.set(keyOf(whole), suspect);
      const seldomMet = parts.filter(({ keyword }) => SELDOM_MET.includes(keyword));
      suspect.parts.push(...(within === undefined ? seldomMet : [{ ...within, place }]));
    }
    for (const { whole, parts } of suspects.values()) yield* this.#shown(whole, parts);
  }

  *#pairs(top: Place): Generator<Pair> {
    const waiting: Pair[] = [{ place: top }];
    for (const { place: pair, ...around } of waiting) {
      const place = schemaPlace(top, resolveSchema(pair.base), resolveSchema(pair.revision));
      const key = `${keyOf(place)} ${around.within === undefined ? '' : keyOf(around.within.place)}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      yield { place, ...around };
      const isHidden = ![undefined, 'oneOf', BRANCH].includes(around.within?.keyword);
      for (const { keyword, place: inner } of partsOf(place).filter((part) => !isOneSided(part))) {
        const isOwn = isHidden || MONOTONE.includes(keyword);
        waiting.push({ place: inner, ...(isOwn ? around : { within: { keyword, place } }) });
      }
    }
  }

  /** What values show of a whole, and whether a person has to look at parts that they may not meet. */
  *#shown(whole: Place, parts: readonly Part[]): Generator<DriftChange> {
    try {
      const changes = this.#tried(whole);
      yield* changes;
      if (changes.some(({ impact }) => impact === 'breaking')) return;
      const isDoubtful = (part: Part): boolean =>
        changes.length > 0
          ? [...SELDOM_MET, 'not'].includes(part.keyword)
          : this.#isMissed(part, whole);
      const doubt = parts.find(isDoubtful);
      if (doubt !== undefined) yield plainChange(isOneSided(doubt) ? whole : doubt.place, REVIEW);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      yield plainChange(whole, REVIEW);
    }
  }

  /** Whether values of the whole did not meet a part that its own values tell apart. */
  #isMissed({ keyword, place }: Part, whole: Place): boolean {
    const isMet =
      new TriedSchema(whole.base, this.#base).isMet(keyword, place.base) &&
      new TriedSchema(whole.revision, this.#revision).isMet(keyword, place.revision);
    return !isMet && this.#tried(place).length > 0;
  }

  #tried(place: Place): readonly DriftChange[] {
    const base = new TriedSchema(place.base, this.#base);
    const revision = new TriedSchema(place.revision, this.#revision);
    const changes = valueChanges(place, base, revision);
    const isEmptied = place.revision.value !== false && revision.isEmpty && !base.isEmpty;
    return isEmptied ? [...changes, plainChange(place, REVIEW)] : changes;
  }
}

function keyOf({ direction, base, revision }: Place): string {
  return `${direction} ${base.pointer} ${revision.pointer}`;
}

function isOneSided({ place: { base, revision } }: Part): boolean {
  return base.value === undefined || revision.value === undefined;
}

/** The subschemas of both sides by keyword and place; a side that lacks one has no value there. */
function partsOf(place: Place): readonly Part[] {
  const [bases, revisions] = [subschemas(place.base), subschemas(place.revision)];
  const isEntangled = [...bases.keys(), ...revisions.keys()].some((key) =>
    key.startsWith('unevaluated'),
  );
  const word = isEntangled ? 'unevaluatedProperties' : BRANCH;
  const [before, after] = [inOrder(word, bases, revisions), inOrder(word, revisions, bases)];
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const base = before.get(key) ?? { ...place.base, value: undefined };
    const revision = after.get(key) ?? { ...place.revision, value: undefined };
    return { keyword: key.replace(/ .*$/s, ''), place: { ...place, base, revision } };
  });
}

type Subschemas = ReadonlyMap<string, DocumentNode>;

/** Branches stand by what they say, as their order says nothing; those that one side alone has by their order. */
function inOrder(word: string, own: Subschemas, other: Subschemas): Subschemas {
  const isChanged = (key: string): boolean =>
    LISTS.includes(key.replace(/ .*$/s, '')) && !other.has(key);
  const changed = [...own.keys()].filter(isChanged);
  return new Map(
    [...own].map(([key, node]) => [isChanged(key) ? `${word} ${changed.indexOf(key)}` : key, node]),
  );
}

function subschemas(node: DocumentNode): Subschemas {
  const found = new Map<string, DocumentNode>();
  const target = targetOf(node);
  if (target !== null) found.set('$ref', target);
  visitChildren(node.value, 'schema', (value, _, ...tokens) => {
    const [keyword, place] = tokens.map(String);
    if (keyword === undefined || SILENT.includes(keyword)) return;
    const pointer = tokens.reduce<string>(childPointer, node.pointer);
    const key = LISTS.includes(keyword) ? canonicalJson(value) : place;
    found.set(`${keyword} ${key ?? ''}`, { ...node, pointer, value });
  });
  return found;
}

/** What a schema says of values itself, by keyword; of subschemas only that they are there. */
function ownKeywords({ value }: DocumentNode): unknown {
  if (!isJsonObject(value)) return value ?? true;
  const own = Object.entries(value).filter(
    ([keyword]) => !SILENT.includes(keyword) && !isAnnotation(keyword),
  );
  return rebuilt(Object.fromEntries(own), 'schema', () => null);
}

/** What a change of a keyword that no value shows does; `undefined` of one that values show. */
function meaningOf(keyword: string, direction: DriftDirection): Rating | undefined {
  // Notice, not refusal (JSON Schema 2020-12 validation, 9.3).
  if (keyword === 'deprecated') return ['compatible', 'deprecation-changed'];
  const heeded = HEEDED.get(keyword);
  if (heeded !== undefined) return heeded === direction ? REVIEW : ANNOTATION;
  if (isAnnotation(keyword)) return ANNOTATION;
  return isKnownKeyword(keyword) ? undefined : REVIEW;
}
