import { childPointer } from './json-pointer.ts';

const located = new WeakMap<object, ReadonlySet<string>>();
const MAX_LOCATIONS = 5_000;
const MAX_DEPTH = 32;

/**
 * The locations that a JSON value has, as pointers with a star for each item; `''` is the value itself.
 * Bounded: at most 5,000 locations to a depth of 32, which is far beyond what a contract declares.
 */
export function locationsIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set(['']);
  const known = located.get(value);
  if (known !== undefined) return known;
  const locations = collect(value);
  located.set(value, locations);
  return locations;
}

function collect(root: object): ReadonlySet<string> {
  const locations = new Set<string>();
  const pending: { value: unknown; path: string; depth: number }[] = [
    { value: root, path: '', depth: 0 },
  ];
  for (const { value, path, depth } of pending) {
    locations.add(path);
    if (locations.size >= MAX_LOCATIONS || depth >= MAX_DEPTH) continue;
    if (pending.length >= MAX_LOCATIONS * 4) continue;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, child] of Object.entries(value)) {
      const childPath = Array.isArray(value) ? `${path}/*` : childPointer(path, name);
      pending.push({ value: child, path: childPath, depth: depth + 1 });
    }
  }
  return locations;
}
