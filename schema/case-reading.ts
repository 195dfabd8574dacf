import type { Case } from './exchange.ts';
import { readJson, type JsonReading } from './json-text/read-json.ts';
import { oncePer } from './once-per.ts';

/** Reads the body of a case as JSON (RFC 8259), once per body however many ask; bodies are never changed. */
export const readingOfBody: (body: Uint8Array) => JsonReading = oncePer((body) => readJson(body));

/**
 * Whether a body is no UTF-8, or UTF-16 or UTF-32 of a text that begins in ASCII, as JSON does (RFC 4627 3). A
 * reader may take it all the same: UTF-8 is asked of who sends (RFC 8259 8.1), and parsers may accept forms
 * that are no JSON (9).
 */
export function isInOtherEncoding({ body }: Case): boolean {
  if (body === null) return false;
  return body.subarray(0, 4).includes(0) || readingOfBody(body).kind === 'not-utf-8';
}
