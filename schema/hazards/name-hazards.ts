import { isExtremeMember } from '../http/extreme-case.ts';
import type { Hazard } from './hazard.ts';

/** Keys of characters that get lost, cut, trimmed, folded or taken for syntax; the most harmful first. */
const ODD_KEYS: readonly KeyRow[] = [
  ['empty', '', 'an empty name', 'PHP 5 object mode (_empty_), MongoDB, XML', 'RFC 8259 4'],
  [
    'nul',
    '\0nul',
    'a name that starts with NUL',
    'PHP object mode (invalid property name), PostgreSQL jsonb',
    'PHP manual, json_decode',
  ],
  [
    'upper',
    'CASE',
    'a name in capitals, beside the same in small letters',
    'MySQL collations, .NET: both become one',
    'MySQL manual, Case Sensitivity',
  ],
  [
    'lower',
    'case',
    'a name in small letters, beside the same in capitals',
    'MySQL collations, .NET: both become one',
    'MySQL manual, Case Sensitivity',
  ],
  [
    'nfc',
    '\u00e9',
    'é as one code point, beside its decomposed form',
    'stores that normalise: both become one',
    'UAX 15',
  ],
  [
    'nfd',
    'e\u0301',
    'é as two code points, beside its composed form',
    'stores that normalise: both become one',
    'UAX 15',
  ],
  [
    'padded',
    ' padded ',
    'spaces around a name',
    'trimming middleware, MySQL PAD SPACE',
    'Laravel manual, TrimStrings',
  ],
  [
    'unpadded',
    'padded',
    'a name, beside the same with spaces around it',
    'trimming middleware: both become one',
    'Laravel manual, TrimStrings',
  ],
  ['space', ' ', 'a space', 'trimming middleware', 'Laravel manual, TrimStrings'],
  ['dot', '.', 'a dot', 'path languages', 'lodash documentation, set'],
  ['dots', '..', 'two dots', 'path languages, file stores', 'CWE-22'],
  ['solidus', 'a/b~1c', 'solidus and tilde', 'JSON Pointer without escapes', 'RFC 6901 3'],
  ['quotation-mark', '"', 'a quotation mark', 'JSON built by hand', 'RFC 8259 7'],
  ['backslash', 'a\\u0062', 'a backslash before u0062', 'JSON decoded twice', 'RFC 8259 7'],
  ['apostrophe', "a'b", 'an apostrophe', 'SQL built by hand, JSON paths', 'CWE-89'],
  ['percent', '%s%25', 'percent signs', 'format strings, URLs decoded twice', 'CWE-134'],
  ['braces', '{{a}}', 'braces', 'template engines', 'CWE-1336'],
  ['colon', 'a:b', 'a colon', 'cache keys, XML namespaces', 'Namespaces in XML 1.0'],
  ['comma', 'a,b', 'a comma', 'lists in one string, CSV', 'RFC 4180'],
  ['line-end', 'a\r\nb', 'a line end', 'logs, header fields, CSV', 'CWE-93'],
  ['control', '\u0001', 'a control character', 'XML 1.0', 'XML 1.0 2.2'],
  ['emoji', '\u{1f600}', 'an emoji', 'MySQL utf8 (three octets)', 'MySQL manual, utf8mb3'],
  ['right-to-left', '\u202ertl', 'an override to right-to-left', 'display, logs', 'UTR 36'],
  ['zero-width', 'a\u200bb', 'a zero-width space', 'stores that strip it', 'UTR 36'],
  ['noncharacter', '\uffff', 'a noncharacter', 'XML 1.0, strict UTF-8 checks', 'Unicode 23.7'],
  [
    '255-characters',
    'k'.repeat(255),
    'a name of 255 characters',
    'VARCHAR columns with a prefix',
    'MySQL manual, VARCHAR',
  ],
];

/** Keys longer than a server must support. */
const LONG_KEYS: readonly KeyRow[] = [
  [
    '256-characters',
    'l'.repeat(256),
    'a name of 256 characters',
    'VARCHAR(255)',
    'MySQL manual, VARCHAR',
  ],
  [
    '1024-characters',
    'm'.repeat(1024),
    'a name of 1024 characters',
    'index and field name limits',
    'DynamoDB naming rules',
  ],
];

/** Name, key, what it is, what it breaks, source. */
export type KeyRow = readonly [
  name: string,
  key: string,
  what: string,
  breaks: string,
  source: string,
];

/** Keys that mean something to a language, a library or a store; what has broken most servers first. */
const TELLING_KEYS: readonly KeyRow[] = [
  [
    'proto',
    '__proto__',
    'a member named __proto__',
    'JavaScript objects: dropped, or sets the prototype',
    'CVE-2018-16487',
  ],
  [
    'dotted',
    'a.b',
    'a dot in a name',
    'lodash.set, MongoDB, Elasticsearch: becomes nesting',
    'MongoDB manual, Field Names',
  ],
  [
    'dollar',
    '$set',
    'a name that starts with $',
    'MongoDB operators',
    'MongoDB manual, Field Names',
  ],
  [
    'constructor',
    'constructor',
    'a member named constructor',
    'JavaScript lookups without hasOwn',
    'CVE-2019-10744',
  ],
  [
    'to-string',
    'toString',
    'a member named toString',
    'JavaScript: string conversion throws',
    'qs documentation, allowPrototypes',
  ],
  [
    'value-of',
    'valueOf',
    'a member named valueOf',
    'fast-deep-equal, ajv uniqueItems',
    'fast-deep-equal README',
  ],
  ['to-json', 'toJSON', 'a member named toJSON', 'JSON.stringify hooks', 'ECMA-262 25.5.2.2'],
  [
    'has-own-property',
    'hasOwnProperty',
    'a member named hasOwnProperty',
    'JavaScript: obj.hasOwnProperty(...) throws',
    'ESLint no-prototype-builtins',
  ],
  [
    'prototype',
    'prototype',
    'a member named prototype',
    'blanket filters against pollution',
    'CVE-2019-10744',
  ],
  ['then', 'then', 'a member named then', 'JavaScript promises', 'ECMA-262 27.2.1.3.2'],
  [
    'length',
    'length',
    'a member named length',
    'lodash and jQuery take the object for a list',
    'lodash documentation, isArrayLike',
  ],
  [
    'zero',
    '0',
    'the name 0',
    'PHP arrays: an integer key; JavaScript: moved to the front',
    'PHP manual, Arrays',
  ],
  ['one', '1', 'the name 1', 'PHP arrays: renumbered by array_merge', 'PHP manual, array_merge'],
  ['minus-one', '-1', 'the name -1', 'PHP arrays, Python and Lua indices', 'PHP manual, Arrays'],
  [
    'leading-zero',
    '007',
    'digits with leading zeros',
    'number conversion: becomes 7',
    'PHP manual, Arrays',
  ],
  [
    'large-number',
    '18446744073709551616',
    'digits beyond 64 bits',
    'integer keys overflow',
    'PHP manual, Arrays',
  ],
  [
    'brackets',
    'a[b]',
    'brackets',
    'PHP and qs forms: becomes nesting',
    'PHP manual, Variables From External Sources',
  ],
  [
    'empty-brackets',
    'a[]',
    'empty brackets',
    'PHP and qs forms: becomes a list',
    'PHP manual, Variables From External Sources',
  ],
  [
    'ref',
    '$ref',
    'a member named $ref',
    'JSON Reference resolvers, MongoDB DBRef',
    'Json.NET PreserveReferencesHandling',
  ],
  ['type', '@type', 'a member named @type', 'Fastjson autotype, JSON-LD', 'CVE-2017-18349'],
  ['dollar-type', '$type', 'a member named $type', 'Json.NET TypeNameHandling', 'CA2326'],
  [
    'class',
    'class',
    'a member named class',
    'Spring data binding, Ruby and Python attributes',
    'CVE-2022-22965',
  ],
  ['id', 'id', 'a member named id', 'stores that take it for their own', 'CWE-915'],
  [
    'underscore-id',
    '_id',
    'a member named _id',
    'MongoDB, CouchDB, Elasticsearch',
    'MongoDB manual, The _id Field',
  ],
  ['null-word', 'null', 'the word null as a name', 'string conversion', 'RFC 8259 3'],
  ['true-word', 'true', 'the word true as a name', 'YAML, PHP keys', 'YAML 1.1 bool'],
  [
    'undefined-word',
    'undefined',
    'the word undefined as a name',
    'JavaScript lookups',
    'ECMA-262 19.1.4',
  ],
  ['not-a-number', 'NaN', 'the word NaN as a name', 'number conversion', 'RFC 8259 6'],
];

/**
 * Names that break servers. They are what they are: no prefix goes before them. Values are scalars on
 * purpose: an object under `__proto__` could pollute a target that others share.
 */
export const KEY_HAZARDS: readonly Hazard[] = [...TELLING_KEYS, ...ODD_KEYS, ...LONG_KEYS].map(
  keyHazard,
);

/** A row about a name as a hazard: a member of that very name. */
export function keyHazard([slug, key, what, breaks, source]: KeyRow): Hazard {
  const name = `key-${slug}`;
  const extreme = isExtremeMember(key, slug);
  const carrier = { in: 'member', key, exact: true, value: slug } as const;
  return { name, what, kind: 'key', class: 'valid', extreme, breaks, source, carrier };
}
