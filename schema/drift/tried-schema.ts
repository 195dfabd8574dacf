import fc from 'fast-check';
import { declaredProperties } from '../contract/declared-properties.ts';
import type { DocumentNode } from '../contract/document-node.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { undeclaredProperties } from '../contract/undeclared-properties.ts';
import type { Validators } from '../contract/validators.ts';
import type { Violation } from '../contract/violations.ts';
import {
  arbitraryForSchema,
  boundaryValues,
  enumerateNegatives,
  UnsatisfiableSchemaError,
} from '../generate/index.ts';
import { withoutIndices } from '../json/json-pointer.ts';
import { isJsonObject } from '../json/json-value.ts';

/** Enough to meet each keyword several times; a difference that none of them meets is told by its keyword. */
const MOST_BOUNDARIES = 120;
const MOST_NEGATIVES = 240;
const RANDOM = { seed: 1, numRuns: 40 };

/** A schema of a document whose values are tried on another schema. */
export class TriedSchema {
  readonly node: DocumentNode;
  readonly #schema: JsonSchema;
  #declared: ReadonlySet<string> | undefined;
  readonly #options: Parameters<typeof enumerateNegatives>[1];
  readonly #violations: (value: unknown) => readonly Violation[];

  /**
   * @param node a schema of a resolved document in the bundled form; a place without a schema admits everything
   * @throws ContractError when the schema cannot be compiled
   */
  constructor(node: DocumentNode, validators: Validators) {
    const { document, pointer, value = true } = node;
    this.node = node;
    this.#schema = typeof value === 'boolean' || isJsonObject(value) ? value : true;
    const content = { schema: this.#schema, pointer };
    const isThere = node.value !== undefined;
    this.#violations = isThere ? validators.of(content) : () => [];
    this.#options = {
      errors: isThere ? validators.errorsOf(content) : () => [],
      pointer,
      ...(isJsonObject(document) ? { root: document } : {}),
    };
  }

  /** Members that the schema declares by name, at any depth, with a star in place of each index. */
  get declared(): ReadonlySet<string> {
    this.#declared ??= new Set(
      declaredProperties(this.#schema, this.node.document).map(({ path }) => path),
    );
    return this.#declared;
  }

  /** What a value violates; nothing where the schema has it. */
  violations(value: unknown): readonly Violation[] {
    return this.#violations(value);
  }

  /** Members of a value that no part of the schema speaks of, with a star in place of each index. */
  undeclared(value: unknown): ReadonlySet<string> {
    const found = undeclaredProperties(this.#schema, value, this.node.document);
    return new Set(found.map(({ pointer }) => withoutIndices(pointer)));
  }

  /** Values at the boundaries of the schema, and some within; none where it has no value. */
  *values(): Generator {
    const validate = (value: unknown) => this.violations(value).length === 0;
    const options = { ...this.#options, validate };
    try {
      let count = 0;
      for (const { value } of boundaryValues(this.#schema, options)) {
        yield value;
        if (++count === MOST_BOUNDARIES) break;
      }
      yield* fc.sample(arbitraryForSchema(this.#schema, options), RANDOM);
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchemaError)) throw error;
    }
  }

  /** Values that the schema refuses, for one reason each. */
  *negatives(): Generator {
    let count = 0;
    for (const { value } of enumerateNegatives(this.#schema, this.#options)) {
      yield value;
      if (++count === MOST_NEGATIVES) break;
    }
  }
}
