import { MIMEType } from 'whatwg-mimetype';
import type { BodyValidator, CaseFault } from './case-fault.ts';
import { fieldValues, PARAMETERS, readingOfBody, TOKEN } from '../http/request-reading.ts';
import type { Case } from '../http/exchange.ts';
import type { JsonText } from '../json/read-json.ts';
import { isJsonMediaType } from '../http/media-type.ts';
import type { Operation } from './operation.ts';

/** Content-Type of RFC 9110 8.3.1; its names have 127 characters at most (RFC 6838 4.2). */
const MEDIA_TYPE = new RegExp(`^(?=[^;]{3,255}(?:;|$))${TOKEN}/${TOKEN}${PARAMETERS}$`);

/**
 * What the content of a case says against the request body of an operation; `null` when it is allowed.
 *
 * - no content where it is required, a media type that is not declared, a value the schema refuses: invalid
 * - octets of a declared JSON type that are no JSON text: malformed (RFC 8259 2, 8.1)
 * - no or no readable Content-Type (RFC 9110 8.3), any Content-Encoding (8.4, a server may answer 415),
 *   a charset other than UTF-8 over readable octets (RFC 8259 11), a BOM, repeated names, lone surrogates,
 *   numbers beyond binary64: undefined
 */
export function contentFault(
  operation: Operation,
  validateBody: BodyValidator,
  c: Case,
): CaseFault | null {
  const types = fieldValues(c, 'content-type');
  if (fieldValues(c, 'content-encoding').length > 0) return undefinedFor('content-encoding');
  if (c.body === null || (c.body.length === 0 && types.length === 0)) {
    const isMissing = operation.requestBody?.required ?? false;
    return isMissing ? { class: 'invalid', reason: 'content-missing' } : null;
  }
  if (operation.requestBody === null) return undefinedFor('content-not-declared');
  const mediaType = readMediaType(types);
  if (mediaType === null) return undefinedFor('media-type-unreadable');
  const declared = declaredType(operation, mediaType.essence);
  if (declared === null) return { class: 'invalid', reason: 'media-type-undeclared' };
  if (!isJsonMediaType(mediaType.essence)) return undefinedFor('media-type-not-json');
  return jsonFault(c.body, mediaType, (value) => validateBody(declared, value));
}

function jsonFault(
  body: Uint8Array,
  mediaType: MIMEType,
  isAllowed: (value: unknown) => boolean,
): CaseFault | null {
  const reading = readingOfBody(body);
  if (reading.kind !== 'json') return { class: 'malformed', reason: reading.kind };
  const charset = mediaType.parameters.get('charset') ?? 'utf-8';
  if (charset.toLowerCase() !== 'utf-8') return undefinedFor('charset-not-utf-8');
  const open = openMeaning(reading);
  if (open !== null) return undefinedFor(open);
  return isAllowed(reading.value) ? null : { class: 'invalid', reason: 'schema' };
}

function openMeaning(reading: JsonText): string | null {
  if (reading.bom) return 'byte-order-mark';
  if (reading.duplicates.length > 0) return 'repeated-names';
  if (reading.loneSurrogates.length > 0) return 'lone-surrogates';
  return reading.unsafeNumbers.length > 0 ? 'numbers-beyond-binary64' : null;
}

/** The only Content-Type of a case; `null` when there is none, more than one, a range, or no media type. */
function readMediaType(values: readonly string[]): MIMEType | null {
  const [value, second] = values;
  if (value === undefined || second !== undefined || !MEDIA_TYPE.test(value)) return null;
  const mediaType = MIMEType.parse(value);
  return mediaType?.essence.includes('*') === true ? null : mediaType;
}

/** The key of the content map that covers a media type: the type, its range, any (OpenAPI 3.1.0, 4.8.13.1). */
function declaredType(operation: Operation, essence: string): string | null {
  const keys = operation.requestBody?.content.map(({ mediaType }) => mediaType) ?? [];
  const ranges = [essence, essence.replace(/\/.*/, '/*'), '*/*'];
  const found = ranges.map((range) => keys.find((key) => essenceOf(key) === range));
  return found.find((key) => key !== undefined) ?? null;
}

function essenceOf(key: string): string {
  return (key.split(';')[0] ?? '').trim().toLowerCase();
}

function undefinedFor(reason: string): CaseFault {
  return { class: 'undefined', reason };
}
