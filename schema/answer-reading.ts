import type { Answer } from './exchange.ts';
import { oncePer } from './once-per.ts';
import { readJson, type JsonReading } from './json-text/read-json.ts';

/** Reads an answer's body as JSON (RFC 8259), once per answer however many requirements ask. */
export const readingOf: (answer: Answer) => JsonReading = oncePer(({ body }) => readJson(body));

/** Whether HTTP forbids an answer to carry content (RFC 9110, 6.4.1): HEAD, 1xx, 204, 304. */
export function isWithoutContent(method: string, answer: Answer): boolean {
  const { status } = answer;
  return method === 'HEAD' || status < 200 || status === 204 || status === 304;
}
