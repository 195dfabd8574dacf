import { alternative, anything, type Alternative } from './alternative.ts';
import { complementOfArrays } from './array-complement.ts';
import { namedSchemasOf, schemaOf, schemasOf, typesOf, valuesOf } from './assertions.ts';
import type { Expansion } from './expansion.ts';
import { instanceTypes, type InstanceType } from './instance-types.ts';
import {
  entriesKeyword,
  numberKeyword,
  stringKeyword,
  strings,
  type SchemaObject,
} from './keywords.ts';
import { negation, type LocatedSchema } from './located-schema.ts';
import type { NumberConstraints } from './number-constraints.ts';
import { referencedBy } from './references.ts';
import { complementOfObjects } from './object-complement.ts';
import { product, thinned } from './products.ts';
import type { StringConstraints } from './string-constraints.ts';

/**
 * The alternatives of what a schema refuses: one or more for each of its keywords. Approximate where a
 * keyword cannot be turned round (`format`); the validator judges that.
 */
export function complementOf(located: LocatedSchema, expansion: Expansion): readonly Alternative[] {
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
  expansion: Expansion,
): readonly Alternative[] {
  return referencedBy(located, schema, expansion.references).flatMap((target) =>
    expansion.alternatives(negation(target)),
  );
}

function complementOfBranches(
  located: LocatedSchema,
  expansion: Expansion,
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

function twoOf(branches: readonly LocatedSchema[], expansion: Expansion): readonly Alternative[] {
  return branches.flatMap((one, index) =>
    branches
      .slice(index + 1)
      .flatMap((other) => product([expansion.alternatives(one), expansion.alternatives(other)])),
  );
}

function complementOfConditional(
  located: LocatedSchema,
  expansion: Expansion,
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
  expansion: Expansion,
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
