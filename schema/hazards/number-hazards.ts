import { RawJson } from '../json/write-json.ts';
import { type Hazard, valueHazards, type ValueRow } from './hazard.ts';

const raw = (text: string) => new RawJson(text);

const ROWS: readonly ValueRow[] = [
  ['zero', 0, 'zero', 'falsy checks: dropped', 'RFC 8259 6'],
  ['fraction', 1.5, 'a fraction', 'integer columns', 'RFC 8259 6'],
  ['negative', -1, 'a negative number', 'unsigned columns', 'RFC 8259 6'],
  ['tenth', 0.1, 'a tenth', 'decimal columns, binary32', 'RFC 8259 6'],
  [
    'seventeen-digits',
    0.30000000000000004,
    'seventeen digits',
    'PHP precision=14, decimal columns',
    'PHP manual, serialize_precision',
  ],
  [
    'two-to-31',
    2147483648,
    'one more than the largest signed 32-bit integer',
    '32-bit integers',
    'RFC 8259 6',
  ],
  [
    'two-to-32',
    4294967296,
    'one more than the largest unsigned 32-bit integer',
    '32-bit integers',
    'RFC 8259 6',
  ],
  [
    'below-32-bits',
    -2147483649,
    'one less than the smallest 32-bit integer',
    '32-bit integers',
    'RFC 8259 6',
  ],
  ['two-to-24-and-one', 16777217, 'an integer that binary32 lacks', 'binary32', 'RFC 8259 6'],
  ['largest-safe', Number.MAX_SAFE_INTEGER, '2^53-1', 'binary32, 32-bit integers', 'RFC 8259 6'],
  [
    'smallest-safe',
    Number.MIN_SAFE_INTEGER,
    '-(2^53-1)',
    'binary32, 32-bit integers',
    'RFC 8259 6',
  ],
  ['large', 1e21, '10^21', 'integer conversion', 'RFC 8259 6'],
  ['small', 1e-7, '10^-7', 'decimal columns: 0', 'RFC 8259 6'],
  [
    'one-point-zero',
    raw('1.0'),
    'an integer with a fraction of zero',
    'integer conversion',
    'RFC 8259 6',
  ],
  [
    'trailing-zeros',
    raw('1.50'),
    'a fraction with a zero at its end',
    'decimal comparison',
    'RFC 8259 6',
  ],
  [
    'capital-exponent',
    raw('1E+2'),
    'an exponent with capital E and plus',
    'parsers written by hand',
    'JSONTestSuite y_number_real_capital_e_pos_exp',
  ],
  [
    'zero-exponent',
    raw('0e+1'),
    'zero with an exponent',
    'parsers written by hand',
    'JSONTestSuite y_number_0e+1',
  ],
  [
    'minus-zero',
    raw('-0'),
    'minus zero',
    'integer conversion, text comparison',
    'JSONTestSuite y_number_negative_zero',
  ],
  [
    'minus-zero-point-zero',
    raw('-0.0'),
    'minus zero with a fraction',
    'text comparison',
    'RFC 8259 6',
  ],
  ['one', 1, 'one', 'taken for true', 'MySQL manual, BOOL'],
  ['negative-fraction', -1.5, 'a fraction below zero', 'rounded down', 'SQL, FLOOR'],
  ['four-places', 1234.5678, 'four decimal places', 'columns of two places', 'SQL, DECIMAL'],
  [
    'large-fraction',
    123456789.25,
    'a fraction of a large number',
    'binary32 columns',
    'IEEE 754 binary32',
  ],
  [
    'milliseconds',
    1709208000000,
    'milliseconds since 1970',
    'taken for a date',
    'Jackson, WRITE_DATES_AS_TIMESTAMPS',
  ],
];

const FAR: readonly ValueRow[] = [
  [
    'largest',
    Number.MAX_VALUE,
    'the largest binary64 number',
    'binary32, decimal columns',
    'IEEE 754 binary64',
  ],
  [
    'smallest',
    Number.MIN_VALUE,
    'the smallest binary64 number',
    'binary32, parsers without subnormals',
    'IEEE 754 binary64',
  ],
  [
    'smallest-normal',
    2.2250738585072014e-308,
    'the smallest normal binary64 number',
    'binary32, decimal columns',
    'IEEE 754 binary64',
  ],
];

/** Numbers that break servers, and spellings of numbers; all within binary64. */
export const NUMBER_HAZARDS: readonly Hazard[] = [
  ...valueHazards('number', ROWS),
  ...valueHazards('number', FAR),
];
