import { boundaryValues } from './boundary-values.ts';
import { populatedValues } from './populated-values.ts';
import type { ArbitraryOptions } from './schema-space.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';
import { interleaved } from './interleaved.ts';
import { childValue, pointerTokens } from '../json/json-pointer.ts';
import { canonicalJson, editedValue, type ValuePath } from '../json/json-value.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { type AssertionLocation, assertionLocations, isImplied } from './assertion-locations.ts';
import {
  type NegationOptions,
  type NegativeValue,
  violating,
  violatingPart,
} from './negative-values.ts';
import { SchemaGraph } from './schema-graph.ts';
import { editsOf, oddValues } from './value-edits.ts';
import { simplestValue } from './simplest-value.ts';
import { soleViolations } from './violated-locations.ts';

/** Candidates that are judged at a time: few, for somebody waits for the first negative. */
const BATCH = 120;
/**
 * Where so many of them in a row show no other location, and so many as make one for each place, values are made for
 * the places that are missing.
 */
const QUIET = 240;
/** Boundary values that are edited at a time: a whole body has edits by the thousand. */
const HOSTS = 12;

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
  readonly #options: NegationOptions;
  readonly #graph: SchemaGraph;
  readonly #candidates: Iterator<unknown, void>;
  readonly #seen = new Set<string>();
  /** What was found and not given yet, by violated location, simplest first. */
  readonly #found = new Map<string, Found[]>();
  /** The first value, with the one thing wrong, in which a schema was seen to refuse a part. */
  readonly #refusedBy = new Map<unknown, Refused>();

  constructor(schema: JsonSchema, options: NegationOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#graph = new SchemaGraph(options.root ?? schema, options.root ? '#' : options.pointer);
    this.#candidates = candidatesOf(schema, options);
  }

  *firstOfEachLocation(): Generator<NegativeValue> {
    const places = assertionLocations(this.#schema, this.#graph).filter((each) => !isImplied(each));
    const given = new Set<string>();
    const patience = Math.max(QUIET, places.length) / BATCH;
    let quiet = 0;
    while (quiet < patience && given.size < places.length) {
      const before = given.size;
      if (!this.#lookForMore()) break;
      for (const [location, queue] of this.#found) {
        const first = given.has(location) ? undefined : queue.shift();
        if (first !== undefined) yield first.negative;
        given.add(location);
      }
      quiet = given.size > before ? 0 : quiet + 1;
    }
    for (const place of places) {
      if (!given.has(place.location)) yield* this.#simplestAt(place);
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

  /** A refused part put in the place of another is made much faster than a whole value around it. */
  #simplestAt(place: AssertionLocation): readonly NegativeValue[] {
    const exchanged = this.#exchangedAt(place);
    if (exchanged.length > 0) return exchanged;
    const values = violating(this.#schema, place, this.#graph, this.#options);
    return values === null ? [] : simplestValue(values);
  }

  #exchangedAt(place: AssertionLocation): readonly NegativeValue[] {
    const refused = this.#refusedBy.get(place.schema);
    if (refused === undefined) return [];
    const root = this.#options.root ?? this.#schema;
    const parts = violatingPart(place, root, this.#graph, this.#options);
    return (parts === null ? [] : simplestValue(parts))
      .map((part) => editedValue(refused.value, refused.path, part))
      .filter((value) => this.#soleViolations(value).includes(place.location))
      .map((value) => ({ value, violated: place.location }));
  }

  #soleViolations(value: unknown): readonly string[] {
    return soleViolations(this.#options.errors(value), this.#graph);
  }

  /** Judges another batch of candidates, none twice; `false` where there are none. */
  #lookForMore(): boolean {
    const seen = this.#seen.size;
    while (this.#seen.size < seen + BATCH) {
      const next = this.#candidates.next();
      if (next.done === true) break;
      if (this.#isNew(next.value)) this.#judge(next.value);
    }
    for (const queue of this.#found.values()) queue.sort((left, right) => left.size - right.size);
    return this.#seen.size > seen;
  }

  #judge(value: unknown): void {
    const errors = this.#options.errors(value);
    const locations = soleViolations(errors, this.#graph);
    const violated = locations.find((each) => !this.#found.has(each)) ?? locations.at(-1);
    if (violated === undefined) return;
    for (const { parentSchema, instancePath } of errors) {
      if (this.#refusedBy.has(parentSchema)) continue;
      this.#refusedBy.set(parentSchema, { value, path: pathOf(instancePath, value) });
    }
    const queue = this.#found.get(violated) ?? [];
    this.#found.set(violated, queue);
    queue.push({ negative: { value, violated }, size: JSON.stringify(value).length });
  }

  #isNew(value: unknown): boolean {
    const text = canonicalJson(value);
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    return true;
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

function* candidatesOf(schema: JsonSchema, options: NegationOptions): Generator<unknown, void> {
  const validate = (value: unknown) => options.errors(value).length === 0;
  const built = { ...options, validate };
  yield* oddValues;
  yield* inBatches(editsOfPopulated(schema, built));
  yield* inBatches(editsOfBoundaries(schema, built));
}

/** Each place is edited where it is first met, and again where it is another. */
function* editsOfPopulated(
  schema: JsonSchema,
  options: ArbitraryOptions,
): Generator<Iterable<unknown>> {
  for (const { value, path } of unlessUnsatisfiable(populatedValues(schema, options))) {
    if (options.validate(value)) yield editsOf(value, path);
  }
}

function* editsOfBoundaries(
  schema: JsonSchema,
  options: ArbitraryOptions,
): Generator<Iterable<unknown>> {
  for (const { value } of unlessUnsatisfiable(boundaryValues(schema, options)))
    yield editsOf(value);
}

/** The first of the sequences alone, for it has most to give; then the others, some at a time. */
function* inBatches(sequences: Iterable<Iterable<unknown>>): Generator {
  let batch: Iterable<unknown>[] = [];
  let size = 1;
  for (const sequence of sequences) {
    batch.push(sequence);
    if (batch.length < size) continue;
    yield* interleaved(batch);
    batch = [];
    size = HOSTS;
  }
  yield* interleaved(batch);
}

/** A schema without values refuses all that there are. */
function* unlessUnsatisfiable<T>(values: Iterable<T>): Generator<T> {
  try {
    yield* values;
  } catch (error) {
    if (!(error instanceof UnsatisfiableSchemaError)) throw error;
  }
}
