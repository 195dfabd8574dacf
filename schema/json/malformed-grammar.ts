import { type MalformedForm, plantMember, plantToken } from './malformed-body.ts';

/** Name, what it is, section of RFC 8259, and the text. */
type Row = readonly [name: string, what: string, source: string, make: (text: string) => string];

const planted = (token: string) => (text: string) => plantToken(text, token);
const named = (member: string) => (text: string) => plantMember(text, member);
/** Closes an object or list with something before the last bracket. */
const ended = (end: string) => (text: string) => `${plantToken(text, '0').slice(0, -1)}${end}`;
const isObject = (text: string) => /^\s*\{/.test(text);

const REFUSED: readonly Row[] = [
  ['empty', 'no octets at all', '2', () => ''],
  ['only-whitespace', 'whitespace and no value', '2', () => ' \r\n\t'],
  ['trailing-word', 'a word after the text', '2', (text) => `${text} x`],
  [
    'trailing-bracket',
    'a closing bracket too many',
    '2',
    (text) => `${text}${isObject(text) ? '}' : ']'}`,
  ],
  ['two-texts', 'two texts in a row', '2', (text) => `${text} ${text}`],
  ['json-lines', 'two texts on two lines (NDJSON)', '2', (text) => `${text}\n${text}\n`],
  ['trailing-nul', 'a NUL after the text', '2', (text) => `${text}\0`],
  ['anti-hijacking-prefix', "the prefix )]}'", '2', (text) => `)]}'\n${text}`],
  ['script', 'the text as a JavaScript statement', '2', (text) => `callback(${text});`],
  ['leading-comma', 'a comma before the first member', '4', named(',"a":0')],
  ['double-comma', 'two commas in a row', '4', named('"a":0,,"b":0')],
  ['missing-comma', 'no comma between members', '4', named('"a":0 "b":0')],
  ['missing-colon', 'no colon after a name', '4', named('"a" 0')],
  ['missing-value', 'a name without value', '4', named('"a":')],
  ['lone-name', 'a name and nothing else', '4', named('"a"')],
  ['number-name', 'a number as a name', '4', named('1:0')],
  ['null-name', 'null as a name', '4', named('null:0')],
  ['equals-sign', '= for a colon', '4', named('"a"=0')],
  ['semicolon', 'a semicolon for a comma', '4', named('"a":0;"b":0')],
  ['list-for-object', 'an object closed like a list', '4', planted('{"a":0]')],
  ['object-for-list', 'a list closed like an object', '5', planted('[0}')],
  ['unclosed-list', 'a list that is not closed', '5', planted('[0')],
  ['unclosed-string', 'a string that is not closed', '7', planted('"a')],
  ['leading-zero', 'a number with a leading zero', '6', planted('01')],
  ['negative-leading-zero', 'a negative number with a leading zero', '6', planted('-01')],
  ['lone-minus', 'a minus sign alone', '6', planted('-')],
  ['missing-exponent', 'an e without exponent', '6', planted('1e')],
  ['two-points', 'a number with two points', '6', planted('1.2.3')],
  ['decimal-comma', 'a decimal comma', '6', planted('{"n":1,5}')],
  ['digit-separator', 'an underscore between digits', '6', planted('1_000')],
  ['wide-digit', 'a digit that is not ASCII', '6', planted('１')],
  ['capital-true', 'True', '3', planted('True')],
  ['capital-null', 'NULL', '3', planted('NULL')],
  ['none', 'None', '3', planted('None')],
  ['undefined', 'undefined', '3', planted('undefined')],
  ['cut-literal', 'a literal that is cut', '3', planted('nul')],
  ['bare-word', 'a word without quotation marks', '3', planted('abc')],
  ['short-unicode-escape', 'an escape of two hexadecimal digits', '7', planted(String.raw`"\u12"`)],
  ['bad-unicode-escape', 'an escape with a letter past F', '7', planted(String.raw`"\u00zz"`)],
  ['escaped-end', 'a backslash before the last quotation mark', '7', planted(String.raw`"a\"`)],
  ['wide-quotes', 'quotation marks that are not ASCII', '7', planted('“a”')],
];

/** Forms that JSON5 reads, or that Python's json, Gson in its default mode, or other common parsers do. */
const EXTENSIONS: readonly Row[] = [
  ['trailing-comma', 'a comma after the last member', '4', ended(',}')],
  ['trailing-list-comma', 'a comma after the last item', '5', planted('[0,]')],
  ['line-comment', 'a comment to the end of the line', '2', (text) => `// comment\n${text}`],
  ['block-comment', 'a comment between tokens', '2', (text) => `/* comment */${text}`],
  ['hash-comment', 'a comment after a hash', '2', (text) => `# comment\n${text}`],
  ['not-a-number', 'NaN', '6', planted('NaN')],
  ['infinity', 'Infinity', '6', planted('Infinity')],
  ['negative-infinity', '-Infinity', '6', planted('-Infinity')],
  ['single-quotes', 'single quotes around a string', '7', planted("'a'")],
  ['single-quoted-name', 'single quotes around a name', '4', named("'a':0")],
  ['unquoted-name', 'a name without quotation marks', '4', named('a:0')],
  ['leading-point', 'a number that starts with a point', '6', planted('.5')],
  ['trailing-point', 'a number that ends with a point', '6', planted('1.')],
  ['plus-sign', 'a plus sign before a number', '6', planted('+1')],
  ['hexadecimal', 'a hexadecimal number', '6', planted('0x1F')],
  ['raw-tab', 'a tab in a string', '7', planted('"a\tb"')],
  ['raw-newline', 'a line feed in a string', '7', planted('"a\nb"')],
  ['raw-nul', 'a NUL in a string', '7', planted('"a\0b"')],
  ['hexadecimal-escape', String.raw`the escape \x41`, '7', planted(String.raw`"\x41"`)],
  ['quote-escape', String.raw`the escape \'`, '7', planted(String.raw`"\'"`)],
  ['no-break-space', 'a no-break space between tokens', '2', (text) => `\u00a0${text}`],
  ['form-feed', 'a form feed between tokens', '2', (text) => `\f${text}`],
];

/** Texts in UTF-8 that break the grammar of RFC 8259, after JSONTestSuite's `n_` files. */
export const GRAMMAR_FORMS: readonly MalformedForm[] = [
  ...REFUSED.map((row) => toForm(row, false)),
  ...EXTENSIONS.map((row) => toForm(row, true)),
];

function toForm([name, what, section, make]: Row, extension: boolean): MalformedForm {
  return {
    name,
    what,
    source: `RFC 8259 ${section}`,
    extension,
    bytes: (text) => Buffer.from(make(text)),
  };
}
