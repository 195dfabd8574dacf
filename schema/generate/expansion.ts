import type { JsonSchema } from '../contract/operation.ts';
import {
  type Alternative,
  type Alternatives,
  alternative,
  anything,
  both,
  consistent,
  withoutAnnotations,
} from './alternative.ts';
import { assertionsOf, namedSchemasOf, schemaOf, schemasOf } from './assertions.ts';
import { complementOf } from './complement.ts';
import { entriesKeyword, type SchemaObject, strings } from './keywords.ts';
import { identityOf, type LocatedSchema, negation } from './located-schema.ts';
import { memberSchemas } from './object-constraints.ts';
import { product, thinned } from './products.ts';
import { referencedBy, type References } from './references.ts';

type Lists = readonly (readonly Alternative[])[];

/** Schemas expanded into their alternatives, each once. */
export class Expansion implements Alternatives {
  readonly references: References;
  readonly #replacements: ReadonlyMap<JsonSchema, JsonSchema>;
  readonly #known = new Map<string, readonly Alternative[]>();

  /** Takes the references to follow, and schemas that stand in for others wherever those occur. */
  constructor(
    references: References,
    replacements: ReadonlyMap<JsonSchema, JsonSchema> = new Map(),
  ) {
    this.references = references;
    this.#replacements = replacements;
  }

  /** The alternatives of one schema. A schema that refers to itself at its own level adds nothing to itself. */
  alternatives(located: LocatedSchema): readonly Alternative[] {
    const identity = identityOf(located);
    const known = this.#known.get(identity);
    if (known !== undefined) return known;
    this.#known.set(identity, [anything]);
    const expanded = this.#expand(this.#replaced(located));
    this.#known.set(identity, expanded);
    return expanded;
  }

  /** The alternatives that satisfy all of the schemas. */
  intersection(schemas: readonly LocatedSchema[]): readonly Alternative[] {
    if (schemas.length === 0) return [anything];
    return product(schemas.map((schema) => this.alternatives(schema)));
  }

  /**
   * Whether it is plain that nothing satisfies both schemas: they want different types, or a member that each of them
   * requires has a value that the other refuses.
   */
  areApart(left: LocatedSchema, right: LocatedSchema): boolean {
    const others = this.alternatives(right);
    return this.alternatives(left).every((one) =>
      others.every((other) => this.#excludes(both(one, other))),
    );
  }

  #excludes(each: Alternative | null): boolean {
    if (each === null) return true;
    const { types, objects } = each;
    if (types.size !== 1 || !types.has('object')) return false;
    return [...objects.required].some(
      (name) => this.intersection(memberSchemas(objects, name)).length === 0,
    );
  }

  #expand(located: LocatedSchema): readonly Alternative[] {
    return located.negated
      ? silenced(complementOf({ ...located, negated: false }, this))
      : alternativesOf(located, this);
  }

  #replaced(located: LocatedSchema): LocatedSchema {
    const { schema, pointer, scope, negated } = located;
    const replacement = this.#replacements.get(schema) ?? schema;
    return { ...this.references.locate(replacement, pointer, scope), negated };
  }
}

/**
 * The alternatives of a schema: what satisfies any of them satisfies the schema, except for what only the
 * validator can judge. None where the schema is plainly unsatisfiable.
 */
function alternativesOf(located: LocatedSchema, expansion: Expansion): readonly Alternative[] {
  const { schema } = located;
  if (typeof schema === 'boolean') return schema ? [anything] : [];
  const own = consistent(assertionsOf(schema, located));
  const combined = product([
    own === null ? [] : [own],
    ...referencedBy(located, schema, expansion.references).map((target) =>
      expansion.alternatives(target),
    ),
    ...schemasOf(located, 'allOf').map((each) => expansion.alternatives(each)),
    ...anyOf(located, expansion),
    ...oneOf(located, expansion),
    ...not(located, expansion),
    ...conditional(located, expansion),
    ...dependencies(located, schema, expansion),
  ]);
  return combined.map((each) => withUnevaluated(each, located));
}

function anyOf(located: LocatedSchema, expansion: Expansion): Lists {
  const branches = schemasOf(located, 'anyOf');
  if (branches.length === 0) return [];
  return [thinned(branches.flatMap((branch) => expansion.alternatives(branch)))];
}

function oneOf(located: LocatedSchema, expansion: Expansion): Lists {
  const branches = schemasOf(located, 'oneOf');
  if (branches.length === 0) return [];
  const only = branches.map((branch) => {
    const others = branches.filter(
      (other) => other !== branch && !expansion.areApart(branch, other),
    );
    return product([
      expansion.alternatives(branch),
      ...others.map((other) => few(negation(other), expansion)),
    ]);
  });
  return [thinned(only.flat())];
}

function few(located: LocatedSchema, expansion: Expansion): readonly Alternative[] {
  return thinned(expansion.alternatives(located), 12);
}

function not(located: LocatedSchema, expansion: Expansion): Lists {
  const refused = schemaOf(located, 'not');
  return refused === null ? [] : [expansion.alternatives(negation(refused))];
}

function conditional(located: LocatedSchema, expansion: Expansion): Lists {
  const condition = schemaOf(located, 'if');
  const consequence = schemaOf(located, 'then');
  const otherwise = schemaOf(located, 'else');
  if (condition === null) return [];
  const held = product([
    expansion.alternatives(condition),
    consequence === null ? [anything] : expansion.alternatives(consequence),
  ]);
  const failed = product([
    expansion.alternatives(negation(condition)),
    otherwise === null ? [anything] : expansion.alternatives(otherwise),
  ]);
  return [thinned([...held, ...failed])];
}

function dependencies(located: LocatedSchema, schema: SchemaObject, expansion: Expansion): Lists {
  const required = entriesKeyword(schema, 'dependentRequired').map(([name, names]) => [
    without(name),
    alternative({ objects: { required: new Set([name, ...strings(names)]) } }),
  ]);
  const schemas = namedSchemasOf(located, 'dependentSchemas').map(([name, dependent]) => [
    without(name),
    ...product([
      [alternative({ objects: { required: new Set([name]) } })],
      expansion.alternatives(dependent),
    ]),
  ]);
  return [...required, ...schemas];
}

function without(name: string): Alternative {
  return alternative({ objects: { forbidden: new Set([name]) } });
}

/** Adds `unevaluatedProperties` and `unevaluatedItems`, which see what the alternative has evaluated so far. */
function withUnevaluated(each: Alternative, located: LocatedSchema): Alternative {
  const members = schemaOf(located, 'unevaluatedProperties');
  const items = schemaOf(located, 'unevaluatedItems');
  const { objects, arrays } = each;
  const withMembers = members && {
    ...objects,
    unevaluated: [
      ...objects.unevaluated,
      { schema: members, layers: objects.layers, settled: objects.unevaluated.length > 0 },
    ],
  };
  const withItems = items && {
    ...arrays,
    unevaluated: [
      ...arrays.unevaluated,
      {
        schema: items,
        layers: arrays.layers,
        contains: arrays.contains,
        settled: arrays.unevaluated.length > 0,
      },
    ],
  };
  return { ...each, objects: withMembers ?? objects, arrays: withItems ?? arrays };
}

/** The alternatives of a complement: none of its annotations reach the schemas around it. */
function silenced(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.map(withoutAnnotations);
}
