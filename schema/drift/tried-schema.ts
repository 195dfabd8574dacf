import fc from 'fast-check';
import { declaredProperties } from '../contract/declared-properties.ts';
import type { DocumentNode } from '../contract/document-node.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { undeclaredProperties } from '../contract/undeclared-properties.ts';
import type { Validator, Validators } from '../contract/validators.ts';
import type { Violation } from '../contract/violations.ts';
import {
  arbitraryForSchema,
  boundaryValues,
  enumerateNegatives,
  UnsatisfiableSchemaError,
} from '../generate/index.ts';
import { unmarked } from '../json/describe-value.ts';
import { childPointer, withoutIndices } from '../json/json-pointer.ts';
import { isJsonObject } from '../json/json-value.ts';

/** Enough to meet each keyword several times. */
const MOST_BOUNDARIES = 120;
const FEWEST_NEGATIVES = 240;
const RANDOM = { seed: 1, numRuns: 40 };
/** Refusals of a member for its name. */
const BY_NAME = /\/(?:additionalProperties|unevaluatedProperties|false schema)$/;

const CONDITIONAL = ['if', 'then', 'else'];

type Options = Parameters<typeof arbitraryForSchema>[1] & Parameters<typeof enumerateNegatives>[1];

/** A schema whose values are tried on another schema. A place without a schema admits everything. */
export class TriedSchema {
  readonly node: DocumentNode;
  /** What a value violates; nothing where the schema has it. */
  readonly violations: Validator;
  /** Members that the schema declares by name, at any depth, with a star in place of each index. */
  readonly declared: ReadonlySet<string>;
  readonly #schema: JsonSchema;
  readonly #options: Options;

  /**
   * @param node a schema of a resolved document in the bundled form
   * @throws ContractError when the schema cannot be compiled
   */
  constructor(node: DocumentNode, validators: Validators) {
    const { document, pointer, value } = node;
    const schema = typeof value === 'boolean' || isJsonObject(value) ? value : true;
    const content = { schema, pointer };
    this.node = node;
    this.violations = value === undefined ? () => [] : validators.of(content);
    this.declared = new Set(declaredProperties(schema, document).map(({ path }) => path));
    this.#schema = schema;
    this.#options = {
      errors: value === undefined ? () => [] : validators.errorsOf(content),
      validate: (tried) => this.has(tried),
      pointer,
      ...(isJsonObject(document) ? { root: document } : {}),
    };
  }

  /** Whether no value of the schema is found. */
  get isEmpty(): boolean {
    return this.values().next().done === true;
  }

  /** Whether a value is one of the schema. */
  has(value: unknown): boolean {
    return this.violations(value).length === 0;
  }

  /**
   * Members of a value that the schema refuses by their names, or does not speak of; a star stands for each index.
   *
   * @param violations of the value
   */
  strangers(value: unknown, violations: readonly Violation[]): ReadonlySet<string> {
    const strange =
      violations.length === 0
        ? undeclaredProperties(this.#schema, value, this.node.document).map(
            ({ pointer }) => pointer,
          )
        : violations.filter(({ clause }) => BY_NAME.test(clause)).map(memberOf);
    return new Set(strange.map(withoutIndices));
  }

  /** Values at the boundaries of the schema, and some within; none where it has no value. */
  *values(): Generator {
    try {
      const boundaries = boundaryValues(this.#schema, this.#options);
      for (const { value } of fc.stream(boundaries).take(MOST_BOUNDARIES)) yield value;
      yield* fc.sample(arbitraryForSchema(this.#schema, this.#options), RANDOM);
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchemaError)) throw error;
    }
  }

  /** Values that the schema refuses, for one reason each. */
  negatives(): readonly unknown[] {
    return [...this.#negatives()].map(({ value }) => value);
  }

  /** Whether some value is refused for a part of the schema alone, of a condition for each part that depends on it. */
  isMet(keyword: string, { pointer, value }: DocumentNode): boolean {
    const { if: condition, ...own } = isJsonObject(this.#schema) ? this.#schema : {};
    const dependents =
      condition === undefined ? [] : ['then', 'else'].filter((each) => Object.hasOwn(own, each));
    const places = CONDITIONAL.includes(keyword)
      ? dependents.map((each) => childPointer(this.node.pointer, each))
      : [pointer];
    const violated = [...this.#negatives()].map((negative) => `${negative.violated}/`);
    return (
      value === undefined ||
      places.every((place) => violated.some((each) => each.startsWith(`${place}/`)))
    );
  }

  /** Each place that can be refused alone comes at least once, however many there are. */
  *#negatives() {
    const places = new Set<string>();
    let count = 0;
    for (const negative of enumerateNegatives(this.#schema, this.#options)) {
      if (count >= FEWEST_NEGATIVES && places.has(negative.violated)) return;
      places.add(negative.violated);
      count += 1;
      yield negative;
    }
  }
}

function memberOf({ where, actual, clause }: Violation): string {
  if (clause.endsWith('false schema')) return where;
  const name: unknown = JSON.parse(unmarked(actual).replace(/^member /, ''));
  return childPointer(where, String(name));
}
