import type { CaseClass } from '../http/exchange.ts';
import type { Hazard, HazardRow, QueryCarrier } from './hazard.ts';

interface QueryRow extends HazardRow {
  /** Raw query, from the name of the parameter. */
  readonly raw: (parameter: string) => string;
}

/** What may stand next to others in one value. */
interface PartRow extends HazardRow {
  readonly value: string;
}

const valued = (value: string) => (parameter: string) => `${parameter}=${value}`;

const PARTS: readonly PartRow[] = [
  {
    name: 'non-ascii',
    value: 'caf%C3%A9-%E6%97%A5',
    what: 'letters that are not ASCII',
    breaks: 'Latin-1 decoding, column sets',
    source: 'RFC 3986 2.5',
  },
  {
    name: 'emoji',
    value: '%F0%9F%98%80',
    what: 'an emoji',
    breaks: 'MySQL utf8 (three octets): 500',
    source: 'MySQL manual, utf8mb3',
  },
  {
    name: 'quotes-and-markup',
    value: '%27%22%3C%3E%3B--',
    what: 'quotation marks and markup',
    breaks: 'SQL and HTML built by hand',
    source: 'CWE-89',
  },
  {
    name: 'line-end',
    value: 'a%0D%0AX-Split%3A%201',
    what: 'a line end',
    breaks: 'header fields built by hand',
    source: 'CWE-93',
  },
  {
    name: 'path',
    value: '..%2F..%2Fa',
    what: 'a path upwards',
    breaks: 'file stores, proxies that decode %2F',
    source: 'CWE-22',
  },
  {
    name: 'templates',
    value: '%7B%7B7*7%7D%7D$%7Bx%7D',
    what: 'template expressions',
    breaks: 'template engines',
    source: 'CWE-1336',
  },
  {
    name: 'reserved',
    value: 'a%26b%3Dc%23d%3Fe%2Bf%2541%25ZZ',
    what: 'reserved characters and percent signs in escapes',
    breaks: 'decoding before splitting, decoding twice',
    source: 'RFC 3986 2.4',
  },
  {
    name: '255-characters',
    value: 'a'.repeat(255),
    what: '255 characters',
    breaks: 'VARCHAR columns with a prefix',
    source: 'MySQL manual, VARCHAR',
  },
];

const VALID: readonly QueryRow[] = [
  {
    name: 'padded',
    raw: valued('%20a%20'),
    what: 'spaces around a value',
    breaks: 'trimming middleware, MySQL PAD SPACE',
    source: 'Laravel manual, TrimStrings',
  },
  {
    name: 'escaped-name',
    raw: (parameter) => `${escapeFirst(parameter)}=a`,
    what: 'an escape in the name',
    breaks: 'comparing before decoding',
    source: 'RFC 3986 6.2.2.2',
  },
];

const EXTREME_PARTS: readonly PartRow[] = [
  {
    name: 'nul',
    value: 'a%00b',
    what: 'NUL',
    breaks: 'C strings, PostgreSQL text',
    source: 'PostgreSQL manual, Character Types',
  },
  {
    name: '3-kib',
    value: 'a'.repeat(3 * 1024),
    what: '3 KiB',
    breaks: 'VARCHAR columns, index keys',
    source: 'RFC 9110 4.1',
  },
];

const EXTREME: readonly QueryRow[] = [
  {
    name: '7-kib',
    raw: valued('a'.repeat(7 * 1024)),
    what: '7 KiB',
    breaks: 'request line limits (nginx 8k, Apache 8190)',
    source: 'RFC 9110 4.1',
  },
];

const UNDEFINED: readonly QueryRow[] = [
  {
    name: 'empty',
    raw: valued(''),
    what: 'an empty value',
    breaks: 'lookups of an empty identifier',
    source: 'OpenAPI 3.1.0 4.8.12.2',
  },
  {
    name: 'bare',
    raw: (parameter) => parameter,
    what: 'a name without =',
    breaks: 'null where a string was expected',
    source: 'RFC 3986 3.4',
  },
  {
    name: 'percent',
    raw: valued('%ZZ%'),
    what: 'percent signs without two digits',
    breaks: 'decodeURIComponent throws',
    source: 'RFC 3986 2.1',
  },
];

const UNDEFINED_PARTS: readonly PartRow[] = [
  {
    name: 'not-utf-8',
    value: '%FF%C0%AF',
    what: 'octets that are not UTF-8, a lone and an overlong one',
    breaks: 'encoders of the response, PostgreSQL',
    source: 'RFC 3986 2.5',
  },
  {
    name: 'plus',
    value: 'a+b',
    what: 'a plus sign',
    breaks: 'a space to some, a plus to others',
    source: 'RFC 3986 2.2',
  },
];

/** Several values, or names that some servers take for the one of the parameter. */
const SEVERAL: readonly QueryRow[] = [
  {
    name: 'repeated',
    raw: (parameter) => `${parameter}=a&${parameter}=b`,
    what: 'the parameter twice',
    breaks: 'a list where a string was expected',
    source: 'OpenAPI 3.1.0 4.8.12.2',
  },
  {
    name: 'list',
    raw: (parameter) => `${parameter}[]=a`,
    what: 'the name with brackets',
    breaks: 'PHP, Rails, qs: a list, TypeError',
    source: 'PHP manual, Variables From External Sources',
  },
  {
    name: 'map',
    raw: (parameter) => `${parameter}[x]=a`,
    what: 'the name with a key in brackets',
    breaks: 'PHP, Rails, qs: a map, TypeError',
    source: 'PHP manual, Variables From External Sources',
  },
  {
    name: 'member',
    raw: (parameter) => `${parameter}.x=a`,
    what: 'the name with a member',
    breaks: 'data binding',
    source: 'PHP manual, Variables From External Sources',
  },
  {
    name: 'upper-case',
    raw: (parameter) => `${parameter.toUpperCase()}=a`,
    what: 'the name in capitals',
    breaks: 'frameworks that fold case',
    source: 'RFC 3986 6.2.2.1',
  },
];

const OTHERS: readonly QueryRow[] = [
  {
    name: 'unknown',
    raw: () => 'unknown-parameter=1',
    what: 'an unknown parameter',
    breaks: 'strict frameworks',
    source: 'OpenAPI 3.1.0 4.8.12',
  },
  {
    name: 'proto',
    raw: () => '__proto__=1',
    what: 'a parameter named __proto__',
    breaks: 'qs before 6.10.3',
    source: 'CVE-2022-24999',
  },
  {
    name: 'empty-pairs',
    raw: () => '&&=',
    what: 'pairs without name',
    breaks: 'parsers written by hand',
    source: 'RFC 3986 3.4',
  },
];

const MANY: readonly QueryRow[] = [
  {
    name: '1000-parameters',
    raw: () => Array.from({ length: 1_000 }, (_, index) => `u${index}=`).join('&'),
    what: 'a thousand unknown parameters',
    breaks: 'PHP max_input_vars (1000), qs (1000)',
    source: 'PHP manual, max_input_vars',
  },
];

/**
 * Raw queries about one string parameter, those that break most servers first in each class. Whether a server
 * knows what a valid value names (404) is its own affair, so acceptance is only observed.
 */
export const QUERY_HAZARDS: readonly Hazard[] = [
  ...PARTS.map((row) => withAcceptance(partHazard(row, 'valid', {}))),
  ...VALID.map((row) => withAcceptance(toHazard(row, 'valid', {}))),
  ...EXTREME_PARTS.map((row) => withAcceptance(partHazard(row, 'valid', { extreme: true }))),
  ...EXTREME.map((row) => withAcceptance(toHazard(row, 'valid', { extreme: true }))),
  ...UNDEFINED.map((row) => toHazard(row, 'undefined', {})),
  ...UNDEFINED_PARTS.map((row) => partHazard(row, 'undefined', {})),
  ...SEVERAL.map((row) => toHazard(row, 'undefined', { joins: 'values' })),
  ...OTHERS.map((row) => toHazard(row, 'undefined', { joins: 'others' })),
  ...MANY.map((row) => toHazard(row, 'undefined', { joins: 'others', extreme: true })),
];

function partHazard(
  { value: part, ...row }: PartRow,
  caseClass: CaseClass,
  options: { readonly extreme?: boolean },
): Hazard {
  const raw = valued(part);
  const hazard = toHazard({ ...row, raw }, caseClass, options);
  return { ...hazard, carrier: { in: 'query', raw, joins: null, part } };
}

function toHazard(
  { raw, ...row }: QueryRow,
  caseClass: CaseClass,
  { joins = null, extreme = false }: Partial<Pick<QueryCarrier, 'joins'> & Pick<Hazard, 'extreme'>>,
): Hazard {
  const carrier: QueryCarrier = { in: 'query', raw, joins };
  return { ...row, name: `query-${row.name}`, kind: 'query', class: caseClass, extreme, carrier };
}

function withAcceptance(hazard: Hazard): Hazard {
  return { ...hazard, acceptance: 'observed' };
}

function escapeFirst(parameter: string): string {
  const code = (parameter.codePointAt(0) ?? 0).toString(16).padStart(2, '0');
  return `%${code}${parameter.slice(1)}`;
}
