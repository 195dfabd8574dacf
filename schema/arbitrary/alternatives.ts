import {
  alternative,
  anything,
  consistent,
  withoutAnnotations,
  type Alternative,
} from './alternative.ts';
import { namedSchemasOf, assertionsOf, schemaOf, schemasOf } from './assertions.ts';
import type { Expansion } from './expansion.ts';
import { entriesKeyword, strings, type SchemaObject } from './keywords.ts';
import { negation, type LocatedSchema } from './located-schema.ts';
import { product, thinned } from './products.ts';
import { referencedBy } from './references.ts';

/**
 * The alternatives of a schema: what satisfies any of them satisfies the schema, but for what only the
 * validator can judge. None where the schema is plainly unsatisfiable.
 */
export function alternativesOf(
  located: LocatedSchema,
  expansion: Expansion,
): readonly Alternative[] {
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

type Lists = readonly (readonly Alternative[])[];

function anyOf(located: LocatedSchema, expansion: Expansion): Lists {
  const branches = schemasOf(located, 'anyOf');
  if (branches.length === 0) return [];
  return [thinned(branches.flatMap((branch) => expansion.alternatives(branch)))];
}

function oneOf(located: LocatedSchema, expansion: Expansion): Lists {
  const branches = schemasOf(located, 'oneOf');
  if (branches.length === 0) return [];
  const only = branches.map((branch) => {
    const others = branches.filter((other) => other !== branch).map(negation);
    return product([
      expansion.alternatives(branch),
      ...others.map((other) => few(other, expansion)),
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
export function silenced(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.map(withoutAnnotations);
}
