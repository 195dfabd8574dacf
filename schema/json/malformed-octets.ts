import { gzipSync } from 'node:zlib';
import { type MalformedForm, plantToken } from './malformed-body.ts';

/** Octets of a string, each written as one character of Latin-1. */
type Octets = string;

/** Octets inside a string, where the text itself stays UTF-8 (RFC 3629 sections 3 and 4). */
const IN_A_STRING: readonly (readonly [name: string, what: string, octets: Octets])[] = [
  ['latin-1', 'é in Latin-1', 'caf\xe9'],
  ['octet-ff', 'the octet FF', '\xff'],
  ['lone-continuation', 'a continuation octet alone', '\x80'],
  ['cut-sequence', 'a sequence without its last octet', '\xe2\x82'],
  ['overlong-nul', 'NUL in two octets (Modified UTF-8)', '\xc0\x80'],
  ['overlong-solidus', 'a solidus in three octets', '\xe0\x80\xaf'],
  ['encoded-surrogate', 'a lone surrogate in three octets', '\xed\xa0\x80'],
  ['encoded-surrogate-pair', 'a surrogate pair in six octets (CESU-8)', '\xed\xa0\xbd\xed\xb8\x80'],
  ['past-unicode', 'a code point past U+10FFFF', '\xf4\x90\x80\x80'],
  ['five-octets', 'a sequence of five octets', '\xf8\x88\x80\x80\x80'],
];

/** Whole bodies in another encoding or format. */
const OTHERWISE: readonly (readonly [
  name: string,
  what: string,
  source: string,
  bytes: (text: string) => Uint8Array,
])[] = [
  ['utf-16le', 'UTF-16 without BOM, low octet first', 'RFC 8259 8.1', utf16le],
  ['utf-16le-bom', 'UTF-16 with BOM', 'RFC 8259 8.1', (text) => utf16le(`\ufeff${text}`)],
  ['utf-16be', 'UTF-16 without BOM, high octet first', 'RFC 8259 8.1', utf16be],
  ['utf-32le', 'UTF-32 without BOM', 'RFC 8259 8.1', utf32le],
  ['gzip', 'gzip without Content-Encoding', 'RFC 8259 2', (text) => gzipSync(text)],
  [
    'base64',
    'the text in Base64',
    'RFC 8259 2',
    (text) => ascii(Buffer.from(text).toString('base64url')),
  ],
  ['form', 'a form', 'RFC 8259 2', () => ascii('a=1&b=2')],
  [
    'form-of-json',
    'the text as a form field',
    'RFC 8259 2',
    (text) => ascii(`json=${encodeURIComponent(text)}`),
  ],
  [
    'multipart',
    'a multipart body',
    'RFC 8259 2',
    () => ascii('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'),
  ],
  ['xml', 'XML', 'RFC 8259 2', () => ascii('<?xml version="1.0"?><a>1</a>')],
  ['html', 'HTML', 'RFC 8259 2', () => ascii('<!doctype html><title>a</title>')],
  ['yaml', 'YAML', 'RFC 8259 2', () => ascii('a: 1\nb:\n  - 2\n')],
  ['csv', 'CSV', 'RFC 8259 2', () => ascii('a,b\r\n1,2\r\n')],
  ['php', 'the serialization of PHP', 'RFC 8259 2', () => ascii('a:1:{s:1:"a";i:1;}')],
  ['cbor', 'CBOR', 'RFC 8259 2', () => Buffer.from([0xa1, 0x61, 0x61, 0x01])],
  ['message-pack', 'MessagePack', 'RFC 8259 2', () => Buffer.from([0x81, 0xa1, 0x61, 0x01])],
  ['bson', 'BSON', 'RFC 8259 2', () => Buffer.from([12, 0, 0, 0, 0x10, 0x61, 0, 1, 0, 0, 0, 0])],
];

/** Octets that are not UTF-8, or another format under a JSON label. */
export const OCTET_FORMS: readonly MalformedForm[] = [
  ...IN_A_STRING.map(([name, what, octets]) => ({
    name,
    what: `${what} in a string`,
    source: 'RFC 8259 8.1',
    extension: false,
    bytes: (text: string) => plantOctets(text, octets),
  })),
  ...OTHERWISE.map(([name, what, source, bytes]) => ({
    name,
    what,
    source,
    extension: false,
    bytes,
  })),
];

function plantOctets(text: string, octets: Octets): Uint8Array {
  const [before = '', after = ''] = plantToken(text, '"\0"').split('\0');
  return Buffer.concat([Buffer.from(before), Buffer.from(octets, 'latin1'), Buffer.from(after)]);
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function utf16le(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

function utf32le(text: string): Uint8Array {
  return new Uint8Array(Uint32Array.from(text, (point) => point.codePointAt(0) ?? 0).buffer);
}
