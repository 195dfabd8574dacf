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

/** Two schemas, and the ones around them whose values tell what they change; their own values where there are none. */
interface Pair {
  readonly place: Place;
  readonly whole?: Part;
  /** Whether this speaks of a part of the value that the whole speaks of. */
  readonly isOfPart?: boolean;
}

/** Keywords of parts of a value: what changes there is told by itself. */
const OF_PARTS = [
  ...['properties', 'patternProperties', 'additionalProperties', 'items', 'prefixItems'],
];
/** Keywords that say more of the same value: what changes there is told by values of the outermost that has them. */
const IN_PLACE = ['$ref', 'allOf', 'anyOf', 'oneOf', 'dependentSchemas'];
/** Keywords that values always meet. */
const MET = [...IN_PLACE, 'contains', 'propertyNames'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
/** Keywords that speak of what others have not spoken of, so that each branch next to them counts. */
const OF_THE_REST = ['unevaluatedItems', 'unevaluatedProperties'];
/** Keywords that values meet by luck only. */
const SELDOM_MET = ['if', 'then', 'else', 'patternProperties', ...OF_THE_REST];
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
    const suspects = new Map<string, { readonly whole: Place; readonly doubts: Part[] }>();
    for (const { place, whole } of this.#pairs(top)) {
      yield* memberChanges(place, { get: (keyword) => meaningOf(keyword, place.direction) });
      const parts = partsOf(place).filter(isOneSided);
      if (parts.length === 0 && equal(...bothOf(place, ownKeywords))) continue;
      const suspect = { whole: whole?.place ?? place, doubts: [] };
      const { doubts } = suspects.get(keyOf(suspect.whole)) ?? suspect;
      doubts.push(...(whole === undefined ? seldomMet(place, parts) : [{ ...whole, place }]));
      suspects.set(keyOf(suspect.whole), { ...suspect, doubts });
    }
    for (const { whole, doubts } of suspects.values()) yield* this.#shown(whole, doubts);
  }

  /** All that stands at the same place on both sides, from the outside to the inside. */
  *#pairs(top: Place): Generator<Pair> {
    const waiting: Pair[] = [{ place: top }];
    for (const { place: pair, ...around } of waiting) {
      const place = schemaPlace(top, ...bothOf(pair, resolveSchema));
      const key = [place, around.whole?.place ?? place].map(keyOf).join(' ');
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const found = { place, ...around };
      yield found;
      const parts = partsOf(place).filter((each) => !isOneSided(each));
      waiting.push(...parts.map((part) => pairWithin(found, part)));
    }
  }

  /** What values of a whole show, and what a person has to look at because they may not show it. */
  *#shown(whole: Place, doubts: readonly Part[]): Generator<DriftChange> {
    try {
      const pointers = doubts.flatMap(({ place }) => bothOf(place, ({ pointer }) => pointer));
      const changes = this.#tried(whole, pointers);
      yield* changes;
      if (changes.some(({ impact }) => impact === 'breaking')) return;
      const doubt = doubts.find((part) =>
        changes.length > 0 ? !MET.includes(part.keyword) : this.#isMissed(part, whole),
      );
      if (doubt !== undefined) yield plainChange(isOneSided(doubt) ? whole : doubt.place, REVIEW);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      yield plainChange(whole, REVIEW);
    }
  }

  /** Whether values of the whole do not come to a part that its own values tell apart, or that none was found of. */
  #isMissed({ keyword, place }: Part, whole: Place): boolean {
    const [base, revision] = this.#sides(whole);
    const isMet = base.isMet(keyword, place.base) && revision.isMet(keyword, place.revision);
    if (isMet) return false;
    return this.#tried(place).length > 0 || this.#sides(place).every(({ isEmpty }) => isEmpty);
  }

  #tried(place: Place, changed: readonly string[] = []): readonly DriftChange[] {
    const [base, revision] = this.#sides(place);
    const changes = valueChanges(place, base, revision, changed);
    const isEmptied = place.revision.value !== false && revision.isEmpty && !base.isEmpty;
    return isEmptied ? [...changes, plainChange(place, REVIEW)] : changes;
  }

  #sides({ base, revision }: Place): readonly [base: TriedSchema, revision: TriedSchema] {
    return [new TriedSchema(base, this.#base), new TriedSchema(revision, this.#revision)];
  }
}

function bothOf<T>({ base, revision }: Place, of: (node: DocumentNode) => T): readonly [T, T] {
  return [of(base), of(revision)];
}

function keyOf({ direction, base, revision }: Place): string {
  return `${direction} ${base.pointer} ${revision.pointer}`;
}

/** A part of a pair, with the schemas whose values tell what it changes. */
function pairWithin({ place, ...around }: Pair, part: Part): Pair {
  const { whole, isOfPart = false } = around;
  // A condition tells whatever changes within it, for it may turn it round.
  if (![undefined, ...IN_PLACE].includes(whole?.keyword)) return { ...around, place: part.place };
  if (OF_PARTS.includes(part.keyword)) return { ...around, place: part.place, isOfPart: true };
  const outermost = isOfPart || !IN_PLACE.includes(part.keyword) ? undefined : whole?.place;
  return { place: part.place, whole: { ...part, place: outermost ?? place } };
}

function isOneSided({ place: { base, revision } }: Part): boolean {
  return base.value === undefined || revision.value === undefined;
}

function seldomMet(place: Place, parts: readonly Part[]): readonly Part[] {
  const owners = bothOf(place, ({ value }) => value).filter(isJsonObject);
  const ofTheRest = OF_THE_REST.find((keyword) =>
    owners.some((each) => Object.hasOwn(each, keyword)),
  );
  return parts
    .map((part) =>
      ofTheRest && LISTS.includes(part.keyword) ? { ...part, keyword: ofTheRest } : part,
    )
    .filter(({ keyword }) => SELDOM_MET.includes(keyword));
}

/** The subschemas of both sides by keyword and place; a side that lacks one has no value there. */
function partsOf(place: Place): readonly Part[] {
  const [bases, revisions] = bothOf(place, subschemas);
  return [...new Set([...bases.keys(), ...revisions.keys()])].map((key) => {
    const base = bases.get(key) ?? { ...place.base, value: undefined };
    const revision = revisions.get(key) ?? { ...place.revision, value: undefined };
    return { keyword: key.replace(/ .*$/s, ''), place: { ...place, base, revision } };
  });
}

/** Subschemas by keyword and place; branches by what they say, as their order says nothing. */
function subschemas(node: DocumentNode): ReadonlyMap<string, DocumentNode> {
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
