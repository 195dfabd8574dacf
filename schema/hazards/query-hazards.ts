import type { CaseClass } from '../http/exchange.ts';
import type { Hazard } from './hazard.ts';

type Row = readonly [
  name: string,
  raw: (parameter: string) => string,
  what: string,
  breaks: string,
  source: string,
];

type ValueRow = readonly [
  name: string,
  value: string,
  what: string,
  breaks: string,
  source: string,
];

const valued = (value: string) => (parameter: string) => `${parameter}=${value}`;

/** What may stand next to others in one value: name, value, what it is, what it breaks, source. */
const PARTS: readonly ValueRow[] = [
  [
    'non-ascii',
    'caf%C3%A9-%E6%97%A5',
    'letters that are not ASCII',
    'Latin-1 decoding, column sets',
    'RFC 3986 2.5',
  ],
  ['emoji', '%F0%9F%98%80', 'an emoji', 'MySQL utf8 (three octets): 500', 'MySQL manual, utf8mb3'],
  [
    'quotes-and-markup',
    '%27%22%3C%3E%3B--',
    'quotation marks and markup',
    'SQL and HTML built by hand',
    'CWE-89',
  ],
  ['line-end', 'a%0D%0AX-Split%3A%201', 'a line end', 'header fields built by hand', 'CWE-93'],
  ['path', '..%2F..%2Fa', 'a path upwards', 'file stores, proxies that decode %2F', 'CWE-22'],
  ['templates', '%7B%7B7*7%7D%7D$%7Bx%7D', 'template expressions', 'template engines', 'CWE-1336'],
  [
    'reserved',
    'a%26b%3Dc%23d%3Fe%2Bf%2541%25ZZ',
    'reserved characters and percent signs in escapes',
    'decoding before splitting, decoding twice',
    'RFC 3986 2.4',
  ],
  [
    '255-characters',
    'a'.repeat(255),
    '255 characters',
    'VARCHAR columns with a prefix',
    'MySQL manual, VARCHAR',
  ],
];

const VALID: readonly Row[] = [
  [
    'padded',
    valued('%20a%20'),
    'spaces around a value',
    'trimming middleware, MySQL PAD SPACE',
    'Laravel manual, TrimStrings',
  ],
  [
    'escaped-name',
    (parameter) => `${escapeFirst(parameter)}=a`,
    'an escape in the name',
    'comparing before decoding',
    'RFC 3986 6.2.2.2',
  ],
];

const EXTREME_PARTS: readonly ValueRow[] = [
  ['nul', 'a%00b', 'NUL', 'C strings, PostgreSQL text', 'PostgreSQL manual, Character Types'],
  ['3-kib', 'a'.repeat(3 * 1024), '3 KiB', 'VARCHAR columns, index keys', 'RFC 9110 4.1'],
];

const EXTREME: readonly Row[] = [
  [
    '7-kib',
    valued('a'.repeat(7 * 1024)),
    '7 KiB',
    'request line limits (nginx 8k, Apache 8190)',
    'RFC 9110 4.1',
  ],
];

const UNDEFINED: readonly Row[] = [
  [
    'empty',
    valued(''),
    'an empty value',
    'lookups of an empty identifier',
    'OpenAPI 3.1.0 4.8.12.2',
  ],
  [
    'bare',
    (parameter) => parameter,
    'a name without =',
    'null where a string was expected',
    'RFC 3986 3.4',
  ],
  [
    'repeated',
    (parameter) => `${parameter}=a&${parameter}=b`,
    'the parameter twice',
    'a list where a string was expected',
    'OpenAPI 3.1.0 4.8.12.2',
  ],
  [
    'percent',
    valued('%ZZ%'),
    'percent signs without two digits',
    'decodeURIComponent throws',
    'RFC 3986 2.1',
  ],
];

const UNDEFINED_PARTS: readonly ValueRow[] = [
  [
    'not-utf-8',
    '%FF%C0%AF',
    'octets that are not UTF-8, a lone and an overlong one',
    'encoders of the answer, PostgreSQL',
    'RFC 3986 2.5',
  ],
  ['plus', 'a+b', 'a plus sign', 'a space to some, a plus to others', 'RFC 3986 2.2'],
];

const OTHERS: readonly Row[] = [
  [
    'list',
    (parameter) => `${parameter}[]=a`,
    'the name with brackets',
    'PHP, Rails, qs: a list, TypeError',
    'PHP manual, Variables From External Sources',
  ],
  [
    'map',
    (parameter) => `${parameter}[x]=a`,
    'the name with a key in brackets',
    'PHP, Rails, qs: a map, TypeError',
    'PHP manual, Variables From External Sources',
  ],
  [
    'member',
    (parameter) => `${parameter}.x=a`,
    'the name with a member',
    'data binding',
    'PHP manual, Variables From External Sources',
  ],
  [
    'upper-case',
    (parameter) => `${parameter.toUpperCase()}=a`,
    'the name in capitals',
    'frameworks that fold case',
    'RFC 3986 6.2.2.1',
  ],
  [
    'unknown',
    () => 'unknown-parameter=1',
    'an unknown parameter',
    'strict frameworks',
    'OpenAPI 3.1.0 4.8.12',
  ],
  [
    'proto',
    () => '__proto__=1',
    'a parameter named __proto__',
    'qs before 6.10.3',
    'CVE-2022-24999',
  ],
  ['empty-pairs', () => '&&=', 'pairs without name', 'parsers written by hand', 'RFC 3986 3.4'],
];

const MANY: readonly Row[] = [
  [
    '1000-parameters',
    () => Array.from({ length: 1_000 }, (_, index) => `u${index}=`).join('&'),
    'a thousand unknown parameters',
    'PHP max_input_vars (1000), qs (1000)',
    'PHP manual, max_input_vars',
  ],
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
  ...OTHERS.map((row) => toHazard(row, 'undefined', { joins: true })),
  ...MANY.map((row) => toHazard(row, 'undefined', { joins: true, extreme: true })),
];

function partHazard(
  [name, part, ...rest]: ValueRow,
  caseClass: CaseClass,
  options: { readonly extreme?: boolean },
): Hazard {
  const hazard = toHazard([name, valued(part), ...rest], caseClass, options);
  return { ...hazard, carrier: { in: 'query', raw: valued(part), joins: false, part } };
}

function toHazard(
  [name, raw, what, breaks, source]: Row,
  caseClass: CaseClass,
  { joins = false, extreme = false },
): Hazard {
  const carrier = { in: 'query', raw, joins } as const;
  return {
    name: `query-${name}`,
    what,
    kind: 'query',
    class: caseClass,
    extreme,
    breaks,
    source,
    carrier,
  };
}

function withAcceptance(hazard: Hazard): Hazard {
  return { ...hazard, acceptance: 'observed' };
}

function escapeFirst(parameter: string): string {
  const code = (parameter.codePointAt(0) ?? 0).toString(16).padStart(2, '0');
  return `%${code}${parameter.slice(1)}`;
}
