import { RawJson } from '../json/write-json.ts';
import { type Hazard, valueHazards, type ValueRow } from './hazard.ts';

const raw = (text: string) => new RawJson(text);

const ROWS: readonly ValueRow[] = [
  { name: 'zero', value: 0, what: 'zero', breaks: 'falsy checks: dropped', source: 'RFC 8259 6' },
  {
    name: 'fraction',
    value: 1.5,
    what: 'a fraction',
    breaks: 'integer columns',
    source: 'RFC 8259 6',
  },
  {
    name: 'negative',
    value: -1,
    what: 'a negative number',
    breaks: 'unsigned columns',
    source: 'RFC 8259 6',
  },
  {
    name: 'tenth',
    value: 0.1,
    what: 'a tenth',
    breaks: 'decimal columns, binary32',
    source: 'RFC 8259 6',
  },
  {
    name: 'seventeen-digits',
    value: 0.30000000000000004,
    what: 'seventeen digits',
    breaks: 'PHP precision=14, decimal columns',
    source: 'PHP manual, serialize_precision',
  },
  {
    name: 'two-to-31',
    value: 2147483648,
    what: 'one more than the largest signed 32-bit integer',
    breaks: '32-bit integers',
    source: 'RFC 8259 6',
  },
  {
    name: 'two-to-32',
    value: 4294967296,
    what: 'one more than the largest unsigned 32-bit integer',
    breaks: '32-bit integers',
    source: 'RFC 8259 6',
  },
  {
    name: 'below-32-bits',
    value: -2147483649,
    what: 'one less than the smallest 32-bit integer',
    breaks: '32-bit integers',
    source: 'RFC 8259 6',
  },
  {
    name: 'two-to-24-and-one',
    value: 16777217,
    what: 'an integer that binary32 lacks',
    breaks: 'binary32',
    source: 'RFC 8259 6',
  },
  {
    name: 'largest-safe',
    value: Number.MAX_SAFE_INTEGER,
    what: '2^53-1',
    breaks: 'binary32, 32-bit integers',
    source: 'RFC 8259 6',
  },
  {
    name: 'smallest-safe',
    value: Number.MIN_SAFE_INTEGER,
    what: '-(2^53-1)',
    breaks: 'binary32, 32-bit integers',
    source: 'RFC 8259 6',
  },
  { name: 'large', value: 1e21, what: '10^21', breaks: 'integer conversion', source: 'RFC 8259 6' },
  { name: 'small', value: 1e-7, what: '10^-7', breaks: 'decimal columns: 0', source: 'RFC 8259 6' },
  {
    name: 'one-point-zero',
    value: raw('1.0'),
    what: 'an integer with a fraction of zero',
    breaks: 'integer conversion',
    source: 'RFC 8259 6',
  },
  {
    name: 'trailing-zeros',
    value: raw('1.50'),
    what: 'a fraction with a zero at its end',
    breaks: 'decimal comparison',
    source: 'RFC 8259 6',
  },
  {
    name: 'capital-exponent',
    value: raw('1E+2'),
    what: 'an exponent with capital E and plus',
    breaks: 'parsers written by hand',
    source: 'JSONTestSuite y_number_real_capital_e_pos_exp',
  },
  {
    name: 'zero-exponent',
    value: raw('0e+1'),
    what: 'zero with an exponent',
    breaks: 'parsers written by hand',
    source: 'JSONTestSuite y_number_0e+1',
  },
  {
    name: 'minus-zero',
    value: raw('-0'),
    what: 'minus zero',
    breaks: 'integer conversion, text comparison',
    source: 'JSONTestSuite y_number_negative_zero',
  },
  {
    name: 'minus-zero-point-zero',
    value: raw('-0.0'),
    what: 'minus zero with a fraction',
    breaks: 'text comparison',
    source: 'RFC 8259 6',
  },
  { name: 'one', value: 1, what: 'one', breaks: 'taken for true', source: 'MySQL manual, BOOL' },
  {
    name: 'negative-fraction',
    value: -1.5,
    what: 'a fraction below zero',
    breaks: 'rounded down',
    source: 'SQL, FLOOR',
  },
  {
    name: 'four-places',
    value: 1234.5678,
    what: 'four decimal places',
    breaks: 'columns of two places',
    source: 'SQL, DECIMAL',
  },
  {
    name: 'large-fraction',
    value: 123456789.25,
    what: 'a fraction of a large number',
    breaks: 'binary32 columns',
    source: 'IEEE 754 binary32',
  },
  {
    name: 'milliseconds',
    value: 1709208000000,
    what: 'milliseconds since 1970',
    breaks: 'taken for a date',
    source: 'Jackson, WRITE_DATES_AS_TIMESTAMPS',
  },
];

const FAR: readonly ValueRow[] = [
  {
    name: 'largest',
    value: Number.MAX_VALUE,
    what: 'the largest binary64 number',
    breaks: 'binary32, decimal columns',
    source: 'IEEE 754 binary64',
  },
  {
    name: 'smallest',
    value: Number.MIN_VALUE,
    what: 'the smallest binary64 number',
    breaks: 'binary32, parsers without subnormals',
    source: 'IEEE 754 binary64',
  },
  {
    name: 'smallest-normal',
    value: 2.2250738585072014e-308,
    what: 'the smallest normal binary64 number',
    breaks: 'binary32, decimal columns',
    source: 'IEEE 754 binary64',
  },
];

/** Numbers that break servers, and ways to write numbers; all within binary64. */
export const NUMBER_HAZARDS: readonly Hazard[] = [
  ...valueHazards('number', ROWS),
  ...valueHazards('number', FAR),
];
