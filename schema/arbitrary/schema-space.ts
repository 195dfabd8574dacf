import type fc from 'fast-check';
import type { JsonSchema } from '../operation.ts';
import {
  ArbitraryBuilder,
  TooManyParts,
  type BuildLimits,
  type FreeForm,
} from './arbitrary-builder.ts';
import { blame } from './blame.ts';
import { Expansion } from './expansion.ts';
import { jsonValues, names } from './json-values.ts';
import type { LocatedSchema } from './located-schema.ts';
import { References } from './references.ts';
import type { RejectBudget } from './reject-budget.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/** What an arbitrary for a schema is built with. */
export interface ArbitraryOptions {
  /** The schema's validator: every value given passes it. */
  readonly validate: (value: unknown) => boolean;
  /** JSON pointer of the schema in its document, for messages; `#` by default. */
  readonly pointer?: string;
  /** The document that references are resolved in, where it is not the schema itself. */
  readonly root?: JsonSchema;
  /** Values where the schema constrains nothing; JSON values of all kinds by default. */
  readonly freeForm?: fc.Arbitrary<unknown>;
  /** Names of members that the schema does not declare; short texts by default. */
  readonly freeFormKey?: fc.Arbitrary<string>;
  /** How long to look for one value; 3,000 candidates or two seconds by default. */
  readonly budget?: RejectBudget;
  /** Schemas to put in the place of others of the document, by identity. */
  readonly replacements?: ReadonlyMap<JsonSchema, JsonSchema>;
}

/** A schema made ready for building values of it. */
export interface SchemaSpace {
  readonly located: LocatedSchema;
  readonly builder: ArbitraryBuilder;
  /** Values built by construction; the validator has yet to judge them. */
  readonly candidates: fc.Arbitrary<unknown>;
}

/** What must be there, all of it: of this there is only so much, however wide a schema is. */
const lean: BuildLimits = { depth: 40, parts: Infinity, isLean: true };

/**
 * Tried in turn until a value fits: usual depths first, less where the schema branches too much, then more, and
 * at last nothing but what must be there. Only this last one says that there is no value.
 */
const limits: readonly BuildLimits[] = [
  { depth: 6, parts: 1500 },
  { depth: 3, parts: 1500 },
  { depth: 1, parts: 1500 },
  { depth: 12, parts: 4000 },
  { depth: 40, parts: 4000 },
  lean,
];

/**
 * Builds candidates for a schema within the first limits that suffice.
 * Throws UnsatisfiableSchemaError, naming the innermost schema at fault, where the schema has no value.
 */
export function schemaSpace(schema: JsonSchema, options: ArbitraryOptions): SchemaSpace {
  const expansion = expansionOf(schema, options);
  const pointer = options.pointer ?? '#';
  const located = expansion.references.locate(schema, pointer, []);
  const freeForm: FreeForm = {
    values: options.freeForm ?? jsonValues,
    names: options.freeFormKey ?? names,
  };
  for (const limit of limits) {
    const builder = new ArbitraryBuilder(expansion, freeForm, limit);
    const candidates = unlessTooMany(() => builder.values([located], 0));
    if (candidates !== null) return { located, builder, candidates };
  }
  const culprit = blame(new ArbitraryBuilder(expansion, freeForm, lean), [located]);
  throw new UnsatisfiableSchemaError(culprit?.pointer ?? pointer, 'has no valid value');
}

function expansionOf(schema: JsonSchema, options: ArbitraryOptions): Expansion {
  const { pointer = '#', root = schema, replacements } = options;
  const references = new References([
    [root, root === schema ? pointer : '#'],
    [schema, pointer],
  ]);
  return new Expansion(references, replacements);
}

/** What is built, or `null` where that takes more parts than the builder's limits allow. */
export function unlessTooMany<T>(build: () => T): T | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof TooManyParts) return null;
    throw error;
  }
}
