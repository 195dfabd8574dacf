import { RawJson } from '../json/write-json.ts';
import { type Hazard, valueHazards, type ValueRow } from './hazard.ts';

const EMPTY: readonly ValueRow[] = [
  ['object', {}, 'an empty object', 'PHP arrays: becomes []', 'PHP manual, json_encode'],
  ['list', [], 'an empty list', 'PHP, Lua, XML: becomes {} or vanishes', 'PHP manual, json_encode'],
  [
    'object-inside',
    { a: {}, b: [] },
    'empty containers in an object',
    'PHP arrays, merges',
    'PHP manual, json_encode',
  ],
  [
    'list-inside',
    [[], {}, [[]]],
    'empty containers in a list',
    'PHP arrays',
    'PHP manual, json_encode',
  ],
  ['list-of-null', [null], 'a list of null', 'filters of null', 'RFC 7396'],
  [
    'numbered-object',
    { 0: 'a', 1: 'b' },
    'an object with the names 0 and 1',
    'PHP arrays: becomes a list',
    'PHP manual, json_encode',
  ],
  [
    'gapped-object',
    { 1: 'a', 3: 'b' },
    'an object with the names 1 and 3',
    'qs, Lua: becomes a list',
    'qs documentation, sparse arrays',
  ],
  [
    'mixed-list',
    [1, 'a', true, null, { b: [] }],
    'a list of every type',
    'typed columns, Elasticsearch',
    'Elasticsearch manual, Arrays',
  ],
  [
    'repeated-items',
    [3, 1, 3, 2, 1],
    'a list with repeated items, not in order',
    'sets, sorting stores',
    'RFC 8259 5',
  ],
  ['false', false, 'false', 'falsy checks: dropped', 'RFC 8259 3'],
  ['true', true, 'true', 'TINYINT columns: 1', 'MySQL manual, BOOL'],
];

/** Lists and objects of values that conversions take for something else. */
const CONTAINER: readonly ValueRow[] = [
  [
    'strings',
    ['b', 'a', 'b'],
    'a list of strings, unsorted and repeated',
    'sets, sorting stores',
    'RFC 8259 5',
  ],
  [
    'commas',
    ['a,b', ''],
    'commas and emptiness in a list of strings',
    'lists kept as CSV',
    'RFC 4180 2',
  ],
  [
    'falsy-items',
    [false, 0, ''],
    'a list of false, 0 and ""',
    'filters of falsy values',
    'PHP manual, array_filter',
  ],
  [
    'falsy-members',
    { a: false, b: 0, c: '' },
    'an object of false, 0 and ""',
    'filters of falsy values',
    'PHP manual, array_filter',
  ],
  [
    'fraction',
    [1, 2.5],
    'a list of an integer and a fraction',
    'typed lists',
    'PostgreSQL manual, Arrays',
  ],
  ['last-null', [1, null], 'a list that ends with null', 'trimmed lists', 'Lua manual, Sequences'],
  [
    'matrix',
    [[1, 2], [3]],
    'a list of lists of numbers',
    'flattened',
    'Elasticsearch manual, Arrays',
  ],
  ['single-object', [{ a: 1 }], 'a list of one object', 'XML converters: the object', 'XML 1.0'],
  [
    'repeated-objects',
    [
      { id: 1, a: 1 },
      { id: 1, a: 2 },
      { id: 1, a: 1 },
    ],
    'objects with one id in a list',
    'collections by identity',
    'RFC 8259 5',
  ],
  [
    'counted-object',
    { 1: 'a', 2: 'b' },
    'an object with the names 1 and 2',
    'Lua: a list',
    'Lua manual, Tables',
  ],
  [
    'length',
    { length: 2 },
    'an object with a length',
    'JavaScript: taken for a list',
    'ECMA-262, LengthOfArrayLike',
  ],
  [
    'extended',
    { $date: '2024-02-29T12:00:00Z' },
    'an object that stands for a date',
    'MongoDB: becomes one',
    'MongoDB Extended JSON v2',
  ],
  [
    'deep-scalars',
    { a: { b: { c: { d: 1, e: [true, 'x'] } } } },
    'scalars five levels deep',
    'conversions to a fixed depth',
    'RFC 8259 9',
  ],
];

const NULL: readonly ValueRow[] = [
  ['member', null, 'null', 'filters of null, merge patches: dropped', 'RFC 7396'],
  ['inside', { a: null, b: [null, 0] }, 'null inside containers', 'filters of null', 'RFC 7396'],
];

/** Levels are counted in the value alone; the body adds its own. */
const NESTING: readonly ValueRow[] = [
  ['lists-32', lists(32), '32 lists in one another', 'depth limits', 'RFC 8259 9'],
  [
    'objects-32',
    objects(32),
    '32 objects in one another',
    'depth limits, Elasticsearch (20)',
    'RFC 8259 9',
  ],
  [
    'lists-128',
    lists(128),
    '128 lists in one another',
    'MongoDB (100), serde_json (128)',
    'RFC 8259 9',
  ],
  [
    'lists-512',
    lists(512),
    '512 lists in one another',
    'PHP json_decode (512)',
    'PHP manual, json_decode',
  ],
];

/** Lists just below and just above limits that parsers and queries have. */
const LENGTHS: readonly ValueRow[] = [20, 21, 100, 101, 1000, 1001].map((count) => [
  `${count}-items`,
  Array.from({ length: count }, (_, index) => index),
  `a list of ${count} items`,
  'limits of lists (qs 20, PHP max_input_vars 1000)',
  'qs documentation, arrayLimit',
]);

const WIDTH: readonly ValueRow[] = [
  [
    '600-members',
    numbered(600),
    'an object of 600 members',
    'argument and mapping limits',
    'RFC 8259 9',
  ],
  [
    '2000-items',
    Array.from({ length: 2_000 }, (_, index) => index),
    'a list of 2000 items',
    'argument and array limits',
    'qs documentation, arrayLimit',
  ],
];

const SIZE: readonly ValueRow[] = [
  [
    '1-mib',
    'x'.repeat(1024 * 1024),
    'a string of 1 MiB',
    'nginx client_max_body_size (1m), body-parser (100kb)',
    'RFC 9110 15.5.14',
  ],
  [
    '33-kib',
    'x'.repeat(33 * 1024),
    'a string of 33 KiB',
    '16-bit lengths, VARCHAR2(32767)',
    'RFC 8259 9',
  ],
  [
    '65-kib',
    'x'.repeat(65 * 1024),
    'a string of 65 KiB',
    'MySQL TEXT (65535)',
    'MySQL manual, TEXT',
  ],
];

/** Empty containers, and containers and constants that conversions turn into others. */
export const EMPTY_HAZARDS: readonly Hazard[] = [
  ...valueHazards('empty', EMPTY),
  ...valueHazards('container', CONTAINER),
  ...valueHazards('null', NULL),
  ...valueHazards('nesting', [
    ['12', objects(12), '12 objects in one another', 'depth limits set too low', 'RFC 8259 9'],
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
 * one that a TEXT column cuts off.
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
