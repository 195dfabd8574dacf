import { alternative, type Alternative, type Alternatives, anything } from './alternative.ts';
import type { ArrayConstraints } from './array-constraints.ts';
import { namedSchemasOf, schemaOf, schemasOf, typesOf, valuesOf } from './assertions.ts';
import { type InstanceType, instanceTypes } from './instance-types.ts';
import {
  entriesKeyword,
  keyword,
  numberKeyword,
  type SchemaObject,
  stringKeyword,
  strings,
} from './keywords.ts';
import { type LocatedSchema, negation } from './located-schema.ts';
import type { NumberConstraints } from './number-constraints.ts';
import { complementOfObjects } from './object-complement.ts';
import { product, thinned } from './products.ts';
import { referencedBy } from './references.ts';
import type { StringConstraints } from './string-constraints.ts';

/**
 * The alternatives of what a schema refuses: one or more for each of its keywords. Approximate where a
 * keyword cannot be turned round (`format`); the validator judges that.
 */
export function complementOf(
  located: LocatedSchema,
  expansion: Alternatives,
): readonly Alternative[] {
  const { schema } = located;
  if (typeof schema === 'boolean') return schema ? [] : [anything];
  return thinned([
    ...complementOfTypes(schema),
    ...complementOfNumbers(schema),
    ...complementOfStrings(schema),
    ...complementOfArrays(schema, located),
    ...complementOfObjects(schema, located),
    ...complementOfReferences(located, schema, expansion),
    ...complementOfBranches(located, expansion),
    ...complementOfConditional(located, expansion),
    ...complementOfDependencies(located, schema, expansion),
  ]);
}

function complementOfTypes(schema: SchemaObject): readonly Alternative[] {
  const { types } = typesOf(schema);
  const values = valuesOf(schema);
  return [
    ...(types === undefined ? [] : [alternative({ types: except(types) })]),
    ...(values === null ? [] : [alternative({ excluded: values })]),
  ];
}

function except(types: readonly InstanceType[]): readonly InstanceType[] {
  return instanceTypes.filter((type) => !types.includes(type));
}

function complementOfNumbers(schema: SchemaObject): readonly Alternative[] {
  const turned: readonly [string, (value: number) => Partial<NumberConstraints>][] = [
    ['minimum', (exclusiveMaximum) => ({ exclusiveMaximum })],
    ['maximum', (exclusiveMinimum) => ({ exclusiveMinimum })],
    ['exclusiveMinimum', (maximum) => ({ maximum })],
    ['exclusiveMaximum', (minimum) => ({ minimum })],
    ['multipleOf', (divisor) => ({ notMultiplesOf: [divisor] })],
  ];
  return turned.flatMap(([name, turn]) => {
    const value = numberKeyword(schema, name);
    if (value === undefined) return [];
    return [alternative({ types: ['integer', 'fraction'], numbers: turn(value) })];
  });
}

function complementOfStrings(schema: SchemaObject): readonly Alternative[] {
  const minLength = numberKeyword(schema, 'minLength') ?? 0;
  const maxLength = numberKeyword(schema, 'maxLength');
  const pattern = stringKeyword(schema, 'pattern');
  const turned: readonly (Partial<StringConstraints> | false)[] = [
    minLength > 0 && { maxLength: minLength - 1 },
    maxLength !== undefined && { minLength: maxLength + 1 },
    pattern !== undefined && { notPatterns: [pattern] },
    stringKeyword(schema, 'format') !== undefined && {},
  ];
  return turned
    .filter((part) => part !== false)
    .map((part) => alternative({ types: ['string'], strings: part }));
}

function complementOfReferences(
  located: LocatedSchema,
  schema: SchemaObject,
  expansion: Alternatives,
): readonly Alternative[] {
  return referencedBy(located, schema, expansion.references).flatMap((target) =>
    expansion.alternatives(negation(target)),
  );
}

function complementOfBranches(
  located: LocatedSchema,
  expansion: Alternatives,
): readonly Alternative[] {
  const refused = (name: string) =>
    schemasOf(located, name).map((branch) => expansion.alternatives(negation(branch)));
  const anyOf = refused('anyOf');
  const oneOf = refused('oneOf');
  const not = schemaOf(located, 'not');
  return [
    ...refused('allOf').flat(),
    ...(anyOf.length === 0 ? [] : product(anyOf)),
    ...(oneOf.length === 0 ? [] : product(oneOf)),
    ...twoOf(schemasOf(located, 'oneOf'), expansion),
    ...(not === null ? [] : expansion.alternatives(not)),
  ];
}

function twoOf(
  branches: readonly LocatedSchema[],
  expansion: Alternatives,
): readonly Alternative[] {
  return branches.flatMap((one, index) =>
    branches
      .slice(index + 1)
      .flatMap((other) => product([expansion.alternatives(one), expansion.alternatives(other)])),
  );
}

function complementOfConditional(
  located: LocatedSchema,
  expansion: Alternatives,
): readonly Alternative[] {
  const condition = schemaOf(located, 'if');
  if (condition === null) return [];
  const consequence = schemaOf(located, 'then');
  const otherwise = schemaOf(located, 'else');
  const refuse = (when: LocatedSchema, then: LocatedSchema | null) =>
    then === null
      ? []
      : product([expansion.alternatives(when), expansion.alternatives(negation(then))]);
  return [...refuse(condition, consequence), ...refuse(negation(condition), otherwise)];
}

function complementOfDependencies(
  located: LocatedSchema,
  schema: SchemaObject,
  expansion: Alternatives,
): readonly Alternative[] {
  const required = entriesKeyword(schema, 'dependentRequired').flatMap(([name, names]) =>
    strings(names).map((missing) => having(name, new Set([missing]))),
  );
  const schemas = namedSchemasOf(located, 'dependentSchemas').flatMap(([name, dependent]) =>
    product([[having(name)], expansion.alternatives(negation(dependent))]),
  );
  return [...required, ...schemas];
}

function having(name: string, forbidden: ReadonlySet<string> = new Set()): Alternative {
  return alternative({ types: ['object'], objects: { required: new Set([name]), forbidden } });
}

/** The arrays that keywords on arrays refuse, an alternative for each way. */
function complementOfArrays(schema: SchemaObject, located: LocatedSchema): readonly Alternative[] {
  return [...wrongCounts(schema), ...wrongItems(located), ...wrongContains(schema, located)].map(
    (part) => alternative({ types: ['array'], arrays: part }),
  );
}

function wrongCounts(schema: SchemaObject): readonly Partial<ArrayConstraints>[] {
  const minItems = numberKeyword(schema, 'minItems') ?? 0;
  const maxItems = numberKeyword(schema, 'maxItems');
  return [
    ...(minItems > 0 ? [{ maxItems: minItems - 1 }] : []),
    ...(maxItems === undefined ? [] : [{ minItems: maxItems + 1 }]),
    ...(keyword(schema, 'uniqueItems') === true ? [{ repeatedItems: true, minItems: 2 }] : []),
  ];
}

function wrongItems(located: LocatedSchema): readonly Partial<ArrayConstraints>[] {
  const prefixItems = schemasOf(located, 'prefixItems');
  const items = schemaOf(located, 'items');
  const unevaluated = schemaOf(located, 'unevaluatedItems');
  const prefix = prefixItems.map((_, position) => itemAt(position, prefixItems));
  return [
    ...prefix,
    ...[items, unevaluated]
      .filter((schema) => schema !== null)
      .map((schema) => itemAt(prefixItems.length, [...prefixItems, schema])),
  ];
}

/** The item at a position is refused by the schema there; those before it are free. */
function itemAt(position: number, schemas: readonly LocatedSchema[]): Partial<ArrayConstraints> {
  const free = schemas.map((schema) => ({ ...schema, schema: true, negated: false }));
  const refused = schemas.slice(position, position + 1).map(negation);
  const prefixItems = [...free.slice(0, position), ...refused];
  return { minItems: position + 1, layers: [{ prefixItems, items: null, evaluates: false }] };
}

function wrongContains(
  schema: SchemaObject,
  located: LocatedSchema,
): readonly Partial<ArrayConstraints>[] {
  const contains = schemaOf(located, 'contains');
  if (contains === null) return [];
  const least = numberKeyword(schema, 'minContains') ?? 1;
  const most = numberKeyword(schema, 'maxContains');
  const counted = (minContains: number, maxContains: number) => ({
    contains: [{ schema: contains, minContains, maxContains, evaluates: false }],
  });
  return [
    ...(least > 0 ? [counted(0, least - 1)] : []),
    ...(most === undefined ? [] : [counted(most + 1, Infinity)]),
  ];
}
