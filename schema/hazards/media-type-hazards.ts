import {
  fieldHazards,
  type FieldRow,
  type Hazard,
  type HazardRow,
  oftenRefused,
} from './hazard.ts';

interface TypeRow extends HazardRow {
  readonly value: (mediaType: string) => string;
}

const other = (value: string) => () => value;

const VALID: readonly TypeRow[] = [
  {
    name: 'charset',
    value: (type) => `${type}; charset=utf-8`,
    what: 'a charset parameter',
    breaks: 'comparing the whole field',
    source: 'RFC 8259 11',
  },
  {
    name: 'capitals',
    value: (type) => type.toUpperCase(),
    what: 'capitals',
    breaks: 'comparing with case',
    source: 'RFC 9110 8.3.1',
  },
  {
    name: 'quoted-charset',
    value: (type) => `${type} ; charset="UTF-8"`,
    what: 'a quoted charset and a space',
    breaks: 'splitting at ;',
    source: 'RFC 9110 5.6.6',
  },
];

/** Within the grammar of parameters, and without any: nobody needs to send it. */
const EMPTY_PARAMETER: TypeRow = {
  name: 'empty-parameter',
  value: (type) => `${type};`,
  what: 'a semicolon without parameter',
  breaks: 'splitting at ;',
  source: 'RFC 9110 5.6.6',
};

const UNDECLARED: readonly TypeRow[] = [
  {
    name: 'text-plain',
    value: other('text/plain'),
    what: 'text/plain',
    breaks: 'cross-site requests without preflight',
    source: 'RFC 9110 15.5.16',
  },
  {
    name: 'form',
    value: other('application/x-www-form-urlencoded'),
    what: 'a form by its label',
    breaks: 'PHP: an empty body',
    source: 'RFC 9110 15.5.16',
  },
  {
    name: 'multipart',
    value: other('multipart/form-data; boundary=b'),
    what: 'multipart by its label',
    breaks: 'multipart parsers: 500',
    source: 'RFC 9110 15.5.16',
  },
  {
    name: 'xml',
    value: other('application/xml'),
    what: 'XML by its label',
    breaks: 'XML parsers: 500',
    source: 'RFC 9110 15.5.16',
  },
  {
    name: 'octet-stream',
    value: other('application/octet-stream'),
    what: 'octets by their label',
    breaks: 'body parsers that skip it',
    source: 'RFC 9110 15.5.16',
  },
];

/** JSON by their suffix, which a server may read as such. */
const JSON_SUFFIX: readonly TypeRow[] = [
  {
    name: 'merge-patch',
    value: other('application/merge-patch+json'),
    what: 'a merge patch by its label',
    breaks: 'suffix matching',
    source: 'RFC 7396',
  },
];

const UNREADABLE: readonly TypeRow[] = [
  {
    name: 'empty',
    value: other(''),
    what: 'an empty value',
    breaks: 'parsers of media types: 500',
    source: 'RFC 9110 8.3',
  },
  {
    name: 'range',
    value: other('*/*'),
    what: 'a range',
    breaks: 'parsers of media types',
    source: 'RFC 9110 8.3',
  },
  {
    name: 'no-subtype',
    value: other('json'),
    what: 'a type without subtype',
    breaks: 'splitting at /',
    source: 'RFC 9110 8.3.1',
  },
  {
    name: 'joined',
    value: (type) => `${type}, text/plain`,
    what: 'two media types in one field',
    breaks: 'splitting at ,',
    source: 'RFC 9110 8.3',
  },
  {
    name: 'long',
    value: other(`application/${'x'.repeat(3_000)}`),
    what: 'a subtype of 3000 characters',
    breaks: 'buffers, log columns',
    source: 'RFC 6838 4.2',
  },
];

const UTF_16: TypeRow = {
  name: 'utf-16',
  value: (type) => `${type}; charset=utf-16le`,
  what: 'UTF-16, and said so',
  breaks: 'decoders by charset',
  source: 'RFC 8259 8.1',
};
const LATIN_1: TypeRow = {
  name: 'latin-1',
  value: (type) => `${type}; charset=iso-8859-1`,
  what: 'Latin-1, and said so',
  breaks: 'decoders by charset',
  source: 'RFC 8259 8.1',
};

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

function toRow({ value, ...row }: TypeRow): FieldRow {
  return { ...row, values: (mediaType) => [value(mediaType)] };
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString();
}

/** An object's text with a first member that needs Latin-1. */
function withLatinName(text: string): string {
  const inner = text.trim().slice(1, -1).trim();
  return `{"caf\xe9":0${inner === '' ? '' : `,${inner}`}}`;
}
