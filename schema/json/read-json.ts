import { JsonSyntaxError } from './json-tokens.ts';
import { NO_PLACES, type OpenPlaces, openPlacesOf } from './open-places.ts';
import { scanJson, type ScannedJson } from './scan-json.ts';

/** Lead octets of UTF-8 with the range of the second octet and the length of the sequence (RFC 3629 section 4). */
const SEQUENCES = [
  { from: 0x00, to: 0x7f, second: [0x80, 0xbf], length: 1 },
  { from: 0xc2, to: 0xdf, second: [0x80, 0xbf], length: 2 },
  { from: 0xe0, to: 0xe0, second: [0xa0, 0xbf], length: 3 },
  { from: 0xe1, to: 0xec, second: [0x80, 0xbf], length: 3 },
  { from: 0xed, to: 0xed, second: [0x80, 0x9f], length: 3 },
  { from: 0xee, to: 0xef, second: [0x80, 0xbf], length: 3 },
  { from: 0xf0, to: 0xf0, second: [0x90, 0xbf], length: 4 },
  { from: 0xf1, to: 0xf3, second: [0x80, 0xbf], length: 4 },
  { from: 0xf4, to: 0xf4, second: [0x80, 0x8f], length: 4 },
] as const;

/** What may be left open even in such a text: a surrogate escape, and an integer of sixteen digits or more. */
const DOUBTFUL = /\\u[dD][89A-Fa-f]|(?:^|[[:,])-?\d{16}/;

/** Characters of a text that is read in the way that is sooner, whatever memory its value takes. */
const MOST_PLAIN = 64 * 1024;

/** Octets that are a JSON text. Of repeated names the last one is in the value. */
export interface JsonText extends OpenPlaces {
  readonly kind: 'json';
  readonly value: unknown;
  /** Whether a byte order mark stands before the text, which a sender must not add (RFC 8259 section 8.1). */
  readonly bom: boolean;
}

/** What octets are when they are read as JSON; offsets are in octets from the first one. */
export type JsonReading =
  | JsonText
  | { readonly kind: 'not-utf-8'; readonly offset: number; readonly message: string }
  | { readonly kind: 'not-json'; readonly offset: number; readonly message: string };

const BOM = '\ufeff';
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads octets strictly as a JSON text (RFC 8259): UTF-8, the grammar and no extension of it, except that
 * one byte order mark is passed over and told. Names such as `__proto__` become own properties.
 * Throws nothing: what is no JSON text is a reading too, with a short sentence that says where and why.
 */
export function readJson(bytes: Uint8Array): JsonReading {
  const decoded = decode(bytes);
  if (decoded === null) return notUtf8(bytes);
  const bom = decoded.startsWith(BOM);
  const text = bom ? decoded.slice(1) : decoded;
  try {
    const plain = text.length > MOST_PLAIN ? undefined : readPlainJson(text);
    const { value, places } = plain ?? scanJson(text);
    return { kind: 'json', value, bom, ...places };
  } catch (error) {
    if (error instanceof JsonSyntaxError) return notJson(text, bom, error);
    throw error;
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return null;
  }
}

function notUtf8(bytes: Uint8Array): JsonReading {
  const offset = utf8ErrorOffset(bytes) ?? 0;
  const octet = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return { kind: 'not-utf-8', offset, message: `Octet ${octet} at offset ${offset} is not UTF-8.` };
}

function notJson(text: string, bom: boolean, error: JsonSyntaxError): JsonReading {
  const before = text.slice(0, error.at);
  const offset = Buffer.byteLength(before) + (bom ? Buffer.byteLength(BOM) : 0);
  const line = before.length - before.replaceAll('\n', '').length + 1;
  const column = codePointsIn(before.slice(before.lastIndexOf('\n') + 1)) + 1;
  return {
    kind: 'not-json',
    offset,
    message: `${error.message} (line ${line}, column ${column}).`,
  };
}

/** Counts without a list of them: a line may be a whole response. */
function codePointsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count += 1;
  return count;
}

/**
 * Reads a text that `JSON.stringify` gives back unchanged, as most servers write; `undefined` for any other.
 * Such a text keeps to the grammar, repeats no name and writes its numbers as binary64 does, so that what it
 * leaves open is seen in its value, far sooner than by a scan.
 */
export function readPlainJson(text: string): ScannedJson | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) !== text) return undefined;
    return { value, places: DOUBTFUL.test(text) ? openPlacesOf(value) : NO_PLACES };
  } catch {
    return undefined;
  }
}

/**
 * Where octets stop being UTF-8: the offset of the first octet that starts no whole sequence
 * (RFC 3629 section 4: no overlong forms, no surrogates, nothing past U+10FFFF), or `null` if all do.
 */
function utf8ErrorOffset(bytes: Uint8Array): number | null {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return null;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const sequence = SEQUENCES.find(({ from, to }) => lead >= from && lead <= to);
  if (sequence === undefined) return 0;
  const [low, high] = sequence.second;
  for (let index = 1; index < sequence.length; index += 1) {
    const octet = bytes[at + index] ?? 0;
    const isAllowed = index === 1 ? octet >= low && octet <= high : octet >= 0x80 && octet <= 0xbf;
    if (!isAllowed) return 0;
  }
  return sequence.length;
}
