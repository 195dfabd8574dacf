import { JsonSyntaxError } from './json-syntax-error.ts';
import type { OpenPlaces } from './open-places.ts';
import { readPlainJson } from './plain-json.ts';
import { scanJson } from './scan-json.ts';
import { utf8ErrorOffset } from './utf8-error.ts';

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
    const plain = readPlainJson(text);
    if (plain !== undefined) return { kind: 'json', value: plain.value, bom, ...plain.places };
    const places = scanJson(text);
    const value: unknown = JSON.parse(text);
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

/** Counts without a list of them: a line may be a whole answer. */
function codePointsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count += 1;
  return count;
}
