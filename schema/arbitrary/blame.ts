import type { Alternative } from './alternative.ts';
import type { ArbitraryBuilder } from './arbitrary-builder.ts';
import { itemSchemas } from './array-constraints.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import { memberSchemas } from './object-constraints.ts';

/**
 * The innermost schema that leaves another without values: follows members and items that must be there
 * and cannot. Gives the schema itself where the fault lies in its own keywords.
 */
export function blame(
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
