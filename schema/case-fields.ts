import type { Case } from './exchange.ts';
import { headerValues } from './media-type.ts';

/** Token of RFC 9110 5.6.2, for building expressions. */
export const TOKEN = String.raw`[!#$%&'*+.^_\`|~\w-]+`;

/** Any number of `;name=value`, with empty ones allowed (RFC 9110 5.6.6), for building expressions. */
export const PARAMETERS = String.raw`(?:[ \t]*;[ \t]*(?:${TOKEN}=(?:${TOKEN}|"(?:[^"\\]|\\.)*"))?)*`;

/** The values of a header field of a case in order, without the space around them (RFC 9110 5.5). */
export function fieldValues(c: Case, name: string): string[] {
  return headerValues(c.headers, name).map((value) => value.trim());
}
