import { isJsonObject } from './json-object.ts';

/**
 * Writes a JSON value with sorted member names and no white space: two values share the text exactly when JSON
 * Schema calls them equal, numbers by their value, objects whatever the order of their members (Core 4.2.2).
 */
export function canonicalJson(value: unknown): string {
  return written(value, new Map());
}

/** @param names member names as they are written: a document repeats few of them often */
function written(value: unknown, names: Map<string, string>): string {
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) parts.push(written(item, names));
    return `[${parts.join(',')}]`;
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  for (const name of Object.keys(value).sort()) {
    parts.push(quotedName(name, names) + written(value[name], names));
  }
  return `{${parts.join(',')}}`;
}

function quotedName(name: string, names: Map<string, string>): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(name)}:`;
  names.set(name, quoted);
  return quoted;
}
