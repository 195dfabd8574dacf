import { fieldHazards, type FieldRow, type Hazard, oftenRefused } from './hazard.ts';

type Row = readonly [
  name: string,
  value: (mediaType: string) => string,
  what: string,
  breaks: string,
  source: string,
];

const other = (value: string) => () => value;

const VALID: readonly Row[] = [
  [
    'charset',
    (type) => `${type}; charset=utf-8`,
    'a charset parameter',
    'comparing the whole field',
    'RFC 8259 11',
  ],
  ['capitals', (type) => type.toUpperCase(), 'capitals', 'comparing with case', 'RFC 9110 8.3.1'],
  [
    'quoted-charset',
    (type) => `${type} ; charset="UTF-8"`,
    'a quoted charset and a space',
    'splitting at ;',
    'RFC 9110 5.6.6',
  ],
];

/** Within the grammar of parameters, and without any: nobody needs to send it. */
const EMPTY_PARAMETER: Row = [
  'empty-parameter',
  (type) => `${type};`,
  'a semicolon without parameter',
  'splitting at ;',
  'RFC 9110 5.6.6',
];

const UNDECLARED: readonly Row[] = [
  [
    'text-plain',
    other('text/plain'),
    'text/plain',
    'cross-site requests without preflight',
    'RFC 9110 15.5.16',
  ],
  [
    'form',
    other('application/x-www-form-urlencoded'),
    'a form by its label',
    'PHP: an empty body',
    'RFC 9110 15.5.16',
  ],
  [
    'multipart',
    other('multipart/form-data; boundary=b'),
    'multipart by its label',
    'multipart parsers: 500',
    'RFC 9110 15.5.16',
  ],
  ['xml', other('application/xml'), 'XML by its label', 'XML parsers: 500', 'RFC 9110 15.5.16'],
  [
    'octet-stream',
    other('application/octet-stream'),
    'octets by their label',
    'body parsers that skip it',
    'RFC 9110 15.5.16',
  ],
];

/** JSON by their suffix, which a server may read as such. */
const JSON_SUFFIX: readonly Row[] = [
  [
    'merge-patch',
    other('application/merge-patch+json'),
    'a merge patch by its label',
    'suffix matching',
    'RFC 7396',
  ],
];

const UNREADABLE: readonly Row[] = [
  ['empty', other(''), 'an empty value', 'parsers of media types: 500', 'RFC 9110 8.3'],
  ['range', other('*/*'), 'a range', 'parsers of media types', 'RFC 9110 8.3'],
  ['no-subtype', other('json'), 'a type without subtype', 'splitting at /', 'RFC 9110 8.3.1'],
  [
    'joined',
    (type) => `${type}, text/plain`,
    'two media types in one field',
    'splitting at ,',
    'RFC 9110 8.3',
  ],
  [
    'long',
    other(`application/${'x'.repeat(3_000)}`),
    'a subtype of 3000 characters',
    'buffers, log columns',
    'RFC 6838 4.2',
  ],
];

const UTF_16: Row = [
  'utf-16',
  (type) => `${type}; charset=utf-16le`,
  'UTF-16, and said so',
  'decoders by charset',
  'RFC 8259 8.1',
];
const LATIN_1: Row = [
  'latin-1',
  (type) => `${type}; charset=iso-8859-1`,
  'Latin-1, and said so',
  'decoders by charset',
  'RFC 8259 8.1',
];

const contentType = 'Content-Type';
const absent = {
  name: 'absent',
  values: () => [],
  what: 'no media type at all',
  breaks: 'null where a string was expected',
  source: 'RFC 9110 8.3',
};

/** Media types of the content, those that break most servers first in each class. */
export const MEDIA_TYPE_HAZARDS: readonly Hazard[] = [
  ...fieldHazards('media-type', contentType, 'valid', VALID.map(toRow)),
  ...oftenRefused(
    fieldHazards('media-type', contentType, 'undefined', [absent, ...UNREADABLE.map(toRow)]),
  ),
  ...fieldHazards('media-type', contentType, 'invalid', UNDECLARED.map(toRow)),
  ...observed(fieldHazards('media-type', contentType, 'valid', [toRow(EMPTY_PARAMETER)])),
  ...observed(fieldHazards('media-type', contentType, 'invalid', JSON_SUFFIX.map(toRow))),
  ...fieldHazards('media-type', contentType, 'malformed', [
    { ...toRow(UTF_16), encode: (body) => Buffer.from(textOf(body), 'utf16le') },
    { ...toRow(LATIN_1), encode: (body) => Buffer.from(withLatinName(textOf(body)), 'latin1') },
  ]),
];

function observed(hazards: readonly Hazard[]): Hazard[] {
  return hazards.map((hazard) => ({ ...hazard, acceptance: 'observed' }));
}

function toRow([name, value, what, breaks, source]: Row): FieldRow {
  return { name, values: (mediaType) => [value(mediaType)], what, breaks, source };
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString();
}

/** An object's text with a first member that needs Latin-1. */
function withLatinName(text: string): string {
  const inner = text.trim().slice(1, -1).trim();
  return `{"caf\xe9":0${inner === '' ? '' : `,${inner}`}}`;
}
