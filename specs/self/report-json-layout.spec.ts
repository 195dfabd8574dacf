import { expect, test } from '@playwright/test';
import { coverageForest } from '../../reports/page/coverage-section.ts';
import { layOutJson } from '../../schema/json/json-layout.ts';

function marked(text: string, pointer: string): string | null {
  const layout = layOutJson(text, pointer);
  return layout.mark && layout.text.slice(...layout.mark);
}

test('JSON is laid out with its tokens untouched', () => {
  const text = '{"a":[1.0,-0.0,1e2],"a":"\\u00e9\\/","b":{},"c":[ ],"d":{"e":null}}';
  expect(layOutJson(text, '').text.split('\n')).toEqual([
    '{',
    '  "a": [',
    '    1.0,',
    '    -0.0,',
    '    1e2',
    '  ],',
    '  "a": "\\u00e9\\/",',
    '  "b": {},',
    '  "c": [],',
    '  "d": {',
    '    "e": null',
    '  }',
    '}',
  ]);
});

test('the place that a pointer names is marked, members with their name', () => {
  const text = '{"object":{"roles":["A","B"],"a/b":{"~":1}},"x":"{\\"roles\\":[}"}';
  expect(marked(text, '/object/roles/1')).toBe('"B"');
  expect(marked(text, '/object/a~1b/~0')).toBe('"~": 1');
  expect(marked(text, '/x')).toBe('"x": "{\\"roles\\":[}"');
  expect(marked('[[1,2],[3]]', '/1/0')).toBe('3');
  expect(marked('"text"', '')).toBe('"text"');
});

test('of duplicate names the last is marked, of a missing member its parent', () => {
  expect(marked('{"a":1,"a":2}', '/a')).toBe('"a": 2');
  expect(marked('{"object":{"roles":[]}}', '/object/email')).toBe(
    '"object": {\n    "roles": []\n  }',
  );
});

test('JSON that was cut is laid out as far as it goes, and marked', () => {
  for (const rest of [',"c":"d…', ',"c":12…', ',"c":…', ',"c"…', ',…', ',"c…', '…', ',{"d…']) {
    const { text, mark } = layOutJson(`{"o":{"r":["A"],"b":1}${rest}`, '/o/b');
    expect(
      text.startsWith('{\n  "o": {\n    "r": [\n      "A"\n    ],\n    "b": 1\n  }'),
      text,
    ).toBe(true);
    expect(text.replaceAll(/\s/g, '').endsWith(rest)).toBe(true);
    expect(mark && text.slice(...mark)).toBe('"b": 1');
  }
  expect(layOutJson('[1,[2,"3…', '/0')).toEqual({ text: '[\n  1,\n  [\n    2,"3…', mark: [4, 5] });
});

test('what is no JSON, or too deep to indent, comes back as it is', () => {
  for (const text of [
    '<html>',
    '<html>…',
    '{]…',
    '…',
    '{"a":',
    '',
    '{"a":1}}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
  ])
    expect(layOutJson(text, '/a')).toEqual({ text, mark: null });
});

test('counts by pointer become a forest with readable labels', () => {
  const forest = coverageForest({
    '#/components/schemas/Error': 9,
    '#/components/schemas/Error/properties/violations': 4,
    '#/components/schemas/Error/properties/violations/items/properties/a~1b': 0,
    '#/components/schemas/Error/properties/properties': 1,
    '#/components/schemas/Roles/items/anyOf/1': 2,
    'default #/components/schemas/Fault': 3,
    'default #/components/schemas/Fault/properties/status': 0,
    '4XX #/paths/~1a b/put': 1,
  });
  expect(forest).toMatchObject([
    {
      label: 'Error',
      count: 9,
      children: [
        { label: 'violations', children: [{ label: 'each item › a/b', count: 0, children: [] }] },
        { label: 'properties', children: [] },
      ],
    },
    { label: 'Roles › each item › anyOf 1', count: 2 },
    { label: 'default · Fault', children: [{ label: 'status', count: 0, children: [] }] },
    { label: '4XX · paths › /a b › put', count: 1 },
  ]);
});
