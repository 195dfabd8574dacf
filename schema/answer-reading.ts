import type { Answer } from './exchange.ts';
import { readJson, type JsonReading } from './json-text/read-json.ts';

const readings = new WeakMap<Answer, JsonReading>();

/** Reads an answer's body as JSON (RFC 8259), once per answer however many requirements ask. */
export function readingOf(answer: Answer): JsonReading {
  const known = readings.get(answer);
  if (known !== undefined) return known;
  const reading = readJson(answer.body);
  readings.set(answer, reading);
  return reading;
}

/** Whether HTTP forbids an answer to carry content (RFC 9110, 6.4.1): HEAD, 1xx, 204, 304. */
export function isWithoutContent(method: string, answer: Answer): boolean {
  const { status } = answer;
  return method === 'HEAD' || status < 200 || status === 204 || status === 304;
}
