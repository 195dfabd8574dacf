import { readJson, type JsonReading } from './json-text/read-json.ts';
import { oncePer } from './once-per.ts';

/** Reads the body of a case as JSON (RFC 8259), once per body however many ask; bodies are never changed. */
export const readingOfBody: (body: Uint8Array) => JsonReading = oncePer((body) => readJson(body));
