import type fc from 'fast-check';
import type { JsonSchema } from '../contract/operation.ts';
import type { Alternative } from './alternative.ts';
import { ArbitraryBuilder, type BuildLimits, TooManyParts } from './arbitrary-builder.ts';
import type { FreeForm } from './part-builder.ts';
import { itemSchemas } from './array-constraints.ts';
import { Expansion } from './expansion.ts';
import { jsonValues, names } from './json-values.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import { memberSchemas } from './object-constraints.ts';
import { References } from './references.ts';
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
  return spaceWithin(limits, schema, options);
}

/** The same for the simplest values alone: nothing is built but what must be there. Throws as `schemaSpace` does. */
export function leanSpace(schema: JsonSchema, options: ArbitraryOptions): SchemaSpace {
  return spaceWithin(
    limits.map((limit) => ({ ...limit, isLean: true })),
    schema,
    options,
  );
}

/** What builds the simplest values of parts of a schema. Whether the schema itself has any is not looked at. */
export function leanParts(
  schema: JsonSchema,
  options: ArbitraryOptions,
): Omit<SchemaSpace, 'candidates'> {
  const { located, builderWithin } = buildersOf(schema, options);
  return { located, builder: builderWithin(lean) };
}

function spaceWithin(
  tried: readonly BuildLimits[],
  schema: JsonSchema,
  options: ArbitraryOptions,
): SchemaSpace {
  const { located, builderWithin } = buildersOf(schema, options);
  for (const limit of tried) {
    const builder = builderWithin(limit);
    const candidates = unlessTooMany(() => builder.values([located], 0));
    if (candidates !== null) return { located, builder, candidates };
  }
  const culprit = blame(builderWithin(lean), [located]);
  throw new UnsatisfiableSchemaError(culprit?.pointer ?? located.pointer, 'has no valid value');
}

function buildersOf(schema: JsonSchema, options: ArbitraryOptions) {
  const { pointer = '#', root = schema, replacements } = options;
  const references = new References([
    [root, root === schema ? pointer : '#'],
    [schema, pointer],
  ]);
  const expansion = new Expansion(references, replacements);
  const freeForm: FreeForm = {
    values: options.freeForm ?? jsonValues,
    names: options.freeFormKey ?? names,
  };
  return {
    located: references.locate(schema, pointer, []),
    builderWithin: (limit: BuildLimits) => new ArbitraryBuilder(expansion, freeForm, limit),
  };
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

/**
 * The innermost schema that leaves another without values: follows members and items that must be there
 * and cannot. Gives the schema itself where the fault lies in its own keywords.
 */
function blame(
  builder: ArbitraryBuilder,
  schemas: readonly LocatedSchema[],
  level = 0,
  seen: ReadonlySet<string> = new Set(),
): LocatedSchema | undefined {
  const identity = schemas.map(identityOf).join(', ');
  const culprit = schemas.find(({ schema }) => schema === false) ?? schemas[0];
  const alternatives = builder.expansion.intersection(schemas);
  if (seen.has(identity) || alternatives.length === 0) return culprit;
  const inner = alternatives
    .flatMap(needed)
    .find((needs) => builder.values(needs, level + 1) === null);
  if (inner === undefined) return culprit;
  return blame(builder, inner, level + 1, new Set([...seen, identity]));
}

/** The schemas of members and items that an alternative cannot do without. */
function needed({ objects, arrays }: Alternative): readonly (readonly LocatedSchema[])[] {
  const members = [...objects.required].map((name) => memberSchemas(objects, name));
  const count = Math.min(arrays.minItems, 20);
  const items = Array.from({ length: count }, (_, position) => itemSchemas(arrays, position));
  return [...members, ...items];
}
