import { expect, test } from '@playwright/test';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import { merged } from '../../schema/preferences/preferences-of.ts';
import { sentKeysRequirement } from '../../schema/preferences/sent-keys.ts';
import { exchangeOf, type Step } from './judging/store-stories.ts';

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

/** Updates to a target that was seen to merge deeply, the last of which shows a member that was stored before a text. */
const SEEN: readonly Step[] = [
  { sent: { o: { a: 1 } }, shown: { o: { a: 1 } } },
  { sent: { o: { b: 1 } }, shown: { o: { a: 1, b: 1 } } },
  { sent: { o: 'text' }, shown: { o: 'text' } },
];
const LAST: Step = { sent: { o: { c: 1 } }, shown: { o: { a: 1, b: 1, c: 1 } } };

test('an object is not merged into what a text has taken the place of', async () => {
  expect(await missedBy([...SEEN, LAST])).toEqual(['/object/preferences/o']);
});

test('an object may be merged into what nobody was told of, or another space may have stored', async () => {
  const untold: Step = { sent: { o: { a: 1, b: 1 } }, status: 408 };
  const elsewhere: Step = { ...SEEN[0], space: 'one' };
  for (const between of [untold, elsewhere]) {
    expect(await missedBy([...SEEN, between, LAST])).toEqual([]);
  }
});

/** Where the last of some exchanges does not return what was sent. */
async function missedBy(steps: readonly Step[]): Promise<readonly (string | undefined)[]> {
  const contract = await loadContract('schema/alumio.openapi.yaml');
  const requirement = sentKeysRequirement(operationOf(contract, 'updateUserPreferences'));
  const { judge } = requirement.open(false);
  const violations = steps.map((step) => judge(exchangeOf(step))).at(-1) ?? [];
  return violations.map(({ where }) => where);
}
