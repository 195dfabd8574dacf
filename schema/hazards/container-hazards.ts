import { RawJson } from '../json/write-json.ts';
import { type Hazard, valueHazards, type ValueRow } from './hazard.ts';

const EMPTY: readonly ValueRow[] = [
  {
    name: 'object',
    value: {},
    what: 'an empty object',
    breaks: 'PHP arrays: becomes []',
    source: 'PHP manual, json_encode',
  },
  {
    name: 'list',
    value: [],
    what: 'an empty list',
    breaks: 'PHP, Lua, XML: becomes {} or vanishes',
    source: 'PHP manual, json_encode',
  },
  {
    name: 'object-inside',
    value: { a: {}, b: [] },
    what: 'empty containers in an object',
    breaks: 'PHP arrays, merges',
    source: 'PHP manual, json_encode',
  },
  {
    name: 'list-inside',
    value: [[], {}, [[]]],
    what: 'empty containers in a list',
    breaks: 'PHP arrays',
    source: 'PHP manual, json_encode',
  },
  {
    name: 'list-of-null',
    value: [null],
    what: 'a list of null',
    breaks: 'filters of null',
    source: 'RFC 7396',
  },
  {
    name: 'numbered-object',
    value: { 0: 'a', 1: 'b' },
    what: 'an object with the names 0 and 1',
    breaks: 'PHP arrays: becomes a list',
    source: 'PHP manual, json_encode',
  },
  {
    name: 'gapped-object',
    value: { 1: 'a', 3: 'b' },
    what: 'an object with the names 1 and 3',
    breaks: 'qs, Lua: becomes a list',
    source: 'qs documentation, sparse arrays',
  },
  {
    name: 'mixed-list',
    value: [1, 'a', true, null, { b: [] }],
    what: 'a list of every type',
    breaks: 'typed columns, Elasticsearch',
    source: 'Elasticsearch manual, Arrays',
  },
  {
    name: 'repeated-items',
    value: [3, 1, 3, 2, 1],
    what: 'a list with repeated items, not in order',
    breaks: 'sets, sorting stores',
    source: 'RFC 8259 5',
  },
  {
    name: 'false',
    value: false,
    what: 'false',
    breaks: 'falsy checks: dropped',
    source: 'RFC 8259 3',
  },
  {
    name: 'true',
    value: true,
    what: 'true',
    breaks: 'TINYINT columns: 1',
    source: 'MySQL manual, BOOL',
  },
];

/** Lists and objects of values that conversions take for something else. */
const CONTAINER: readonly ValueRow[] = [
  {
    name: 'strings',
    value: ['b', 'a', 'b'],
    what: 'a list of strings, unsorted and repeated',
    breaks: 'sets, sorting stores',
    source: 'RFC 8259 5',
  },
  {
    name: 'commas',
    value: ['a,b', ''],
    what: 'commas and emptiness in a list of strings',
    breaks: 'lists kept as CSV',
    source: 'RFC 4180 2',
  },
  {
    name: 'falsy-items',
    value: [false, 0, ''],
    what: 'a list of false, 0 and ""',
    breaks: 'filters of falsy values',
    source: 'PHP manual, array_filter',
  },
  {
    name: 'falsy-members',
    value: { a: false, b: 0, c: '' },
    what: 'an object of false, 0 and ""',
    breaks: 'filters of falsy values',
    source: 'PHP manual, array_filter',
  },
  {
    name: 'fraction',
    value: [1, 2.5],
    what: 'a list of an integer and a fraction',
    breaks: 'typed lists',
    source: 'PostgreSQL manual, Arrays',
  },
  {
    name: 'last-null',
    value: [1, null],
    what: 'a list that ends with null',
    breaks: 'trimmed lists',
    source: 'Lua manual, Sequences',
  },
  {
    name: 'matrix',
    value: [[1, 2], [3]],
    what: 'a list of lists of numbers',
    breaks: 'flattened',
    source: 'Elasticsearch manual, Arrays',
  },
  {
    name: 'single-object',
    value: [{ a: 1 }],
    what: 'a list of one object',
    breaks: 'XML converters: the object',
    source: 'XML 1.0',
  },
  {
    name: 'repeated-objects',
    value: [
      { id: 1, a: 1 },
      { id: 1, a: 2 },
      { id: 1, a: 1 },
    ],
    what: 'objects with one id in a list',
    breaks: 'collections by identity',
    source: 'RFC 8259 5',
  },
  {
    name: 'counted-object',
    value: { 1: 'a', 2: 'b' },
    what: 'an object with the names 1 and 2',
    breaks: 'Lua: a list',
    source: 'Lua manual, Tables',
  },
  {
    name: 'length',
    value: { length: 2 },
    what: 'an object with a length',
    breaks: 'JavaScript: taken for a list',
    source: 'ECMA-262, LengthOfArrayLike',
  },
  {
    name: 'extended',
    value: { $date: '2024-02-29T12:00:00Z' },
    what: 'an object that stands for a date',
    breaks: 'MongoDB: becomes one',
    source: 'MongoDB Extended JSON v2',
  },
  {
    name: 'deep-scalars',
    value: { a: { b: { c: { d: 1, e: [true, 'x'] } } } },
    what: 'scalars five levels deep',
    breaks: 'conversions to a fixed depth',
    source: 'RFC 8259 9',
  },
];

const NULL: readonly ValueRow[] = [
  {
    name: 'member',
    value: null,
    what: 'null',
    breaks: 'filters of null, merge patches: dropped',
    source: 'RFC 7396',
  },
  {
    name: 'inside',
    value: { a: null, b: [null, 0] },
    what: 'null inside containers',
    breaks: 'filters of null',
    source: 'RFC 7396',
  },
];

/** Levels are counted in the value alone; the body adds its own. */
const NESTING: readonly ValueRow[] = [
  {
    name: 'lists-32',
    value: lists(32),
    what: '32 lists in one another',
    breaks: 'depth limits',
    source: 'RFC 8259 9',
  },
  {
    name: 'objects-32',
    value: objects(32),
    what: '32 objects in one another',
    breaks: 'depth limits, Elasticsearch (20)',
    source: 'RFC 8259 9',
  },
  {
    name: 'lists-128',
    value: lists(128),
    what: '128 lists in one another',
    breaks: 'MongoDB (100), serde_json (128)',
    source: 'RFC 8259 9',
  },
  {
    name: 'lists-512',
    value: lists(512),
    what: '512 lists in one another',
    breaks: 'PHP json_decode (512)',
    source: 'PHP manual, json_decode',
  },
];

/** Lists just below and just above limits that parsers and queries have. */
const LENGTHS: readonly ValueRow[] = [20, 21, 100, 101, 1000, 1001].map((count) => ({
  name: `${count}-items`,
  value: Array.from({ length: count }, (_, index) => index),
  what: `a list of ${count} items`,
  breaks: 'limits of lists (qs 20, PHP max_input_vars 1000)',
  source: 'qs documentation, arrayLimit',
}));

const WIDTH: readonly ValueRow[] = [
  {
    name: '600-members',
    value: numbered(600),
    what: 'an object of 600 members',
    breaks: 'argument and mapping limits',
    source: 'RFC 8259 9',
  },
  {
    name: '2000-items',
    value: Array.from({ length: 2_000 }, (_, index) => index),
    what: 'a list of 2000 items',
    breaks: 'argument and array limits',
    source: 'qs documentation, arrayLimit',
  },
];

const SIZE: readonly ValueRow[] = [
  {
    name: '33-kib',
    value: 'x'.repeat(33 * 1024),
    what: 'a string of 33 KiB',
    breaks: '16-bit lengths, VARCHAR2(32767)',
    source: 'RFC 8259 9',
  },
  {
    name: '1-mib',
    value: 'x'.repeat(1024 * 1024),
    what: 'a string of 1 MiB',
    breaks: 'nginx client_max_body_size (1m), body-parser (100kb)',
    source: 'RFC 9110 15.5.14',
  },
  {
    name: '65-kib',
    value: 'x'.repeat(65 * 1024),
    what: 'a string of 65 KiB',
    breaks: 'MySQL TEXT (65535)',
    source: 'MySQL manual, TEXT',
  },
];

/** Empty containers, and containers and constants that conversions turn into others. */
export const EMPTY_HAZARDS: readonly Hazard[] = [
  ...valueHazards('empty', EMPTY),
  ...valueHazards('container', CONTAINER),
  ...valueHazards('null', NULL),
  ...valueHazards('nesting', [
    {
      name: '12',
      value: objects(12),
      what: '12 objects in one another',
      breaks: 'depth limits set too low',
      source: 'RFC 8259 9',
    },
  ]),
];

/** Nesting and width: beyond what a server must support. */
export const DEEP_AND_WIDE_HAZARDS: readonly Hazard[] = [
  ...valueHazards('nesting', NESTING),
  ...valueHazards('width', LENGTHS),
  ...valueHazards('width', WIDTH),
];

/**
 * Sizes. All share one key, so that each takes the place of the one before; the last is read back, and so it is the
 * one that a TEXT column cuts off. The first may be in flight with other values: where those are looked into, each
 * response carries it, so that it is the smallest one.
 */
export const SIZE_HAZARDS: readonly Hazard[] = valueHazards('size', SIZE).map((hazard) => ({
  ...hazard,
  carrier: { ...hazard.carrier, key: 'size' },
}));

function lists(levels: number): RawJson {
  return new RawJson('['.repeat(levels) + ']'.repeat(levels));
}

function objects(levels: number): RawJson {
  return new RawJson('{"a":'.repeat(levels - 1) + '{}' + '}'.repeat(levels - 1));
}

function numbered(width: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: width }, (_, index) => [`m${index}`, index]));
}
