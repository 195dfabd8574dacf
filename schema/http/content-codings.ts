import type { HeaderPair } from './exchange.ts';
import { headerValues } from './media-type.ts';

/**
 * Content codings that are removed of one response. RFC 9110 8.4 sets no limit; servers apply one, and clients such as
 * curl and urllib3 remove five at most, because each costs memory whatever the size of the content.
 */
export const MOST_CODINGS = 5;

/** The content codings of a message, in lower case and the order they were applied in, without `identity` (RFC 9110 8.4). */
export function contentCodings(headers: readonly HeaderPair[]): readonly string[] {
  return headerValues(headers, 'content-encoding')
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/**
 * Whether the value of an Accept-Encoding field takes a coding (RFC 9110 12.5.3): by its name, which `x-gzip` and
 * `x-compress` share with `gzip` and `compress` (8.4.1), else by `*`, and not with a weight of zero.
 */
export function acceptsCoding(accepted: string, coding: string): boolean {
  const entries = accepted
    .toLowerCase()
    .split(',')
    .map((entry) => entry.split(';').map((part) => part.trim()));
  const named = entries.find(([name = '']) => nameOf(name) === nameOf(coding));
  const entry = named ?? entries.find(([name]) => name === '*');
  return entry !== undefined && !entry.slice(1).some((part) => /^q\s*=\s*0(\.0*)?$/.test(part));
}

function nameOf(coding: string): string {
  return coding.replace(/^x-(?=(?:gzip|compress)$)/, '');
}
