import { isExtremeBody } from '../http/extreme-case.ts';
import { stringToken } from '../json/json-encodings.ts';
import { writeJson } from '../json/write-json.ts';
import { UNDEFINED_VALUES } from '../json/undefined-values.ts';
import type { CaseClass } from '../http/exchange.ts';
import { oftenRefused } from './hazard.ts';
import type { Carrier, Hazard } from './hazard.ts';

type Row = readonly [name: string, carrier: Carrier, what: string, breaks: string, source: string];

const SPELLINGS: readonly Row[] = [
  [
    'escaped-name',
    inText((key) => `${firstEscaped(key)}:0`),
    'a name in escapes',
    'parsers written by hand',
    'JSONTestSuite y_object_escaped_null_in_key',
  ],
  [
    'escaped-pair',
    inText((key) => String.raw`"${key}":"\ud83D\uDe00"`),
    'an astral character as two escapes',
    'decoders of single escapes',
    'RFC 8259 7',
  ],
  [
    'escaped-letters',
    inText((key) => String.raw`"${key}":"\u0061\/\u00E9"`),
    'letters and a solidus in escapes',
    'parsers written by hand',
    'RFC 8259 7',
  ],
  [
    'whitespace',
    inText((key) => `\r\n\t "${key}"\t:\n [ ]\r`),
    'whitespace of every kind',
    'parsers written by hand',
    'RFC 8259 2',
  ],
  [
    'padding',
    inBody((text) => Buffer.from(` \n${text}\r\n\t`)),
    'whitespace around the text',
    'checks of the first character',
    'RFC 8259 2',
  ],
  [
    'much-padding',
    inBody((text) => Buffer.from(`${text}${' '.repeat(70 * 1024)}`)),
    '70 KiB of whitespace',
    'content limits that a store never sees',
    'RFC 9110 15.5.14',
  ],
];

/** Prefixes of names that indexes and columns keep. */
const PREFIXES = [64, 128, 255];

/** Pairs of names that are the same up to a limit. */
const ALIKE: readonly Row[] = PREFIXES.map((length) => [
  `names-alike-${length}`,
  inText((key) => {
    const prefix = key.padEnd(length, 'n');
    return `"${prefix}a":"a","${prefix}b":"b"`;
  }),
  `two names that differ after ${length} characters`,
  'indexes of a prefix: both become one',
  'MySQL manual, Column Prefix Key Parts',
]);

const BYTE_ORDER_MARK: Row = [
  'byte-order-mark',
  inBody((text) => Buffer.from(`\ufeff${text}`)),
  'a byte order mark',
  'decoders that do not take it off',
  'RFC 8259 8.1',
];

const OPEN: readonly Row[] = [
  [
    'repeated-member',
    inText((key) => `"${key}":1,"${key}":2`),
    'a member twice',
    'stores that keep both, signatures',
    'RFC 8259 4',
  ],
  [
    'repeated-root',
    inBody(repeatMembers),
    'every member of the root twice',
    'parsers that differ between layers',
    'RFC 8259 4',
  ],
  [
    'surrogate-key',
    inText(() => String.raw`"\udead":0`),
    'a member named by a lone surrogate',
    'UTF-8 encoders of the answer',
    'RFC 8259 8.2',
  ],
];

/** Spellings that mean the same as the plain one, and members that are to be told apart. */
export const ENCODING_HAZARDS: readonly Hazard[] = [...SPELLINGS, ...ALIKE].map((row) =>
  toHazard(row, 'valid'),
);

/** What RFC 8259 leaves open: any answer will do that is no server error and keeps its own form. */
export const UNDEFINED_TEXT_HAZARDS: readonly Hazard[] = [
  ...oftenRefused([toHazard(BYTE_ORDER_MARK, 'undefined')]),
  ...UNDEFINED_VALUES.flatMap(({ name, what, raw, source }) => {
    const breaks = 'encoders of the answer (PHP: Inf and NaN, malformed UTF-8), 64-bit integers';
    const carrier = { in: 'member', key: `text-${name}`, exact: false, value: raw } as const;
    const hazard = toHazard([name, carrier, what, breaks, source], 'undefined');
    return isInfinite(raw.text) ? oftenRefused([hazard]) : [hazard];
  }),
  ...OPEN.map((row) => toHazard(row, 'undefined')),
];

function toHazard([name, carrier, what, breaks, source]: Row, caseClass: CaseClass): Hazard {
  return {
    name: `text-${name}`,
    what,
    kind: 'text',
    class: caseClass,
    extreme: isExtremeBody(bodyWith(carrier)),
    breaks,
    source,
    carrier,
  };
}

/** An update with nothing in it but what a carrier puts there. */
function bodyWith(carrier: Carrier): Uint8Array {
  const text = `{"free":{${membersOf(carrier)}}}`;
  return carrier.in === 'body' ? carrier.bytes(text) : Buffer.from(text);
}

function membersOf(carrier: Carrier): string {
  if (carrier.in === 'text') return carrier.render('text');
  return carrier.in === 'member' ? `"text":${writeJson(carrier.value)}` : '';
}

function inText(render: (key: string) => string): Carrier {
  return { in: 'text', key: 'text', render };
}

function inBody(bytes: (text: string) => Uint8Array): Carrier {
  return { in: 'body', bytes };
}

/** A name of which the first character is escaped; one tells as much as all. */
function firstEscaped(name: string): string {
  const [first, rest] = [name.slice(0, 1), name.slice(1)];
  return stringToken(first, 'escaped').slice(0, -1) + stringToken(rest, 'shortest').slice(1);
}

/** From an object's text; an empty object gets a member to repeat. */
function repeatMembers(text: string): Uint8Array {
  const members = text.trim().slice(1, -1).trim() || '"a":0';
  return Buffer.from(`{${members},${members}}`);
}

function isInfinite(text: string): boolean {
  return Math.abs(Number(text)) === Infinity;
}
