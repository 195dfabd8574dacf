import { readJson, type JsonReading } from './json-text/read-json.ts';

const readings = new WeakMap<Uint8Array, JsonReading>();

/** Reads the body of a case as JSON (RFC 8259), once per body however many ask; bodies are never changed. */
export function readingOfBody(body: Uint8Array): JsonReading {
  const known = readings.get(body);
  if (known !== undefined) return known;
  const reading = readJson(body);
  readings.set(body, reading);
  return reading;
}
