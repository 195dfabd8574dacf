import { isExtremeBody } from '../http/extreme-case.ts';
import { stringToken } from '../json/json-style.ts';
import { writeJson } from '../json/write-json.ts';
import { UNDEFINED_VALUES } from '../json/undefined-values.ts';
import type { CaseClass } from '../http/exchange.ts';
import { oftenRefused } from './hazard.ts';
import type { Carrier, Hazard, HazardRow } from './hazard.ts';

interface TextRow extends HazardRow {
  readonly carrier: Carrier;
}

const SAME_VALUE: readonly TextRow[] = [
  {
    name: 'escaped-name',
    carrier: inText((key) => `${firstEscaped(key)}:0`),
    what: 'a name in escapes',
    breaks: 'parsers written by hand',
    source: 'JSONTestSuite y_object_escaped_null_in_key',
  },
  {
    name: 'escaped-pair',
    carrier: inText((key) => String.raw`"${key}":"\ud83D\uDe00"`),
    what: 'an astral character as two escapes',
    breaks: 'decoders of single escapes',
    source: 'RFC 8259 7',
  },
  {
    name: 'escaped-letters',
    carrier: inText((key) => String.raw`"${key}":"\u0061\/\u00E9"`),
    what: 'letters and a solidus in escapes',
    breaks: 'parsers written by hand',
    source: 'RFC 8259 7',
  },
  {
    name: 'whitespace',
    carrier: inText((key) => `\r\n\t "${key}"\t:\n [ ]\r`),
    what: 'whitespace of every kind',
    breaks: 'parsers written by hand',
    source: 'RFC 8259 2',
  },
  {
    name: 'padding',
    carrier: inBody((text) => Buffer.from(` \n${text}\r\n\t`)),
    what: 'whitespace around the text',
    breaks: 'checks of the first character',
    source: 'RFC 8259 2',
  },
  {
    name: 'much-padding',
    carrier: inBody((text) => Buffer.from(`${text}${' '.repeat(70 * 1024)}`)),
    what: '70 KiB of whitespace',
    breaks: 'content limits that a store never sees',
    source: 'RFC 9110 15.5.14',
  },
];

/** Prefixes of names that indexes and columns keep. */
const PREFIXES = [64, 128, 255];

/** Pairs of names that are the same up to a limit. */
const ALIKE: readonly TextRow[] = PREFIXES.map((length) => ({
  name: `names-alike-${length}`,
  carrier: inText((key) => {
    const prefix = key.padEnd(length, 'n');
    return `"${prefix}a":"a","${prefix}b":"b"`;
  }, true),
  what: `two names that differ after ${length} characters`,
  breaks: 'indexes of a prefix: both become one',
  source: 'MySQL manual, Column Prefix Key Parts',
}));

const BYTE_ORDER_MARK: TextRow = {
  name: 'byte-order-mark',
  carrier: inBody((text) => Buffer.from(`\ufeff${text}`)),
  what: 'a byte order mark',
  breaks: 'decoders that do not take it off',
  source: 'RFC 8259 8.1',
};

const OPEN: readonly TextRow[] = [
  {
    name: 'repeated-member',
    carrier: inText((key) => `"${key}":1,"${key}":2`),
    what: 'a member twice',
    breaks: 'stores that keep both, signatures',
    source: 'RFC 8259 4',
  },
  {
    name: 'repeated-root',
    carrier: inBody(repeatMembers),
    what: 'every member of the root twice',
    breaks: 'parsers that differ between layers',
    source: 'RFC 8259 4',
  },
  {
    name: 'surrogate-key',
    carrier: inText(() => String.raw`"\udead":0`, true),
    what: 'a member named by a lone surrogate',
    breaks: 'UTF-8 encoders of the response',
    source: 'RFC 8259 8.2',
  },
];

/** Texts that mean the same as the plain one, and members that are to be told apart. */
export const TEXT_HAZARDS: readonly Hazard[] = [...SAME_VALUE, ...ALIKE].map((row) =>
  toHazard(row, 'valid'),
);

/** What RFC 8259 leaves open: any response will do that is no server error and keeps its own form. */
export const UNDEFINED_TEXT_HAZARDS: readonly Hazard[] = [
  ...oftenRefused([toHazard(BYTE_ORDER_MARK, 'undefined')]),
  ...UNDEFINED_VALUES.flatMap(({ name, what, raw, source }) => {
    const breaks = 'encoders of the response (PHP: Inf and NaN, malformed UTF-8), 64-bit integers';
    const carrier = { in: 'member', key: `text-${name}`, exact: false, value: raw } as const;
    const hazard = toHazard({ name, carrier, what, breaks, source }, 'undefined');
    return isInfinite(raw.text) ? oftenRefused([hazard]) : [hazard];
  }),
  ...OPEN.map((row) => toHazard(row, 'undefined')),
];

function toHazard(row: TextRow, caseClass: CaseClass): Hazard {
  const extreme = isExtremeBody(bodyWith(row.carrier));
  return { ...row, name: `text-${row.name}`, kind: 'text', class: caseClass, extreme };
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

function inText(render: (key: string) => string, exact = false): Carrier {
  return { in: 'text', key: 'text', exact, render };
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
