import { boundaryValues } from '../arbitrary/boundary-values.ts';
import { simplestValue } from '../arbitrary/simplest-value.ts';
import { UnsatisfiableSchemaError } from '../arbitrary/unsatisfiable-schema-error.ts';
import { canonicalJson } from '../canonical-json.ts';
import { interleaved } from '../interleaved.ts';
import type { JsonSchema } from '../operation.ts';
import { assertionLocations, type AssertionLocation } from './assertion-locations.ts';
import { violating, type NegationOptions, type NegativeValue } from './negative-values.ts';
import { SchemaGraph } from './schema-graph.ts';
import { editsOf, oddValues } from './value-edits.ts';
import { soleViolations } from './violated-locations.ts';

/** Candidates that are judged before the first negative is given, and at each later look for more. */
const BATCH = 400;
/** Batches among which a location is looked for before a value is made for it. */
const LOOKS = 4;
/** Boundary values that are edited at a time: a whole body has edits by the thousand. */
const HOSTS = 12;

/**
 * Invalid values of a schema, one violation each: other types at each declared place, bounds missed by one,
 * members missing or too many, values that are not listed. They are single edits of the schema's boundary values,
 * and for what these do not reach the simplest value found. Each location that can be violated alone comes once
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

class NegativeSearch {
  readonly #schema: JsonSchema;
  readonly #options: NegationOptions;
  readonly #graph: SchemaGraph;
  readonly #candidates: Iterator<unknown, void>;
  readonly #seen = new Set<string>();
  /** What was found and not given yet, by violated location, simplest first. */
  readonly #found = new Map<string, NegativeValue[]>();

  constructor(schema: JsonSchema, options: NegationOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#graph = new SchemaGraph(options.root ?? schema, options.root ? '#' : options.pointer);
    this.#candidates = candidatesOf(schema, options);
  }

  *firstOfEachLocation(): Generator<NegativeValue> {
    const places = assertionLocations(this.#schema, this.#graph);
    const given = new Set<string>();
    for (let looks = 0; looks < LOOKS && given.size < places.length; looks += 1) {
      if (!this.#lookForMore()) break;
      for (const [location, queue] of this.#found) {
        const first = given.has(location) ? undefined : queue.shift();
        if (first !== undefined) yield first;
        given.add(location);
      }
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
      if (next !== undefined) yield next;
    }
  }

  #simplestAt(place: AssertionLocation): readonly NegativeValue[] {
    const values = violating(this.#schema, place, this.#graph, this.#options);
    return values === null ? [] : simplestValue(values);
  }

  /** Judges another batch of candidates; `false` where there are none. */
  #lookForMore(): boolean {
    for (let count = 0; count < BATCH; count += 1) {
      const next = this.#candidates.next();
      if (next.done === true && count === 0) return false;
      if (next.done === true) break;
      this.#judge(next.value);
    }
    for (const queue of this.#found.values()) queue.sort((left, right) => size(left) - size(right));
    return true;
  }

  #judge(value: unknown): void {
    if (!this.#isNew(value)) return;
    const violated = soleViolations(this.#options.errors(value), this.#graph).at(-1);
    if (violated === undefined) return;
    const queue = this.#found.get(violated) ?? [];
    this.#found.set(violated, queue);
    queue.push({ value, violated });
  }

  #isNew(value: unknown): boolean {
    const text = canonicalJson(value);
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    return true;
  }
}

function* candidatesOf(schema: JsonSchema, options: NegationOptions): Generator<unknown, void> {
  yield* oddValues;
  const validate = (value: unknown) => options.errors(value).length === 0;
  let hosts: Iterable<unknown>[] = [];
  for (const { value } of unlessUnsatisfiable(boundaryValues(schema, { ...options, validate }))) {
    hosts.push(editsOf(value));
    if (hosts.length < HOSTS) continue;
    yield* interleaved(hosts);
    hosts = [];
  }
  yield* interleaved(hosts);
}

/** A schema without values refuses all that there are. */
function* unlessUnsatisfiable<T>(values: Iterable<T>): Generator<T> {
  try {
    yield* values;
  } catch (error) {
    if (!(error instanceof UnsatisfiableSchemaError)) throw error;
  }
}

function size({ value }: NegativeValue): number {
  return JSON.stringify(value).length;
}
