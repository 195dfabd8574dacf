import { isJsonObject } from '../json-object.ts';

/**
 * What a value becomes that is merged member by member into what was there: objects deeply, all else replaced.
 *
 * @param before what was there; `undefined` for nothing
 * @param nullDeletes whether a null takes its member away, as in RFC 7396
 */
export function merged(before: unknown, sent: unknown, nullDeletes: boolean): unknown {
  if (!isJsonObject(sent)) return sent;
  const members = new Map(isJsonObject(before) ? Object.entries(before) : []);
  for (const [name, value] of Object.entries(sent)) {
    if (nullDeletes && value === null) members.delete(name);
    else members.set(name, merged(members.get(name), value, nullDeletes));
  }
  return Object.fromEntries(members);
}
