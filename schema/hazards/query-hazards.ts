import type { Hazard } from './hazard.ts';

type Row = readonly [
  name: string,
  raw: (parameter: string) => string,
  what: string,
  breaks: string,
  source: string,
];

const valued = (value: string) => (parameter: string) => `${parameter}=${value}`;

const VALID: readonly Row[] = [
  [
    'non-ascii',
    valued('caf%C3%A9-%E6%97%A5'),
    'letters that are not ASCII',
    'Latin-1 decoding, column sets',
    'RFC 3986 2.5',
  ],
  [
    'emoji',
    valued('%F0%9F%98%80'),
    'an emoji',
    'MySQL utf8 (three octets): 500',
    'MySQL manual, utf8mb3',
  ],
  [
    'quotes-and-markup',
    valued('%27%22%3C%3E%3B--'),
    'quotation marks and markup',
    'SQL and HTML built by hand',
    'CWE-89',
  ],
  [
    'line-end',
    valued('a%0D%0AX-Split%3A%201'),
    'a line end',
    'header fields built by hand',
    'CWE-93',
  ],
  [
    'path',
    valued('..%2F..%2Fa'),
    'a path upwards',
    'file stores, proxies that decode %2F',
    'CWE-22',
  ],
  [
    'templates',
    valued('%7B%7B7*7%7D%7D$%7Bx%7D'),
    'template expressions',
    'template engines',
    'CWE-1336',
  ],
  [
    'reserved',
    valued('a%26b%3Dc%23d%3Fe%2Bf%2541%25ZZ'),
    'reserved characters and percent signs in escapes',
    'decoding before splitting, decoding twice',
    'RFC 3986 2.4',
  ],
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
  [
    '255-characters',
    valued('a'.repeat(255)),
    '255 characters',
    'VARCHAR columns with a prefix',
    'MySQL manual, VARCHAR',
  ],
];

const EXTREME: readonly Row[] = [
  [
    'nul',
    valued('a%00b'),
    'NUL',
    'C strings, PostgreSQL text',
    'PostgreSQL manual, Character Types',
  ],
  ['3-kib', valued('a'.repeat(3 * 1024)), '3 KiB', 'VARCHAR columns, index keys', 'RFC 9110 4.1'],
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
  [
    'not-utf-8',
    valued('%FF%C0%AF'),
    'octets that are not UTF-8, a lone and an overlong one',
    'encoders of the answer, PostgreSQL',
    'RFC 3986 2.5',
  ],
  ['plus', valued('a+b'), 'a plus sign', 'a space to some, a plus to others', 'RFC 3986 2.2'],
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
  ...VALID.map((row) => withAcceptance(toHazard(row, 'valid', {}))),
  ...EXTREME.map((row) => withAcceptance(toHazard(row, 'valid', { extreme: true }))),
  ...UNDEFINED.map((row) => toHazard(row, 'undefined', {})),
  ...OTHERS.map((row) => toHazard(row, 'undefined', { joins: true })),
  ...MANY.map((row) => toHazard(row, 'undefined', { joins: true, extreme: true })),
];

function toHazard(
  [name, raw, what, breaks, source]: Row,
  caseClass: Hazard['class'],
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
