import { keyword, type SchemaObject } from '../arbitrary/keywords.ts';
import type { AssertionLocation } from './assertion-locations.ts';

/** Keywords without which another does not mean the same. */
const companions: Readonly<Record<string, readonly string[]>> = {
  additionalProperties: ['properties', 'patternProperties'],
  items: ['prefixItems'],
  contains: ['minContains', 'maxContains'],
  then: ['if'],
  else: ['if'],
};
const annotated = new Set(['unevaluatedItems', 'unevaluatedProperties']);

/**
 * A schema like the one at a location, but with one keyword turned round: its values keep all the others and
 * violate that one. What sees annotations of its neighbours cannot be turned round and is left out instead.
 */
export function turnedRound({ schema, keyword: name }: AssertionLocation): SchemaObject {
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== name));
  if (annotated.has(name)) return kept;
  const names = [name, ...(companions[name] ?? [])].filter((each) => Object.hasOwn(schema, each));
  const refused = { not: Object.fromEntries(names.map((each) => [each, keyword(schema, each)])) };
  const others = keyword(schema, 'allOf');
  const allOf =
    name === 'allOf' || !Array.isArray(others) ? [] : others.map((each: unknown) => each);
  return { ...kept, allOf: [...allOf, refused] };
}
