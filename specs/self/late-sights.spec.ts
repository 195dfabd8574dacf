import { expect, test } from '@playwright/test';
import { A, follow, READ } from './judging/store-stories.ts';

test('what a later response shows as its last update sent it was shown late, and not lost', () => {
  const late = { sent: { a: 3 }, shown: { a: 1 } };
  const behind = { ...READ, shown: { a: 2 } };
  expect(follow(A, late, behind, { ...READ, shown: { a: 3 } }).findings).toEqual([]);
  expect(follow(A, late, behind, { ...READ, shown: { a: 4 } }).findings).toMatchObject([
    { requirement: 'empty-update-keeps', key: 'a' },
  ]);
});

test('an update of which nothing is shown tells no way of updates', () => {
  const replaces = [A, { sent: { b: 2 }, shown: { b: 2 } }, { ...READ, shown: { b: 2 } }];
  const ignored = { sent: { c: 3 }, shown: { b: 2 } };
  const merged = { sent: { c: 3 }, shown: { b: 2, c: 3 } };
  expect(follow(...replaces, ignored).findings).toEqual([]);
  expect(follow(...replaces, merged).findings).toMatchObject([
    { requirement: 'merge-or-replace-is-constant', key: 'b' },
  ]);
});

test('a null in another space is not told to be leaked: it may be what was taken back there', () => {
  const leaking = (value: unknown) =>
    follow(
      { sent: { a: value }, shown: { a: value }, space: 'one' },
      { shown: {}, space: 'two' },
      { shown: { a: value }, space: 'two' },
    ).findings.map(({ requirement }) => requirement);
  expect(leaking(1)).toEqual(['spaces-are-apart']);
  expect(leaking(null)).toEqual([]);
});
