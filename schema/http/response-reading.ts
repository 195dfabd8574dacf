import type { RawResponse } from './exchange.ts';
import { type JsonReading, readJson } from '../json/read-json.ts';
import { collectGarbage } from '../garbage.ts';
import { oncePer, oncePerOctets } from '../once-per.ts';

const QUOTE = 0x22;

const BACKSLASH = 0x5c;

/** With this bit, a bracket is the brace of its side. */
const TO_BRACE = 0x20;

const OPENING = 0x7b;

const CLOSING = 0x7d;

/** What the body of a response is, read as JSON; or that it is beyond what the suite reads, in a sentence. */
export type ResponseReading = JsonReading | { readonly kind: 'unread'; readonly message: string };

/**
 * Levels of objects and lists that are read of a response. RFC 8259 9 lets a reader set a limit; the most that the
 * parser of a server's language takes by default is 10,000 (Go, encoding/json), and a response wraps some around that.
 */
export const MOST_LEVELS = 10_100;

const TOO_DEEP: ResponseReading = {
  kind: 'unread',
  message: `It nests objects and lists deeper than ${MOST_LEVELS} levels.`,
};

/** Octets of a body that takes little memory. */
export const SMALL = 64 * 1024;

/** Whether what is read of a body may be kept as long as its response: that of a large one takes tens of megabytes. */
export function isSmall({ body }: RawResponse): boolean {
  return body.length <= SMALL;
}

/** Octets of memory that values of large bodies, the last ones, may take: of a text of 2 MiB with many names, one. */
const MOST_MEMORY = 24 * 1024 * 1024;
/** Octets of memory that a value takes at most for each comma and each opening bracket of its text. */
const OF_PART = 64;
const COMMA = 0x2c;

const readSmall = oncePer(({ body }: RawResponse) => read(body));
const readLarge = oncePerOctets(MOST_MEMORY, memoryOf, (body) => {
  collectGarbage();
  return read(body);
});

/** Reads a response's body as JSON (RFC 8259), once however many requirements ask one after another. */
export function readingOf(response: RawResponse): ResponseReading {
  if (response.unread !== undefined) return { kind: 'unread', message: response.unread };
  if (isSmall(response)) return readSmall(response);
  const reading = readLarge(response.body);
  kinds.set(response, reading.kind);
  return reading;
}

/** Of large responses, known also where what was read of them is no longer held. */
const kinds = new WeakMap<RawResponse, ResponseReading['kind']>();

/** Whether a response's body is JSON that the suite reads. */
export function isReadAsJson(response: RawResponse): boolean {
  return (kinds.get(response) ?? readingOf(response).kind) === 'json';
}

function read(body: Uint8Array): ResponseReading {
  const tooDeep = deeperThan(MOST_LEVELS, body);
  return tooDeep === null ? readJson(body) : readBeginning(body.subarray(0, tooDeep));
}

/** About how many octets of memory the value of a body takes, which may be forty times as many as it has itself. */
function memoryOf(body: Uint8Array): number {
  let parts = 0;
  // By index: iterating takes five times as long.
  for (let at = body.length - 1; at >= 0; at -= 1) {
    const octet = body[at] ?? 0;
    if (octet === COMMA || (octet | TO_BRACE) === OPENING) parts += 1;
  }
  return body.length + OF_PART * parts;
}

/** Of what nests too deeply, all up to there is read: what is no JSON by then is none, however it goes on. */
function readBeginning(beginning: Uint8Array): ResponseReading {
  const reading = readJson(beginning);
  return reading.kind !== 'json' && reading.offset < beginning.length ? reading : TOO_DEEP;
}

/** Whether HTTP forbids a response to carry content (RFC 9110, 6.4.1): HEAD, 1xx, 204, 304. */
export function isWithoutContent(method: string, response: RawResponse): boolean {
  const { status } = response;
  return method === 'HEAD' || status < 200 || status === 204 || status === 304;
}

/** Whether octets hold more opening brackets and braces than a number, wherever they stand: a search that is native. */
function holdsMore(bytes: Uint8Array, most: number): boolean {
  if (bytes.length <= most) return false;
  let left = most;
  for (const opening of [OPENING, OPENING ^ TO_BRACE]) {
    for (let at = bytes.indexOf(opening); at !== -1; at = bytes.indexOf(opening, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}

/**
 * Where octets nest objects and lists deeper than a number of levels: how many octets that takes; `null` where they do
 * not. Octets that are no JSON text are counted by their brackets outside of strings. Costs one pass, and none where
 * there is no room for so many.
 */
function deeperThan(levels: number, bytes: Uint8Array): number | null {
  if (!holdsMore(bytes, levels)) return null;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at] ?? 0;
    if (octet === QUOTE) isInString = !isInString;
    else if (isInString) at += octet === BACKSLASH ? 1 : 0;
    else if ((octet | TO_BRACE) === OPENING) depth += 1;
    else if ((octet | TO_BRACE) === CLOSING) depth -= 1;
    if (depth > levels) return at + 1;
  }
  return null;
}
