import type { Exchange } from './exchange.ts';
import { headerValues } from './media-type.ts';

/** Where a response is a part of a series, it may link to the part after it (RFC 8288 3.3, relation type next). */
const HAS_NEXT = /;\s*rel\s*=\s*(?:next\b|"(?:[^"]*\s)?next(?:\s[^"]*)?")/i;

/**
 * What the response to a reading says of itself that keeps it from showing all that is stored now, as a clause; `null`
 * for nothing. Age tells that the origin server has not been asked (RFC 9111 5.1).
 */
export function disclaimerIn({ case: { method }, response }: Exchange): string | null {
  if (method !== 'GET' || response === undefined) return null;
  const [age] = headerValues(response.headers, 'Age');
  if (age !== undefined) return `is answered by a cache (Age: ${age})`;
  return headerValues(response.headers, 'Link').some((value) => HAS_NEXT.test(value))
    ? 'shows one page of several (Link)'
    : null;
}
