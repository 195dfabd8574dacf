import { canonicalJson } from '../canonical-json.ts';

/** Whether two JSON values are equal by JSON Schema Core 4.2.2. */
export function equal(left: unknown, right: unknown): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}

/** Whether no two items are equal. */
export function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(canonicalJson)).size === items.length;
}
