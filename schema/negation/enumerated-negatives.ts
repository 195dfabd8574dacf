import { boundaryValues } from '../arbitrary/boundary-values.ts';
import { canonicalJson } from '../canonical-json.ts';
import { simplestValue } from '../arbitrary/simplest-value.ts';
import type { JsonSchema } from '../operation.ts';
import { assertionLocations } from './assertion-locations.ts';
import { violating, type NegationOptions, type NegativeValue } from './negative-values.ts';
import { SchemaGraph } from './schema-graph.ts';
import { editsOf, oddValues } from './value-edits.ts';
import { soleViolations } from './violated-locations.ts';

/**
 * Invalid values of a schema, one violation each, the simplest first; the same list every time. Other types
 * at each declared place, bounds missed by one, members missing or too many, values that are not listed:
 * single edits of the schema's boundary values, and for what they do not reach the simplest value found.
 * Empty where the schema refuses nothing that was tried.
 */
export function enumerateNegatives(
  schema: JsonSchema,
  options: NegationOptions,
): readonly NegativeValue[] {
  const graph = new SchemaGraph(options.root ?? schema, options.root ? '#' : options.pointer);
  const validate = (value: unknown) => options.errors(value).length === 0;
  const found = new Map<string, NegativeValue>();
  const hosts = boundaryValues(schema, { ...options, validate }).map(({ value }) => value);
  for (const value of [...oddValues, ...hosts.flatMap(editsOf)]) {
    const violated = soleViolations(options.errors(value), graph).at(-1);
    const text = canonicalJson(value);
    if (violated !== undefined && !found.has(text)) found.set(text, { value, violated });
  }
  const reached = new Set([...found.values()].map(({ violated }) => violated));
  const missed = assertionLocations(schema, graph).filter(({ location }) => !reached.has(location));
  const others = missed.flatMap((each) => {
    const values = violating(schema, each, graph, options);
    return values === null ? [] : simplestValue(values);
  });
  return [...found.values(), ...others].sort((left, right) => size(left) - size(right));
}

function size({ value }: NegativeValue): number {
  return JSON.stringify(value).length;
}
