import { expect, test } from '@playwright/test';
import { merged } from '../../schema/preferences/preferences-of.ts';

/** RFC 7396, Appendix A: what was there, what is sent, what it becomes. */
const MERGE_PATCHES: readonly (readonly [string, string, string])[] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

for (const [before, sent, after] of MERGE_PATCHES) {
  test(`${sent} makes ${after} of ${before} (RFC 7396)`, () => {
    expect(merged(JSON.parse(before), JSON.parse(sent), true)).toStrictEqual(JSON.parse(after));
  });
}

test('a null that deletes nothing is kept, however deep', () => {
  const before = { a: { b: 'c', d: 1 } };
  expect(merged(before, { a: { b: null } }, false)).toStrictEqual({ a: { b: null, d: 1 } });
  expect(before).toStrictEqual({ a: { b: 'c', d: 1 } });
});

test('a member named __proto__ is merged like any other', () => {
  const after = merged({}, JSON.parse('{"__proto__":{"a":1}}'), true);
  expect(JSON.stringify(after)).toBe('{"__proto__":{"a":1}}');
});
