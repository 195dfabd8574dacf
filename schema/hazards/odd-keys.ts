import type { KeyRow } from './telling-keys.ts';

/** Keys of characters that get lost, cut, trimmed, folded or taken for syntax; the most harmful first. */
export const ODD_KEYS: readonly KeyRow[] = [
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
export const LONG_KEYS: readonly KeyRow[] = [
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
