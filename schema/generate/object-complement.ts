import { alternative, type Alternative } from './alternative.ts';
import { assertionsOf, namedSchemasOf, schemaOf } from './assertions.ts';
import { numberKeyword, stringsKeyword, type SchemaObject } from './keywords.ts';
import { negation, type LocatedSchema } from './located-schema.ts';
import type { ObjectConstraints, PropertiesLayer, Witness } from './object-constraints.ts';

/** The objects that keywords on objects refuse, an alternative for each way. */
export function complementOfObjects(
  schema: SchemaObject,
  located: LocatedSchema,
): readonly Alternative[] {
  const { layers } = assertionsOf(schema, located).objects;
  return [
    ...wrongCounts(schema),
    ...stringsKeyword(schema, 'required').map((name) => ({ forbidden: new Set([name]) })),
    ...wrongProperties(located),
    ...wrongOthers(located, layers),
  ].map((part) => alternative({ types: ['object'], objects: part }));
}

function wrongCounts(schema: SchemaObject): readonly Partial<ObjectConstraints>[] {
  const least = numberKeyword(schema, 'minProperties') ?? 0;
  const most = numberKeyword(schema, 'maxProperties');
  return [
    ...(least > 0 ? [{ maxProperties: least - 1 }] : []),
    ...(most === undefined ? [] : [{ minProperties: most + 1 }]),
  ];
}

function wrongProperties(located: LocatedSchema): readonly Partial<ObjectConstraints>[] {
  return namedSchemasOf(located, 'properties')
    .filter(([, property]) => property.schema !== true)
    .map(([name, property]) => ({
      required: new Set([name]),
      layers: [{ ...emptyLayer, properties: new Map([[name, negation(property)]]) }],
    }));
}

const emptyLayer: PropertiesLayer = {
  properties: new Map(),
  patternProperties: [],
  additionalProperties: null,
  evaluates: false,
};

const anyMember: Witness = { pattern: null, name: null, undeclaredBy: [], value: null };

function wrongOthers(
  located: LocatedSchema,
  layers: readonly PropertiesLayer[],
): readonly Partial<ObjectConstraints>[] {
  const patterned = namedSchemasOf(located, 'patternProperties').map(([pattern, schema]) => ({
    ...anyMember,
    pattern,
    value: negation(schema),
  }));
  const others = ['additionalProperties', 'unevaluatedProperties']
    .map((name) => schemaOf(located, name))
    .filter((schema) => schema !== null)
    .map((schema) => ({ ...anyMember, undeclaredBy: layers, value: negation(schema) }));
  const names = schemaOf(located, 'propertyNames');
  const misnamed = names === null ? [] : [{ ...anyMember, name: negation(names) }];
  return [...patterned, ...others, ...misnamed].map((witness) => ({ witnesses: [witness] }));
}
