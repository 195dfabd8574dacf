import type { JsonSchema } from '../contract/operation.ts';
import { boundaryValues } from './boundary-values.ts';
import { interleaved } from './interleaved.ts';
import { populatedValues } from './populated-values.ts';
import type { ArbitraryOptions } from './schema-space.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';
import { type Edits, oddValues } from './value-edits.ts';

/** Boundary values that are edited at a time: a whole body has edits by the thousand. */
const HOSTS = 12;

/**
 * Values that a schema may refuse for one reason: those of every type, then edits of its own values. Each is made when
 * it is asked for; of those that are alike, few come twice.
 *
 * @param edits what made edits of its values before
 */
export function* negativeCandidates(
  schema: JsonSchema,
  options: ArbitraryOptions,
  edits: Edits,
): Generator<unknown, void> {
  yield* oddValues;
  yield* inBatches(editsOfPopulated(schema, options, edits));
  yield* inBatches(editsOfBoundaries(schema, options, edits));
}

/** Each place is edited where it is first met, and again where it is another. */
function* editsOfPopulated(
  schema: JsonSchema,
  options: ArbitraryOptions,
  edits: Edits,
): Generator<Iterable<unknown>> {
  for (const { value, path } of populatedValues(schema, options)) {
    if (options.validate(value)) yield edits.of(value, path);
  }
}

function* editsOfBoundaries(
  schema: JsonSchema,
  options: ArbitraryOptions,
  edits: Edits,
): Generator<Iterable<unknown>> {
  for (const { value } of unlessUnsatisfiable(boundaryValues(schema, options)))
    yield edits.of(value);
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
