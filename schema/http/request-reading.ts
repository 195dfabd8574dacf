import type { Case } from './exchange.ts';
import { type JsonReading, readJson } from '../json/read-json.ts';
import { headerValues } from './media-type.ts';
import { oncePer } from '../once-per.ts';

/** Token of RFC 9110 5.6.2, for building expressions. */
export const TOKEN = String.raw`[!#$%&'*+.^_\`|~\w-]+`;

/** Any number of `;name=value`, with empty ones allowed (RFC 9110 5.6.6), for building expressions. */
export const PARAMETERS = String.raw`(?:[ \t]*;[ \t]*(?:${TOKEN}=(?:${TOKEN}|"(?:[^"\\]|\\.)*"))?)*`;

/** Reads the body of a case as JSON (RFC 8259), once per body however many ask; bodies are never changed. */
export const readingOfBody: (body: Uint8Array) => JsonReading = oncePer((body) => readJson(body));

/**
 * Whether a body is no UTF-8, or UTF-16 or UTF-32 of a text that begins in ASCII, as JSON does (RFC 4627 3). A
 * reader may take it anyway: UTF-8 is asked of who sends (RFC 8259 8.1), and parsers may accept forms
 * that are no JSON (9).
 */
export function isInOtherEncoding({ body }: Case): boolean {
  if (body === null) return false;
  return body.subarray(0, 4).includes(0) || readingOfBody(body).kind === 'not-utf-8';
}

/** The values of a header field of a case in order, without the space around them (RFC 9110 5.5). */
export function fieldValues(c: Case, name: string): string[] {
  return headerValues(c.headers, name).map((value) => value.trim());
}
