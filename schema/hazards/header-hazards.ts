import { deflateSync, gzipSync } from 'node:zlib';
import { fieldHazards, type FieldRow, type Hazard, oftenRefused } from './hazard.ts';

const ACCEPTABLE: readonly FieldRow[] = [
  accept('any', ['*/*'], 'any media type', 'content negotiation'),
  accept('absent', [''], 'no Accept at all', 'null where a string was expected'),
  accept(
    'weighted',
    ['text/html, application/json;q=0.1'],
    'JSON with a low weight',
    'HTML errors',
  ),
  accept(
    'type-range',
    ['application/*;q=0.5, */*;q=0.1'],
    'a range of types',
    'content negotiation',
  ),
];

const UNACCEPTABLE: readonly FieldRow[] = [
  accept('html', ['text/html'], 'HTML only', 'HTML errors: a response that is not declared'),
  accept('xml', ['application/xml'], 'XML only', 'answers in XML'),
  accept('no-json', ['*/*, application/json;q=0'], 'anything but JSON', 'content negotiation: 500'),
  accept(
    'bad-weight',
    ['application/json;q=high, */json;q=2'],
    'weights and ranges that are none',
    'parsers of weights: 500',
  ),
  {
    ...accept('garbage', [';;q=,/'], 'no list of media types', 'parsers of Accept: 500'),
    rough: true,
  },
  { ...accept('long', [`text/${'x'.repeat(8 * 1024)}`], '8 KiB', 'buffers'), extreme: true },
];

const CODINGS: readonly FieldRow[] = [
  coding('gzip', 'gzip', 'gzip', 'a body that does not decode'),
  coding('brotli', 'br, gzip;q=0.5', 'Brotli or gzip', 'a body that does not decode'),
  coding(
    'identity',
    'identity, gzip;q=0, br;q=0, deflate;q=0',
    'no coding, each of the others with a weight of zero',
    'a coding that was not asked for, or that is found by its name alone',
  ),
  coding('empty', '', 'nothing', 'parsers of the field'),
];

const NO_CODING: readonly FieldRow[] = [
  coding('none', 'identity;q=0', 'no coding that is left', 'content negotiation: 500'),
];

const ENCODED: readonly FieldRow[] = [
  encoded('gzip', 'gzip', 'a body in gzip', 'bodies read as they come', gzipSync),
  encoded('deflate', 'deflate', 'a body in zlib', 'bodies read as they come', deflateSync),
  encoded('false-gzip', 'gzip', 'a plain body said to be gzip', 'decoders: 500'),
  encoded('unknown', 'x-unknown', 'an unknown coding', 'lookups of a decoder: 500'),
];

/** Languages that nobody has, and those that people have, as their browsers name them. */
const LANGUAGES: readonly FieldRow[] = [
  // The first one travels with values of all kinds: some are written in another way, 0,5 for 0.5.
  language('language-german', 'de-DE,de;q=0.9,en;q=0.8', 'German before English'),
  language('language', 'tlh, zz-Zzzz-ZZ;q=0.5, *;q=0.1', 'languages that nobody has'),
  language('language-dutch', 'nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7', 'Dutch before English'),
  language('language-french', 'fr-FR,fr;q=0.9', 'French'),
  language(
    'language-other-scripts',
    'ar,he;q=0.9,zh-CN;q=0.8,ja;q=0.7,ru;q=0.6',
    'languages of other scripts',
  ),
  language('language-turkish', 'tr-TR,tr;q=0.9', 'Turkish, whose letters change case otherwise'),
];
const CHARSETS: readonly FieldRow[] = [
  field(
    'charset',
    'utf-16, iso-8859-1;q=0.5, *;q=0.1',
    'other charsets',
    'responses that are not UTF-8',
    'RFC 9110 12.5.2',
  ),
];
/** What servers have to pass over in an update. */
const OF_OTHER_METHODS: readonly (readonly [field: string, row: FieldRow])[] = [
  [
    'Range',
    field(
      'range',
      'bytes=0-0',
      'a range of the response',
      'layers that cut any response: 206',
      'RFC 9110 14.2',
    ),
  ],
  [
    'If-Modified-Since',
    field(
      'modified-since',
      'Fri, 01 Jan 2100 00:00:00 GMT',
      'a date of what the client has',
      'caches: 304',
      'RFC 9110 13.1.3',
    ),
  ],
  [
    'Traceparent',
    field(
      'traceparent',
      '00-cts',
      'a trace that is none',
      'parsers of traces: 500',
      'W3C Trace Context 3.2.2',
    ),
  ],
];
/** A condition that holds for an update: a server may disregard it, and has nothing to answer 304. */
const CONDITIONS: readonly FieldRow[] = [
  field('none-match', '"cts-none"', 'a version that nobody has', 'caches: 304', 'RFC 9110 13.1.2'),
];
const UNKNOWN: readonly FieldRow[] = [
  field('unknown', 'a "b" {c} 1', 'an unknown field', 'parsers of fields', 'RFC 9110 5.1'),
];
const LONG: readonly FieldRow[] = [
  {
    ...field(
      'long',
      'x'.repeat(6 * 1024),
      'a field of 6 KiB',
      'buffers (nginx 8k, Node 16k)',
      'RFC 9110 5.4',
    ),
    extreme: true,
  },
];

/** Header fields other than Content-Type, those that break most servers first in each class. */
export const HEADER_HAZARDS: readonly Hazard[] = [
  ...fieldHazards('header', 'Accept', 'valid', ACCEPTABLE),
  ...fieldHazards('header', 'Accept-Encoding', 'valid', CODINGS),
  ...fieldHazards('header', 'Accept-Language', 'valid', LANGUAGES),
  ...fieldHazards('header', 'Accept-Charset', 'valid', CHARSETS),
  ...OF_OTHER_METHODS.flatMap(([name, row]) => fieldHazards('header', name, 'valid', [row])),
  ...fieldHazards('header', 'X-Unknown-Field', 'valid', UNKNOWN),
  ...fieldHazards('header', 'X-Long-Field', 'valid', LONG),
  ...fieldHazards('header', 'Accept', 'undefined', UNACCEPTABLE),
  ...oftenRefused(fieldHazards('header', 'Content-Encoding', 'undefined', ENCODED)),
  ...fieldHazards('header', 'Accept-Encoding', 'undefined', NO_CODING),
  ...fieldHazards('header', 'If-None-Match', 'undefined', CONDITIONS),
];

/** Fields that a request which is refused may carry as well: none of them is a reason to refuse it. */
export const FIELDS_OF_ANY_REQUEST: readonly Hazard[] = HEADER_HAZARDS.filter(
  ({ class: caseClass, extreme }) => caseClass === 'valid' && !extreme,
);

function field(
  name: string,
  value: string,
  what: string,
  breaks: string,
  source: string,
): FieldRow {
  return { name, values: () => [value], what, breaks, source };
}

function language(name: string, value: string, what: string): FieldRow {
  return field(name, value, what, 'translation, locales: null or 500', 'RFC 9110 12.5.4');
}

function accept(name: string, values: readonly string[], what: string, breaks: string): FieldRow {
  return { name: `accept-${name}`, values: () => values, what, breaks, source: 'RFC 9110 12.5.1' };
}

function coding(name: string, value: string, what: string, breaks: string): FieldRow {
  return field(`accept-encoding-${name}`, value, what, breaks, 'RFC 9110 12.5.3');
}

function encoded(
  name: string,
  value: string,
  what: string,
  breaks: string,
  encode?: (body: Uint8Array) => Uint8Array,
): FieldRow {
  const row = field(`content-encoding-${name}`, value, what, breaks, 'RFC 9110 8.4');
  return encode === undefined ? row : { ...row, encode };
}
