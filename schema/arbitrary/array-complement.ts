import { alternative, type Alternative } from './alternative.ts';
import type { ArrayConstraints } from './array-constraints.ts';
import { schemaOf, schemasOf } from './assertions.ts';
import { keyword, numberKeyword, type SchemaObject } from './keywords.ts';
import { negation, type LocatedSchema } from './located-schema.ts';

/** The arrays that keywords on arrays refuse, an alternative for each way. */
export function complementOfArrays(
  schema: SchemaObject,
  located: LocatedSchema,
): readonly Alternative[] {
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
