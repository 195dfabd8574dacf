import { RawJson } from './write-json.ts';

/** A JSON value that the grammar allows and whose meaning RFC 8259 leaves open. */
export interface UndefinedValue {
  /** Slug: `lone-high-surrogate`. */
  readonly name: string;
  readonly what: string;
  readonly raw: RawJson;
  /** The section of RFC 8259 that leaves it open. */
  readonly source: string;
}

function row(name: string, what: string, text: string, source: string): UndefinedValue {
  return { name, what, raw: new RawJson(text), source };
}

/** One of each kind, those that break most servers first. */
export const UNDEFINED_VALUES: readonly UndefinedValue[] = [
  row('overflow', 'a number beyond binary64', '1e400', 'RFC 8259 6'),
  row('lone-high-surrogate', 'a high surrogate alone', String.raw`"\ud800"`, 'RFC 8259 8.2'),
  row('lone-low-surrogate', 'a low surrogate alone', String.raw`"a\udfffb"`, 'RFC 8259 8.2'),
  row(
    'swapped-surrogates',
    'a pair in the wrong order',
    String.raw`"\udc00\ud800"`,
    'RFC 8259 8.2',
  ),
  row(
    'surrogate-name',
    'a name that is a lone surrogate',
    String.raw`{"\ud800":0}`,
    'RFC 8259 8.2',
  ),
  row('repeated-name', 'a name that occurs twice', '{"a":1,"a":2}', 'RFC 8259 4'),
  row(
    'repeated-escaped-name',
    'a name twice, once escaped',
    String.raw`{"a":1,"\u0061":[]}`,
    'RFC 8259 4',
  ),
  row('above-2-53', 'an integer that binary64 lacks', '9007199254740993', 'RFC 8259 6'),
  row(
    'two-to-63',
    'one more than the largest signed 64-bit integer',
    '9223372036854775808',
    'RFC 8259 6',
  ),
  row(
    'two-to-64',
    'one more than the largest unsigned 64-bit integer',
    '18446744073709551616',
    'RFC 8259 6',
  ),
  row(
    'thirty-digits',
    'an integer of thirty digits',
    '123456789012345678901234567890',
    'RFC 8259 6',
  ),
  row('long-fraction', 'thirty digits of pi', '3.14159265358979323846264338327', 'RFC 8259 6'),
  row('negative-overflow', 'a number below binary64', '-1e400', 'RFC 8259 6'),
  row('underflow', 'a number too near to zero for binary64', '1e-400', 'RFC 8259 6'),
];
