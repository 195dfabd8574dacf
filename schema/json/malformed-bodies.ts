import fc from 'fast-check';
import { jsonTexts } from './json-texts.ts';
import { readJson } from './read-json.ts';
import type { MalformedBody, MalformedForm } from './malformed-body.ts';
import { GRAMMAR_FORMS } from './malformed-grammar.ts';
import { OCTET_FORMS } from './malformed-octets.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\]:,]/gs;

/** Every form of what is no JSON text; names are unique. */
export const MALFORMED_FORMS: readonly MalformedForm[] = [...GRAMMAR_FORMS, ...OCTET_FORMS];

const TRUNCATED = { name: 'truncated', source: 'RFC 8259 2', extension: false } as const;
const RANDOM = { name: 'random-octets', source: 'RFC 8259 2', extension: false } as const;

/**
 * The table for one JSON text: each form once, then the text cut at each structural point (`truncated-at-7`).
 * What happens to be JSON after all is left out. Deterministic.
 */
export function malformedBodiesOf(text: string): MalformedBody[] {
  const cuts = truncations(text).map((cut) => ({
    ...TRUNCATED,
    name: `${TRUNCATED.name}-at-${cut.length}`,
    bytes: Buffer.from(cut),
  }));
  return [...MALFORMED_FORMS.map((form) => made(form, text)), ...cuts].filter(isMalformed);
}

/**
 * Octets that are no JSON text, made from texts of the given values: any form of the table, any truncation,
 * random octets. Shrinks the value and its text; never becomes JSON while it shrinks.
 */
export function malformedBodies(values: fc.Arbitrary<unknown>): fc.Arbitrary<MalformedBody> {
  const texts = jsonTexts(values).map(({ text }) => text);
  const formed = fc
    .tuple(fc.constantFrom(...MALFORMED_FORMS), texts)
    .map(([form, text]) => made(form, text));
  return fc
    .oneof(
      { arbitrary: formed, weight: 6 },
      { arbitrary: fc.tuple(texts, fc.nat()).map(([text, at]) => cutBody(text, at)), weight: 3 },
      { arbitrary: fc.uint8Array({ minLength: 1, maxLength: 1024 }).map(randomBody), weight: 1 },
    )
    .filter(isMalformed);
}

function made({ name, source, extension, bytes }: MalformedForm, text: string): MalformedBody {
  return { name, source, extension, bytes: bytes(text) };
}

function cutBody(text: string, at: number): MalformedBody {
  const bytes = Buffer.from(text);
  return { ...TRUNCATED, bytes: bytes.subarray(0, at % (bytes.length + 1)) };
}

function randomBody(bytes: Uint8Array): MalformedBody {
  return { ...RANDOM, bytes };
}

function isMalformed({ bytes }: MalformedBody): boolean {
  return readJson(bytes).kind !== 'json';
}

/**
 * A JSON text cut at every structural point: before and after each bracket, colon and comma, before, inside and
 * after each string, number and literal. Only cuts that are no JSON text, each once, the shortest first.
 */
function truncations(text: string): string[] {
  const points = [...text.matchAll(TOKEN)].flatMap(({ index, 0: token }) => [
    index,
    index + Math.ceil(token.length / 2),
    index + token.length,
  ]);
  return [...new Set(points)]
    .filter((point) => point > 0 && point < text.length)
    .map((point) => text.slice(0, point))
    .filter((cut) => readJson(Buffer.from(cut)).kind === 'not-json');
}
