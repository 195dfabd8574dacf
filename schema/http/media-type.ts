import { MIMEType } from 'whatwg-mimetype';
import type { RawResponse, HeaderPair } from './exchange.ts';
import { oncePer } from '../once-per.ts';

/** The values of a header field, in order, names compared without case (RFC 9110, 5.1). */
export function headerValues(headers: readonly HeaderPair[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([field]) => field.toLowerCase() === wanted).map(([, value]) => value);
}

/** Header fields with others in place of those of their names, which are compared without case (RFC 9110, 5.1). */
export function withFields(
  headers: readonly HeaderPair[],
  fields: readonly HeaderPair[],
): readonly HeaderPair[] {
  const names = new Set(fields.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...fields];
}

/**
 * The media type of a response without parameters, in lower case (RFC 9110, 8.3.1);
 * `null` when it states none, more than one, or something else.
 */
export const mediaTypeOf: (response: RawResponse) => string | null = oncePer(({ headers }) => {
  const [value, ...more] = headerValues(headers, 'content-type');
  if (value === undefined || more.length > 0 || isList(value)) return null;
  return MIMEType.parse(value)?.essence ?? null;
});

/** Whether a field value is a list: it has a comma outside of quoted strings (RFC 9110, 5.6.1). */
function isList(value: string): boolean {
  return value.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').includes(',');
}

/** Whether a media type is JSON by name: `application/json`, or a `+json` suffix (RFC 6839, 3.1). */
export function isJsonMediaType(mediaType: string | null): boolean {
  return mediaType === 'application/json' || (mediaType?.endsWith('+json') ?? false);
}
