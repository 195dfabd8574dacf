import { ContractError } from '../contract/contract-error.ts';
import { childNode, type DocumentNode, targetOf } from '../contract/document-node.ts';
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

type Keywords = Readonly<Record<string, unknown>>;

const LISTS = ['allOf', 'anyOf', 'oneOf'];
/** Keywords whose subschemas stand for parts of the value, or for the value itself, whatever stands next to them. */
const ALIGNED = ['properties', 'items', 'additionalProperties', '$ref', ...LISTS];
/** Keywords whose subschemas are not aligned, and that values meet anyway. */
const MET = ['prefixItems', 'propertyNames'];
/** Keywords that values meet by luck only. */
const SELDOM_MET = ['if', 'then', 'else', 'patternProperties', 'unevaluatedItems'];
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
 * Compares schemas of one operation in two documents. They are gone through side by side; where they are written
 * differently, values of each are tried on the other, so that schemas that mean the same are no change. What values cannot
 * show is compared by the letter.
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
    const waiting = [top];
    for (const { base, revision } of waiting) {
      const place = schemaPlace(top, resolveSchema(base), resolveSchema(revision));
      const key = `${place.direction} ${place.base.pointer} ${place.revision.pointer}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const inner = innerPairs(place);
      yield* this.#assertionChanges(place, inner);
      yield* memberChanges(place, { get: (keyword) => meaningOf(keyword, place.direction) });
      for (const [keyword, pair] of inner) if (ALIGNED.includes(keyword)) waiting.push(pair);
    }
  }

  *#assertionChanges(place: Place, inner: InnerPairs): Generator<DriftChange> {
    const [before, after] = [ownKeywords(place.base), ownKeywords(place.revision)];
    try {
      const apart = inner.filter(
        ([keyword, pair]) => !ALIGNED.includes(keyword) && this.#isChanged(pair),
      );
      if (apart.length === 0 && equal(before, after)) return;
      const changes = this.#tried(place);
      yield* changes;
      if (changes.some(({ impact }) => impact === 'breaking')) return;
      const doubts = [...apart.map(([keyword]) => keyword), ...differingConditions(before, after)];
      const isDoubtful = (keyword: string): boolean =>
        !MET.includes(keyword) && (changes.length > 0 || !this.#isMet(place, keyword));
      if (doubts.some(isDoubtful)) yield plainChange(place, REVIEW);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      yield plainChange(place, REVIEW);
    }
  }

  /** Whether values tell two schemas apart; those of one text are alike, except for what they refer to. */
  #isChanged(pair: Place): boolean {
    const text = canonicalJson(pair.base.value);
    const isAlike = text === canonicalJson(pair.revision.value) && !text.includes('"$ref"');
    return !isAlike && this.#tried(pair).length > 0;
  }

  /** Whether values meet a keyword that one side alone has: where these show nothing, there is nothing to show. */
  #isMet({ base, revision }: Place, keyword: string): boolean {
    const [before, after] = [childNode(base, keyword).value, childNode(revision, keyword).value];
    if (before !== undefined && after !== undefined) return false;
    const side =
      after === undefined ? ([base, this.#base] as const) : ([revision, this.#revision] as const);
    const tried = new TriedSchema(...side);
    return (keyword === 'if' ? ['then', 'else'] : [keyword]).some((each) => tried.isMet(each));
  }

  #tried(place: Place): readonly DriftChange[] {
    const base = new TriedSchema(place.base, this.#base);
    const revision = new TriedSchema(place.revision, this.#revision);
    const changes = valueChanges(place, base, revision);
    const isEmptied = place.revision.value !== false && revision.isEmpty && !base.isEmpty;
    return isEmptied ? [...changes, plainChange(place, REVIEW)] : changes;
  }
}

type InnerPairs = readonly (readonly [keyword: string, pair: Place])[];

/** The subschemas that both sides have at the same place, with their keywords. */
function innerPairs(place: Place): InnerPairs {
  const revisions = innerSchemas(place.revision);
  return [...innerSchemas(place.base)].flatMap(([key, base]) => {
    const revision = revisions.get(key);
    const [keyword = ''] = key.split(' ', 1);
    return revision === undefined ? [] : [[keyword, { ...place, base, revision }] as const];
  });
}

/** Subschemas by keyword and place; branches by what they say, as their order says nothing. */
function innerSchemas(node: DocumentNode): ReadonlyMap<string, DocumentNode> {
  const inner = new Map<string, DocumentNode>();
  const target = targetOf(node);
  if (target !== null) inner.set('$ref', target);
  visitChildren(node.value, 'schema', (value, _, ...tokens) => {
    const [keyword, place] = tokens.map(String);
    if (keyword === undefined || SILENT.includes(keyword)) return;
    const pointer = tokens.reduce<string>(childPointer, node.pointer);
    const key = LISTS.includes(keyword) ? canonicalJson(value) : place;
    inner.set(`${keyword} ${key ?? ''}`, { ...node, pointer, value });
  });
  return inner;
}

/** What a schema says of values itself, by keyword; of subschemas only that they are there, of branches what they say. */
function ownKeywords({ value }: DocumentNode): Keywords {
  if (!isJsonObject(value)) return { schema: value ?? true };
  const own = Object.entries(value).filter(
    ([keyword]) => !SILENT.includes(keyword) && !isAnnotation(keyword),
  );
  const blank = rebuilt(Object.fromEntries(own), 'schema', (schema, _, keyword) =>
    LISTS.includes(String(keyword)) ? canonicalJson(schema) : null,
  );
  const inOrder = ([keyword, list]: [string, unknown]): [string, unknown] =>
    LISTS.includes(keyword) && Array.isArray(list) ? [keyword, list.toSorted()] : [keyword, list];
  return Object.fromEntries(Object.entries(blank).map(inOrder));
}

/** Keywords that differ, and whose changes values may miss. */
function differingConditions(before: Keywords, after: Keywords): readonly string[] {
  const differs = (keyword: string): boolean => !equal(before[keyword], after[keyword]);
  const isEntangled = Object.keys({ ...before, ...after }).some((keyword) =>
    keyword.startsWith('unevaluated'),
  );
  const entangled = isEntangled ? [...LISTS, 'unevaluatedProperties'] : [];
  return [...SELDOM_MET, ...entangled].filter(differs);
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
