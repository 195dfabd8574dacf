import { isExtremeMember } from '../http/extreme-case.ts';
import type { Hazard, HazardRow } from './hazard.ts';

/** Keys of characters that get lost, cut, trimmed, folded or taken for syntax; the most harmful first. */
const ODD_KEYS: readonly KeyRow[] = [
  {
    name: 'empty',
    key: '',
    what: 'an empty name',
    breaks: 'PHP 5 object mode (_empty_), MongoDB, XML',
    source: 'RFC 8259 4',
  },
  {
    name: 'nul',
    key: '\0nul',
    what: 'a name that starts with NUL',
    breaks: 'PHP object mode (invalid property name), PostgreSQL jsonb',
    source: 'PHP manual, json_decode',
  },
  {
    name: 'upper',
    key: 'CASE',
    what: 'a name in capitals, next to the same in small letters',
    breaks: 'MySQL collations, .NET: both become one',
    source: 'MySQL manual, Case Sensitivity',
  },
  {
    name: 'lower',
    key: 'case',
    what: 'a name in small letters, next to the same in capitals',
    breaks: 'MySQL collations, .NET: both become one',
    source: 'MySQL manual, Case Sensitivity',
  },
  {
    name: 'nfc',
    key: '\u00e9',
    what: 'é as one code point, next to its decomposed form',
    breaks: 'stores that normalise: both become one',
    source: 'UAX 15',
  },
  {
    name: 'nfd',
    key: 'e\u0301',
    what: 'é as two code points, next to its composed form',
    breaks: 'stores that normalise: both become one',
    source: 'UAX 15',
  },
  {
    name: 'padded',
    key: ' padded ',
    what: 'spaces around a name',
    breaks: 'trimming middleware, MySQL PAD SPACE',
    source: 'Laravel manual, TrimStrings',
  },
  {
    name: 'unpadded',
    key: 'padded',
    what: 'a name, next to the same with spaces around it',
    breaks: 'trimming middleware: both become one',
    source: 'Laravel manual, TrimStrings',
  },
  {
    name: 'space',
    key: ' ',
    what: 'a space',
    breaks: 'trimming middleware',
    source: 'Laravel manual, TrimStrings',
  },
  {
    name: 'dot',
    key: '.',
    what: 'a dot',
    breaks: 'path languages',
    source: 'lodash documentation, set',
  },
  {
    name: 'dots',
    key: '..',
    what: 'two dots',
    breaks: 'path languages, file stores',
    source: 'CWE-22',
  },
  {
    name: 'solidus',
    key: 'a/b~1c',
    what: 'solidus and tilde',
    breaks: 'JSON Pointer without escapes',
    source: 'RFC 6901 3',
  },
  {
    name: 'quotation-mark',
    key: '"',
    what: 'a quotation mark',
    breaks: 'JSON built by hand',
    source: 'RFC 8259 7',
  },
  {
    name: 'backslash',
    key: 'a\\u0062',
    what: 'a backslash before u0062',
    breaks: 'JSON decoded twice',
    source: 'RFC 8259 7',
  },
  {
    name: 'apostrophe',
    key: "a'b",
    what: 'an apostrophe',
    breaks: 'SQL built by hand, JSON paths',
    source: 'CWE-89',
  },
  {
    name: 'percent',
    key: '%s%25',
    what: 'percent signs',
    breaks: 'format strings, URLs decoded twice',
    source: 'CWE-134',
  },
  { name: 'braces', key: '{{a}}', what: 'braces', breaks: 'template engines', source: 'CWE-1336' },
  {
    name: 'markup',
    key: '<b>&amp;',
    what: 'a tag and a character reference',
    breaks: 'filters against XSS: escaped, decoded or stripped',
    source: 'CWE-79',
  },
  {
    name: 'colon',
    key: 'a:b',
    what: 'a colon',
    breaks: 'cache keys, XML namespaces',
    source: 'Namespaces in XML 1.0',
  },
  {
    name: 'comma',
    key: 'a,b',
    what: 'a comma',
    breaks: 'lists in one string, CSV',
    source: 'RFC 4180',
  },
  {
    name: 'line-end',
    key: 'a\r\nb',
    what: 'a line end',
    breaks: 'logs, header fields, CSV',
    source: 'CWE-93',
  },
  {
    name: 'control',
    key: '\u0001',
    what: 'a control character',
    breaks: 'XML 1.0',
    source: 'XML 1.0 2.2',
  },
  {
    name: 'emoji',
    key: '\u{1f600}',
    what: 'an emoji',
    breaks: 'MySQL utf8 (three octets)',
    source: 'MySQL manual, utf8mb3',
  },
  {
    name: 'right-to-left',
    key: '\u202ertl',
    what: 'an override to right-to-left',
    breaks: 'display, logs',
    source: 'UTR 36',
  },
  {
    name: 'zero-width',
    key: 'a\u200bb',
    what: 'a zero-width space',
    breaks: 'stores that strip it',
    source: 'UTR 36',
  },
  {
    name: 'noncharacter',
    key: '\uffff',
    what: 'a noncharacter',
    breaks: 'XML 1.0, strict UTF-8 checks',
    source: 'Unicode 23.7',
  },
  {
    name: '255-characters',
    key: 'k'.repeat(255),
    what: 'a name of 255 characters',
    breaks: 'VARCHAR columns with a prefix',
    source: 'MySQL manual, VARCHAR',
  },
];

/** Keys longer than a server must support. */
const LONG_KEYS: readonly KeyRow[] = [
  {
    name: '256-characters',
    key: 'l'.repeat(256),
    what: 'a name of 256 characters',
    breaks: 'VARCHAR(255)',
    source: 'MySQL manual, VARCHAR',
  },
  {
    name: '1024-characters',
    key: 'm'.repeat(1024),
    what: 'a name of 1024 characters',
    breaks: 'index and field name limits',
    source: 'DynamoDB naming rules',
  },
];

/** A hazard by the name of a member. */
export interface KeyRow extends HazardRow {
  readonly key: string;
}

/** Keys that mean something to a language, a library or a store; what has broken most servers first. */
const TELLING_KEYS: readonly KeyRow[] = [
  {
    name: 'proto',
    key: '__proto__',
    what: 'a member named __proto__',
    breaks: 'JavaScript objects: dropped, or sets the prototype',
    source: 'CVE-2018-16487',
  },
  {
    name: 'dotted',
    key: 'a.b',
    what: 'a dot in a name',
    breaks: 'lodash.set, MongoDB, Elasticsearch: becomes nesting',
    source: 'MongoDB manual, Field Names',
  },
  {
    name: 'dollar',
    key: '$set',
    what: 'a name that starts with $',
    breaks: 'MongoDB operators',
    source: 'MongoDB manual, Field Names',
  },
  {
    name: 'constructor',
    key: 'constructor',
    what: 'a member named constructor',
    breaks: 'JavaScript lookups without hasOwn',
    source: 'CVE-2019-10744',
  },
  {
    name: 'to-string',
    key: 'toString',
    what: 'a member named toString',
    breaks: 'JavaScript: string conversion throws',
    source: 'qs documentation, allowPrototypes',
  },
  {
    name: 'value-of',
    key: 'valueOf',
    what: 'a member named valueOf',
    breaks: 'fast-deep-equal, ajv uniqueItems',
    source: 'fast-deep-equal README',
  },
  {
    name: 'to-json',
    key: 'toJSON',
    what: 'a member named toJSON',
    breaks: 'JSON.stringify hooks',
    source: 'ECMA-262 25.5.2.2',
  },
  {
    name: 'has-own-property',
    key: 'hasOwnProperty',
    what: 'a member named hasOwnProperty',
    breaks: 'JavaScript: obj.hasOwnProperty(...) throws',
    source: 'ESLint no-prototype-builtins',
  },
  {
    name: 'prototype',
    key: 'prototype',
    what: 'a member named prototype',
    breaks: 'blanket filters against pollution',
    source: 'CVE-2019-10744',
  },
  {
    name: 'then',
    key: 'then',
    what: 'a member named then',
    breaks: 'JavaScript promises',
    source: 'ECMA-262 27.2.1.3.2',
  },
  {
    name: 'length',
    key: 'length',
    what: 'a member named length',
    breaks: 'lodash and jQuery take the object for a list',
    source: 'lodash documentation, isArrayLike',
  },
  {
    name: 'zero',
    key: '0',
    what: 'the name 0',
    breaks: 'PHP arrays: an integer key; JavaScript: moved to the front',
    source: 'PHP manual, Arrays',
  },
  {
    name: 'one',
    key: '1',
    what: 'the name 1',
    breaks: 'PHP arrays: renumbered by array_merge',
    source: 'PHP manual, array_merge',
  },
  {
    name: 'minus-one',
    key: '-1',
    what: 'the name -1',
    breaks: 'PHP arrays, Python and Lua indices',
    source: 'PHP manual, Arrays',
  },
  {
    name: 'leading-zero',
    key: '007',
    what: 'digits with leading zeros',
    breaks: 'number conversion: becomes 7',
    source: 'PHP manual, Arrays',
  },
  {
    name: 'large-number',
    key: '18446744073709551616',
    what: 'digits beyond 64 bits',
    breaks: 'integer keys overflow',
    source: 'PHP manual, Arrays',
  },
  {
    name: 'brackets',
    key: 'a[b]',
    what: 'brackets',
    breaks: 'PHP and qs forms: becomes nesting',
    source: 'PHP manual, Variables From External Sources',
  },
  {
    name: 'empty-brackets',
    key: 'a[]',
    what: 'empty brackets',
    breaks: 'PHP and qs forms: becomes a list',
    source: 'PHP manual, Variables From External Sources',
  },
  {
    name: 'ref',
    key: '$ref',
    what: 'a member named $ref',
    breaks: 'JSON Reference resolvers, MongoDB DBRef',
    source: 'Json.NET PreserveReferencesHandling',
  },
  {
    name: 'type',
    key: '@type',
    what: 'a member named @type',
    breaks: 'Fastjson autotype, JSON-LD',
    source: 'CVE-2017-18349',
  },
  {
    name: 'dollar-type',
    key: '$type',
    what: 'a member named $type',
    breaks: 'Json.NET TypeNameHandling',
    source: 'CA2326',
  },
  {
    name: 'class',
    key: 'class',
    what: 'a member named class',
    breaks: 'Spring data binding, Ruby and Python attributes',
    source: 'CVE-2022-22965',
  },
  {
    name: 'id',
    key: 'id',
    what: 'a member named id',
    breaks: 'stores that take it for their own',
    source: 'CWE-915',
  },
  {
    name: 'underscore-id',
    key: '_id',
    what: 'a member named _id',
    breaks: 'MongoDB, CouchDB, Elasticsearch',
    source: 'MongoDB manual, The _id Field',
  },
  {
    name: 'null-word',
    key: 'null',
    what: 'the word null as a name',
    breaks: 'string conversion',
    source: 'RFC 8259 3',
  },
  {
    name: 'true-word',
    key: 'true',
    what: 'the word true as a name',
    breaks: 'YAML, PHP keys',
    source: 'YAML 1.1 bool',
  },
  {
    name: 'undefined-word',
    key: 'undefined',
    what: 'the word undefined as a name',
    breaks: 'JavaScript lookups',
    source: 'ECMA-262 19.1.4',
  },
  {
    name: 'not-a-number',
    key: 'NaN',
    what: 'the word NaN as a name',
    breaks: 'number conversion',
    source: 'RFC 8259 6',
  },
];

/**
 * Names that break servers. They are what they are: no prefix goes before them. Values are scalars on
 * purpose: an object under `__proto__` could pollute a target that others share.
 */
export const KEY_HAZARDS: readonly Hazard[] = [...TELLING_KEYS, ...ODD_KEYS, ...LONG_KEYS].map(
  keyHazard,
);

/** A row about a name as a hazard: a member of that very name. */
export function keyHazard({ name, key, ...row }: KeyRow): Hazard {
  const extreme = isExtremeMember(key, name);
  const carrier = { in: 'member', key, exact: true, value: name } as const;
  return { ...row, name: `key-${name}`, kind: 'key', class: 'valid', extreme, carrier };
}
