import type { Case } from './exchange.ts';

/** Token of RFC 9110 5.6.2, for building expressions. */
export const TOKEN = String.raw`[!#$%&'*+.^_\`|~\w-]+`;

/** Any number of `;name=value`, with empty ones allowed (RFC 9110 5.6.6), for building expressions. */
export const PARAMETERS = String.raw`(?:[ \t]*;[ \t]*(?:${TOKEN}=(?:${TOKEN}|"(?:[^"\\]|\\.)*"))?)*`;

/** The values of a header field in order, one per field line; the name is compare without case. */
export function fieldValues(c: Case, name: string): string[] {
  return c.headers
    .filter(([field]) => field.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value.trim());
}
