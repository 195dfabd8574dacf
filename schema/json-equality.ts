import { canonicalJson } from './canonical-json.ts';
import { isJsonObject } from './json-object.ts';

type Pair = readonly [left: unknown, right: unknown];

/** Whether two JSON values are equal by JSON Schema Core 4.2.2; keeps its own stack, for values nested deeply. */
export function equal(left: unknown, right: unknown): boolean {
  const rest: Pair[] = [[left, right]];
  for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
    if (pair[0] === pair[1]) continue;
    const parts = partsOf(pair);
    if (parts === null) return false;
    for (const part of parts) rest.push(part);
  }
  return true;
}

/** The pairs that have to be equal for two different values to be; `null` where they cannot be. */
function partsOf([left, right]: Pair): readonly Pair[] | null {
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return null;
    return left.map((item, index): Pair => [item, right[index]]);
  }
  if (Array.isArray(left) || Array.isArray(right)) return null;
  if (!isJsonObject(left) || !isJsonObject(right)) return null;
  const names = Object.keys(left);
  const isAlike =
    names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name));
  return isAlike ? names.map((name): Pair => [left[name], right[name]]) : null;
}

/** Whether no two items are equal. */
export function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(canonicalJson)).size === items.length;
}
