import { createHash } from 'node:crypto';

/** Writes JSON with sorted member names and no white space, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** Gives the sha256 (hex) of a document's canonical JSON: spelling and order of YAML do not change it. */
export function fingerprint(document: unknown): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}
