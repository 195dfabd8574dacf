import { utf8ErrorOffset } from './utf8-error.ts';

/**
 * Whether octets are no UTF-8, or UTF-16 or UTF-32 of a text that begins in ASCII, as JSON does (RFC 4627 3). A
 * reader may take them all the same: UTF-8 is asked of who sends (RFC 8259 8.1), and parsers may accept
 * forms that are no JSON (9).
 */
export function isInOtherEncoding(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4).includes(0) || utf8ErrorOffset(bytes) !== null;
}
