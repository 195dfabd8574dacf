import { populatedValues } from './populated-values.ts';
import type { ArbitraryOptions } from './schema-space.ts';
import { childValue, pointerTokens } from '../json/json-pointer.ts';
import { canonicalJson, editedValue, type ValuePath } from '../json/json-value.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { type AssertionLocation, assertionLocations, isImplied } from './assertion-locations.ts';
import { isSchema } from './keywords.ts';
import { negativeCandidates } from './negative-candidates.ts';
import {
  type NegationOptions,
  type NegativeValue,
  violating,
  violatingPart,
} from './negative-values.ts';
import { SchemaGraph } from './schema-graph.ts';
import { Edits, partsOf } from './value-edits.ts';
import { simplestValue } from './simplest-value.ts';
import { soleViolations } from './violated-locations.ts';

/** Candidates that are judged at a time: few, for somebody waits for the first negative. */
const BATCH = 120;
/**
 * Where so many of them in a row show no other location, and so many as make one for each place, values are made for
 * the places that are missing.
 */
const QUIET = 240;
/** Values of a part that are edited to come to a place within it, and edits of each part of these. */
const FEW_PARTS = 2;
const FEW_EDITS = 2;

/**
 * Invalid values of a schema, one violation each: other types at each declared place, bounds missed by one,
 * members missing or too many, values that are not listed. They are single edits of the schema's boundary values,
 * and for what these do not reach values made for the place. Each location that can be violated alone comes once
 * before any comes twice, and so on; of one location simple values come before large ones, batch by batch. They
 * are looked for when they are asked for; always the same sequence, empty where the schema refuses nothing.
 */
export function* enumerateNegatives(
  schema: JsonSchema,
  options: NegationOptions,
): Generator<NegativeValue> {
  const search = new NegativeSearch(schema, options);
  yield* search.firstOfEachLocation();
  while (search.hasMore()) yield* search.nextOfEachLocation();
}

/** A value with a part that a schema refuses, and where it stands. */
interface Refused {
  readonly value: unknown;
  readonly path: ValuePath;
}

interface Found {
  readonly negative: NegativeValue;
  readonly size: number;
}

class NegativeSearch {
  readonly #schema: JsonSchema;
  readonly #options: NegationOptions & ArbitraryOptions;
  readonly #graph: SchemaGraph;
  readonly #edits = new Edits();
  readonly #candidates: Iterable<unknown>;
  readonly #seen = new Set<string>();
  /** What was found and not given yet, by violated location, simplest first. */
  readonly #found = new Map<string, Found[]>();
  /** The first value, with the one thing wrong, in which a schema was seen to refuse a part. */
  readonly #refusedBy = new Map<unknown, Refused>();
  /** Places that nothing was found for, by location. */
  readonly #missing: Map<string, AssertionLocation>;
  /** Places that a part was made for, and schemas whose values were edited in the place of a part. */
  readonly #tried = new Set<unknown>();

  constructor(schema: JsonSchema, { root = schema, ...options }: NegationOptions) {
    this.#schema = schema;
    const validate = (value: unknown) => options.errors(value).length === 0;
    this.#options = { ...options, root, validate };
    this.#graph = new SchemaGraph(root, root === schema ? options.pointer : '#');
    this.#candidates = negativeCandidates(schema, this.#options, this.#edits);
    const places = assertionLocations(schema, this.#graph).filter((each) => !isImplied(each));
    this.#missing = new Map(places.map((place) => [place.location, place]));
  }

  *firstOfEachLocation(): Generator<NegativeValue> {
    const given = new Set<string>();
    const patience = Math.max(QUIET, this.#missing.size) / BATCH;
    for (let quiet = 0; quiet < patience && this.#missing.size > 0; quiet += 1) {
      if (!this.#lookForMore()) break;
      for (const place of this.#missing.values()) this.#lookAt(place);
      for (const [location, queue] of this.#found) {
        const first = given.has(location) ? undefined : queue.shift();
        if (first === undefined) continue;
        given.add(location);
        quiet = -1;
        yield first.negative;
      }
    }
    for (const place of this.#missing.values()) {
      // Where a part of another type was refused for something else too, a whole will be.
      if (place.keyword === 'type' && this.#tried.has(place)) continue;
      for (const made of this.#simplestAt(place)) {
        this.#seen.add(canonicalJson(made.value));
        yield made;
      }
    }
  }

  /** Whether there is anything left, now or after another look. */
  hasMore(): boolean {
    while ([...this.#found.values()].every((queue) => queue.length === 0)) {
      if (!this.#lookForMore()) return false;
    }
    return true;
  }

  *nextOfEachLocation(): Generator<NegativeValue> {
    for (const queue of [...this.#found.values()]) {
      const next = queue.shift();
      if (next !== undefined) yield next.negative;
    }
  }

  #simplestAt(place: AssertionLocation): readonly NegativeValue[] {
    const values = violating(this.#schema, place, this.#graph, this.#options);
    return values === null ? [] : simplestValue(values);
  }

  /** A part that is refused, put in the place of another, is made much faster than a whole value around it. */
  #lookAt(place: AssertionLocation): void {
    if (!this.#refusedBy.has(place.schema)) this.#lookAround(place);
    const refused = this.#refusedBy.get(place.schema);
    if (refused === undefined || !this.#isFirstTry(place)) return;
    const parts = violatingPart(place, this.#graph, this.#options);
    for (const part of parts === null ? [] : simplestValue(parts)) {
      const value = editedValue(refused.value, refused.path, part);
      const locations = soleViolations(this.#options.errors(value), this.#graph);
      if (locations.includes(place.location)) this.#keep(value, place.location);
    }
  }

  /** No value so far has the place: the innermost part around it may be one that has it, with edits of that. */
  #lookAround({ location }: AssertionLocation): void {
    const [innermost] = [...this.#refusedBy]
      .map(([schema, refused]) => ({ schema, refused, pointer: this.#graph.pointerOf(schema) }))
      .filter(({ pointer }) => pointer !== undefined && location.startsWith(`${pointer}/`))
      .sort((left, right) => (right.pointer ?? '').length - (left.pointer ?? '').length);
    if (innermost === undefined || !this.#isFirstTry(innermost.schema)) return;
    const { schema, refused, pointer = '#' } = innermost;
    const populated = isSchema(schema)
      ? populatedValues(schema, { ...this.#options, pointer })
      : [];
    for (const { value } of taken(populated, FEW_PARTS)) {
      const host = editedValue(refused.value, refused.path, value);
      const edits = this.#edits.of(host, refused.path);
      for (const edit of taken(edits, FEW_EDITS * partsOf(value).length)) this.#judge(edit);
    }
  }

  /** Judges another batch of candidates; `false` where there are none. */
  #lookForMore(): boolean {
    const batch = [...taken(this.#candidates, BATCH)];
    for (const value of batch) this.#judge(value);
    for (const queue of this.#found.values()) queue.sort((left, right) => left.size - right.size);
    return batch.length > 0;
  }

  #judge(value: unknown): void {
    if (this.#seen.has(canonicalJson(value))) return;
    const errors = this.#options.errors(value);
    const locations = soleViolations(errors, this.#graph);
    const violated = locations.find((each) => !this.#found.has(each)) ?? locations.at(-1);
    if (violated === undefined) return;
    for (const { parentSchema, instancePath } of errors) {
      if (this.#refusedBy.has(parentSchema)) continue;
      this.#refusedBy.set(parentSchema, { value, path: pathOf(instancePath, value) });
    }
    this.#keep(value, violated);
  }

  #keep(value: unknown, violated: string): void {
    const text = canonicalJson(value);
    const queue = this.#found.get(violated) ?? [];
    this.#found.set(violated, queue);
    queue.push({ negative: { value, violated }, size: text.length });
    this.#seen.add(text);
    this.#missing.delete(violated);
  }

  #isFirstTry(tried: unknown): boolean {
    const { size } = this.#tried;
    return this.#tried.add(tried).size > size;
  }
}

/** The next few of some values. */
function* taken<T>(values: Iterable<T>, most: number): Generator<T> {
  const iterator = values[Symbol.iterator]();
  for (let count = 0; count < most; count += 1) {
    const next = iterator.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** The path of a pointer into a value. */
function pathOf(pointer: string, value: unknown): ValuePath {
  let part = value;
  return pointerTokens(pointer).map((token) => {
    const step = Array.isArray(part) ? Number(token) : token;
    part = childValue(part, token);
    return step;
  });
}
