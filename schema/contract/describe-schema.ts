import { shortJson } from '../json/describe-value.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { JsonSchema } from './operation.ts';

/** Says in a few words what a schema demands: `an array of unique items, each one of "A", "B"`. */
export function describeSchema(schema: JsonSchema): string {
  if (typeof schema === 'boolean') return schema ? 'any value' : 'no value';
  const constants = constantsOf(schema);
  if (constants !== null) return `one of ${constants.map(shortJson).join(', ')}`;
  const { type, items, uniqueItems, required, format } = schema;
  const kind = typeof type === 'string' ? type : Array.isArray(type) ? type.join(' or ') : 'value';
  const parts = [
    `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`,
    ...(uniqueItems === true ? ['of unique items'] : []),
    ...(typeof format === 'string' ? [`in format ${format}`] : []),
    ...(Array.isArray(required) ? [`with ${required.map(String).join(' and ')}`] : []),
  ];
  const each = isJsonObject(items) ? `, each ${describeSchema(items)}` : '';
  return `${parts.join(' ')}${each}`;
}

function constantsOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  if (Array.isArray(schema.enum)) return schema.enum as readonly unknown[];
  return constantBranches(schema.anyOf ?? schema.oneOf);
}

/** The constants of `anyOf` or `oneOf` branches that each state one; `null` where a branch states none. */
export function constantBranches(branches: unknown): readonly unknown[] | null {
  if (!Array.isArray(branches)) return null;
  const constants = branches.flatMap((branch: unknown) =>
    isJsonObject(branch) && Object.hasOwn(branch, 'const') ? [branch.const] : [],
  );
  return constants.length === branches.length ? constants : null;
}
