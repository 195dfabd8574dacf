import { expect, test } from '@playwright/test';
import type { Preferences } from '../../schema/preferences/preferences-of.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';
import {
  A,
  B,
  exchangeOf,
  follow,
  READ,
  WRITE_A,
  WRITE_B,
  type Step,
} from './judging/store-stories.ts';

test('what a target does with updates is learned from the first that shows it', () => {
  expect(follow(A).behaviour.way).toBe('unknown');
  expect(follow(A, B).behaviour.way).toBe('merges');
  const alone = { sent: { b: 2 }, shown: { b: 2 } };
  expect(follow(A, alone).behaviour.way).toBe('unknown');
  expect(follow(A, alone, { shown: { b: 2 } }).behaviour.way).toBe('replaces');
  expect(follow(A, alone, { shown: { a: 1, b: 2 } }).behaviour).toMatchObject({
    way: 'merges',
    responses: 'update only',
  });
  expect(follow(A, { sent: { a: null }, shown: {} }).behaviour.nulls).toBe('deleted');
  expect(follow(A, { sent: { a: null }, shown: { a: null } }).behaviour.nulls).toBe('stored');
});

test('preferences that stay are evidence, and no findings', () => {
  expect(follow(A, { ...READ, shown: { a: 1 } })).toMatchObject({
    findings: [],
    exercised: ['update-is-saved'],
  });
  expect(
    follow(A, B, { ...READ, shown: { a: 1, b: 2 } }, { sent: {}, shown: { a: 1, b: 2 } }),
  ).toMatchObject({
    findings: [],
    exercised: ['empty-update-keeps'],
  });
});

test('an update that was answered with 408 may have been saved, and another refused one may not', () => {
  const refused = (status: number) =>
    follow(A, { sent: { a: 2 }, status }, { ...READ, shown: { a: 2 } }).findings;
  expect(refused(408)).toEqual([]);
  expect(refused(409)).toMatchObject([{ key: 'a' }]);
});

test('an update that was answered and not saved is found by the next response', () => {
  expect(follow(A, B, { ...READ, shown: { a: 1 } }).findings).toEqual([
    {
      requirement: 'update-is-saved',
      key: 'b',
      label: 'dropped',
      before: [WRITE_B],
      suspects: ['update-is-saved'],
    },
  ]);
  expect(follow(A, { ...READ, shown: { a: 2 } }).findings).toMatchObject([
    { requirement: 'update-is-saved', key: 'a' },
  ]);
  const later = [{ sent: { b: 2 } }, { shown: { a: 2, b: 2 } }];
  expect(follow(A, ...later).findings).toMatchObject([{ key: 'a' }]);
  // A default of the target comes back where updates replace.
  expect(follow({ shown: { a: 2 } }, A, ...later).findings).toEqual([]);
});

test('where no response shows more than its own request sent, one that shows nothing may yet show it, and is no finding', () => {
  expect(follow(A, { ...READ, shown: {} })).toMatchObject({ findings: [], isBehind: true });
  // What is shown always may be there by default.
  const besideFound = { sent: { a: 1 }, shown: { a: 1, found: 0 } };
  const behind = { findings: [], isBehind: true };
  expect(follow(besideFound, { ...READ, shown: { found: 0 } })).toMatchObject(behind);
  const overFound = { sent: { a: 1, found: 1 }, shown: { a: 1, found: 1 } };
  const shown = { found: 0 };
  expect(follow({ ...READ, shown }, overFound, { ...READ, shown })).toMatchObject(behind);
});

test('an update without content that loses what was kept before is found', () => {
  const found = follow(A, B, { ...READ, shown: { a: 1, b: 2 } }, { sent: {}, shown: { a: 1 } });
  expect(found.findings).toMatchObject([{ requirement: 'empty-update-keeps', key: 'b' }]);
});

test('a target that merges and then replaces is found, with the updates that showed that it merges', () => {
  const wiped = { sent: { c: 3 }, shown: { c: 3 } };
  expect(follow(A, B, wiped).findings).toMatchObject([
    { requirement: 'merge-or-replace-is-constant', key: 'a', before: [WRITE_A, WRITE_B] },
    { requirement: 'merge-or-replace-is-constant', key: 'b' },
  ]);
});

test('a target that replaces and then merges is found', () => {
  const replaced = { sent: { b: 2 }, shown: { b: 2 } };
  const merged = { sent: { c: 3 }, shown: { b: 2, c: 3 } };
  expect(follow(A, replaced, { shown: { b: 2 } }, merged).findings).toMatchObject([
    { requirement: 'merge-or-replace-is-constant', key: 'b', label: 'merged' },
  ]);
});

test('an update that changes a bystander is found', () => {
  expect(follow(A, B, { sent: { c: 3 }, shown: { b: 2, c: 3 } }).findings).toMatchObject([
    { requirement: 'update-is-saved', key: 'a', before: [WRITE_A] },
  ]);
});

test('what a malformed body names may be saved, and what it does not name is found when it changes', () => {
  const malformed = { text: '{"updatedPreferences":{"cts_a":2,}}', class: 'malformed' } as const;
  const update = { sent: { cts_a: 1 }, shown: { a: 1, b: 2, cts_a: 1 } };
  const read = { ...READ, shown: { a: 1, b: 2, cts_a: 1 } };
  const saved = { a: 1, b: 2, cts_a: 2 };
  for (const last of [[{ ...malformed, shown: saved }], [malformed, { ...READ, shown: saved }]]) {
    expect(follow(A, B, update, read, ...last).findings).toEqual([]);
  }
  const changed = { ...malformed, shown: { a: 1, b: 3, cts_a: 2 } };
  expect(follow(A, B, update, read, changed).findings).toMatchObject([{ key: 'b' }]);
});

test('where updates replace, an empty update may clear', () => {
  const replaced = { sent: { b: 2 }, shown: { b: 2 } };
  expect(follow(A, replaced, { shown: { b: 2 } }, { sent: {}, shown: {} }).findings).toEqual([]);
  expect(follow(A, { sent: {}, shown: {} }).findings).toEqual([]);
});

test('a refusal is suspected of what changed after it, also of what it did not name', () => {
  const refused = { sent: { x: 1 }, status: 422 };
  expect(follow(A, B, refused, { ...READ, shown: { b: 2 } }).findings).toEqual([
    {
      requirement: 'empty-update-keeps',
      key: 'a',
      label: 'dropped',
      before: [WRITE_A],
      suspects: ['refused-update-changes-nothing'],
    },
  ]);
});

test('a refusal that saves what it refused is found', () => {
  const refused = { sent: { x: 1 }, status: 422 };
  expect(follow(A, refused, { ...READ, shown: { a: 1, x: 1 } }).findings).toMatchObject([
    { requirement: 'refused-update-changes-nothing', key: 'x' },
  ]);
});

test('after a failure nobody can say what was saved', () => {
  const failed = { sent: { a: 5, x: 1 }, status: 500 };
  expect(follow(A, B, failed, { ...READ, shown: {} }).findings).toEqual([]);
});

test('what a target keeps by itself is its own affair', () => {
  const own = { sent: { a: 1 }, shown: { a: 1, count: 1 } };
  expect(follow(own, { ...READ, shown: { a: 1, count: 2 } }).findings).toEqual([]);
  expect(follow(own, { ...READ, shown: { a: 1 } }).findings).toEqual([]);
});

test('a null may be shown as absent', () => {
  expect(
    follow({ sent: { a: null }, shown: { a: null } }, { ...READ, shown: {} }).findings,
  ).toEqual([]);
});

test('an update in another space is suspected of what changed after it', () => {
  const one = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  const other = { sent: { b: 2 }, shown: { b: 2 }, space: 'two' };
  const shower = { sent: { c: 3 }, shown: { a: 1, c: 3 }, space: 'one' };
  const lost = { shown: { c: 3 }, space: 'one' };
  expect(follow(one, shower, other, lost).findings).toMatchObject([
    { requirement: 'empty-update-keeps', key: 'a', suspects: ['spaces-are-apart'] },
  ]);
  const seen = { shown: { b: 2 }, space: 'two' };
  expect(follow(one, other, seen, { shown: { a: 1 }, space: 'one' })).toMatchObject({
    findings: [],
    exercised: ['update-is-saved', 'spaces-are-apart'],
  });
});

test('a preference that shows in a space where it was not written is found', () => {
  const one = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  expect(
    follow({ shown: {}, space: 'two' }, one, { shown: { a: 1 }, space: 'two' }).findings,
  ).toMatchObject([{ requirement: 'spaces-are-apart', key: 'a', label: 'leaked' }]);
});

test('where null deletes, a space may inherit a preference that it had and deleted', () => {
  const own = { sent: { a: 0 }, shown: { a: 0 }, space: 'two' };
  const gone = { sent: { a: null }, shown: {}, space: 'two' };
  const one = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  const inherited = { shown: { a: 1 }, space: 'two' };
  expect(follow(own, gone, one, inherited).findings).toEqual([]);
  expect(follow(own, gone, own, one, inherited).findings).toMatchObject([{ key: 'a' }]);
});

test('a query that names no known space is held against no other', () => {
  const none = { sent: { a: 1, b: 2 }, shown: { a: 1, b: 2 } };
  const lost = { shown: {} };
  expect(
    follow({ shown: {}, space: '' }, none, { ...lost, space: '' }, { shown: { a: 1 }, space: '' })
      .findings,
  ).toEqual([]);
});

test('a request without a space may mean any of them', () => {
  const one = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  const none = { sent: { b: 2 }, shown: { a: 1, b: 2 } };
  expect(follow(one, none, { shown: { a: 1, b: 2 }, space: 'one' }).findings).toEqual([]);
  const replacing = { sent: { b: 2 }, shown: { b: 2 } };
  expect(follow(one, replacing, { shown: { b: 2 }, space: 'one' }).findings).toEqual([]);
});

test('a request without a space that was seen to mean another one leaves a space alone', () => {
  const one = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  const kept = { shown: { a: 1 }, space: 'one' };
  const apart = { shown: {} };
  const none = { sent: { b: 2 }, shown: { b: 2 } };
  const wiped = { shown: {}, space: 'one' };
  expect(follow(one, kept, apart, kept, none, wiped).findings).toMatchObject([
    { key: 'a', suspects: ['spaces-are-apart'] },
  ]);
});

test('a space that shows another value under the same name is another one', () => {
  const kept = { shown: { a: 1 }, space: 'one' };
  const one = { ...kept, sent: { a: 1 } };
  const none = { sent: { a: 2 }, shown: { a: 2 } };
  const added = { sent: { b: 2 }, shown: { a: 2, b: 2 } };
  const wiped = { shown: {}, space: 'one' };
  expect(follow(none, one, kept, { shown: { a: 2 } }, kept, added, wiped).findings).toMatchObject([
    { key: 'a', suspects: ['spaces-are-apart'] },
  ]);
});

test('what several responses show in place of what was sent is not held against a later one', () => {
  const stale = { sent: { a: 2 }, shown: { a: 1 } };
  const alike = { sent: { b: 1 }, shown: { a: 1 } };
  expect(follow(A, stale, alike, { shown: { a: 2, b: 1 } }).findings).toEqual([]);
});

test('a space that lags is not taken for another one', () => {
  const named = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  const behind = { shown: {} };
  const none = { sent: { b: 2 }, shown: { b: 2 } };
  expect(follow(named, behind, none, { shown: { b: 2 }, space: 'one' }).findings).toEqual([]);
});

test('of two values that were shown, neither is held against a later response', () => {
  const newer = { sent: { a: 2 }, shown: { a: 2 } };
  const behind = { shown: { a: 1 } };
  expect(follow(A, newer, behind).findings).toMatchObject([{ key: 'a' }]);
  expect(follow(A, newer, behind, { shown: { a: 2 } }).findings).toEqual([]);
});

test('a response from before the last update says nothing of what updates do', () => {
  const B_ALONE = { sent: { b: 2 }, shown: { b: 2 } };
  // Of a target that replaces, a read that lags shows what was there before.
  expect(follow(A, B_ALONE, { shown: { a: 1 } }).behaviour.way).toBe('unknown');
  // Of one that merges, a read that lags by two shows neither.
  expect(follow(A, B_ALONE, { shown: {} }).behaviour.way).toBe('unknown');
  // The response to an update may lag, too.
  expect(follow(A, { sent: { b: 2 }, shown: { a: 1 } }).behaviour.way).toBe('unknown');
  expect(follow(A, { sent: { a: 2 }, shown: { a: 1 } }).behaviour.way).toBe('unknown');
  // So may a read after updates that show nothing.
  expect(follow(A, { sent: { b: 2 } }, { shown: { a: 1 } }).behaviour.way).toBe('unknown');
  expect(follow(A, { sent: { b: 2 } }, { shown: { b: 2 } }).behaviour.way).toBe('replaces');
});

test('a read that shows nothing of an update in flight may lag', () => {
  const merges = [A, B];
  const [first, second] = [
    { sent: { b: 3 }, together: true },
    { sent: { b: 4 }, together: true },
  ];
  const isBehind = (...steps: readonly Step[]) => follow(...merges, ...steps).isBehind;
  expect(isBehind(first, second, { shown: { a: 1, b: 2 } })).toBe(true);
  expect(isBehind(first, second, { shown: { a: 1 } })).toBe(true);
  expect(isBehind(first, second, { shown: { a: 1, b: 3 } })).toBe(false);
  expect(isBehind(first, second, { shown: { a: 1, b: 4 } })).toBe(false);
  expect(isBehind(first, second, { sent: { c: 1 }, shown: { a: 1, b: 2, c: 1 } })).toBe(false);
  // What came back otherwise may be kept so; what failed may not have been saved.
  expect(isBehind({ ...first, shown: { b: '3' } }, { shown: { a: 1, b: '3' } })).toBe(false);
  expect(isBehind({ ...first, status: 409 }, { shown: { a: 1, b: 2 } })).toBe(false);
});

test('what an update was answered with in place of its value is not held against a later response', () => {
  const stale = { sent: { a: 2 }, shown: { a: 1 } };
  expect(follow(A, stale, { ...READ, shown: { a: 2 } }).findings).toEqual([]);
});

test('a name that was sent is not taken for another one that was lost', () => {
  const padded = { sent: { ' a ': 3 }, shown: { b: 2, ' a ': 3 } };
  expect(follow(A, B, padded).findings).toMatchObject([{ key: 'a', label: 'dropped' }]);
  const unseen = { sent: { ' a ': 3 } };
  expect(follow(A, B, unseen, { sent: {}, shown: padded.shown }).findings).toMatchObject([
    { key: 'a', label: 'dropped' },
  ]);
  const renamed = { sent: { c: 3 }, shown: { b: 2, ' a ': 1, c: 3 } };
  expect(follow(A, B, renamed).findings).toMatchObject([
    { key: 'a', label: 'key renamed: trimmed' },
  ]);
});

/** The model after a story. */
function modelAfter(...steps: readonly Step[]): StoreModel {
  return steps.reduce(
    (model, step) => model.follow(exchangeOf(step)).next,
    new StoreModel(['space=one', 'space=two']),
  );
}

/** Where updates are known to merge. */
const MERGING: readonly Step[] = [
  { sent: { a: 1 }, shown: { a: 1 } },
  { sent: { b: 1 }, shown: { a: 1, b: 1 } },
];

test('updates in flight together are expected to be kept, whatever their order was', () => {
  const { next } = modelAfter(...MERGING).followTogether([
    exchangeOf({ sent: { c: 1 }, shown: { a: 1, b: 1, c: 1 } }),
    exchangeOf({ sent: { d: 1 }, shown: { a: 1, b: 1, c: 1, d: 1 } }),
  ]);
  const lost = next.follow(exchangeOf({ shown: { a: 1, b: 1, d: 1 } }));
  expect(lost.findings.map(({ requirement, key }) => [requirement, key])).toEqual([
    ['update-is-saved', 'c'],
  ]);
  const kept = next.follow(exchangeOf({ shown: { a: 1, b: 1, c: 1, d: 1 } }));
  expect(kept.findings).toEqual([]);
  expect(kept.exercised).toContain('update-is-saved');
});

test('a response in flight is held against what no other request in flight sends', () => {
  const { judgements } = modelAfter(...MERGING).followTogether([
    exchangeOf({ sent: { c: 1 }, shown: { b: 1, c: 1 } }),
    exchangeOf({ sent: { b: 2 }, shown: { a: 1, b: 2 } }),
  ]);
  const keys = judgements.map(({ findings }) => findings.map(({ key }) => key));
  expect(keys).toEqual([['a'], []]);
});

test('of a preference that two updates in flight send, nothing is expected', () => {
  const { next } = modelAfter(...MERGING).followTogether([
    exchangeOf({ sent: { c: 1 }, shown: { a: 1, b: 1, c: 1 } }),
    exchangeOf({ sent: { c: 2 }, shown: { a: 1, b: 1, c: 2 } }),
  ]);
  expect(next.follow(exchangeOf({ shown: { a: 1, b: 1, c: 1 } })).findings).toEqual([]);
});

test('what malformed bodies in flight name may be saved', () => {
  const there = { a: 1, b: 1, cts_a: 1 };
  const merging = modelAfter(...MERGING, { sent: { cts_a: 1 }, shown: there });
  const malformed = (value: number, shown: Preferences = { ...there, cts_a: value }) => {
    const text = `{"updatedPreferences":{"cts_a":${value},}}`;
    return exchangeOf({ text, class: 'malformed', shown });
  };
  const refused = exchangeOf({ text: '{"updatedPreferences":{"cts_b":1,}}', status: 400 });
  for (const flight of [
    [malformed(2), malformed(3)],
    [malformed(2), refused],
  ]) {
    const { next } = merging.followTogether(flight);
    expect(next.follow(exchangeOf({ shown: { ...there, cts_a: 2 } })).findings).toEqual([]);
  }
});

test('an update in flight whose response shows its value takes the place of earlier ones in flight', () => {
  const unsure = modelAfter(...MERGING).followTogether([
    exchangeOf({ sent: { c: 1 }, shown: { a: 1, b: 1, c: 1 } }),
    exchangeOf({ sent: { c: 2 }, shown: { a: 1, b: 1, c: 2 } }),
  ]).next;
  const { next } = unsure.followTogether([
    exchangeOf({ sent: { c: 3 }, shown: { a: 1, b: 1, c: 3 } }),
    exchangeOf({ sent: { d: 1 }, shown: { a: 1, b: 1, c: 3, d: 1 } }),
  ]);
  const isBehind = (shown: Preferences) => next.follow(exchangeOf({ shown })).isBehind;
  expect(isBehind({ a: 1, b: 1, c: 3, d: 1 })).toBe(false);
  expect(unsure.follow(exchangeOf({ shown: { a: 1, b: 1, c: 0 } })).isBehind).toBe(true);
});

test('updates may be in flight together where they are known to merge and share no name', () => {
  const cases = (...sent: readonly Preferences[]) =>
    sent.map((each) => exchangeOf({ sent: each }).case);
  const merging = modelAfter(...MERGING);
  expect(merging.allowsTogether(cases({ a: 1 }, { b: 1 }))).toBe(true);
  expect(merging.allowsTogether(cases({ a: 1 }, { a: 2 }))).toBe(false);
  expect(new StoreModel().allowsTogether(cases({ a: 1 }, { b: 1 }))).toBe(false);
  expect(new StoreModel().allowsTogether([exchangeOf(READ).case, exchangeOf(READ).case])).toBe(
    true,
  );
});

test('what was written by another name of a space is known to be there', () => {
  const update = { sent: { a: 1 }, shown: { a: 1 }, space: '' };
  const model = modelAfter(update, { shown: { a: 1, found: 1 } });
  expect(model.writtenIn(null)).toEqual(['a']);
  expect(model.foundIn(null)).toEqual(['found']);
  expect(model.requestsBehind(null).map(({ case: asked }) => asked.label)).toEqual([
    '{"updatedPreferences":{"a":1}}',
    '{}',
  ]);
});

test('what was written in flight by another name of a space is known to be there once it is shown', () => {
  const update = { sent: { a: 1 }, shown: { a: 1 }, space: '' };
  const model = modelAfter({ shown: {} })
    .followTogether([exchangeOf(update)])
    .next.follow(exchangeOf({ shown: { a: 1, found: 1 } })).next;
  expect(model.writtenIn(null)).toEqual(['a']);
  expect(model.foundIn(null)).toEqual(['found']);
});

test('what was written in another space is not known to be there', () => {
  const update = { sent: { a: 1 }, shown: { a: 1 }, space: 'one' };
  const model = modelAfter(update, { shown: { a: 1 }, space: 'two' });
  expect(model.writtenIn('space=two')).toEqual([]);
});

test('deleting is known where a null was seen to take a preference away', () => {
  const before = { sent: { a: 1 }, shown: { a: 1 } };
  expect(modelAfter(before, { sent: { a: null }, shown: {} }).deletes).toBe(true);
  expect(modelAfter(before, { sent: { a: null }, shown: { a: null } }).deletes).toBe(false);
  expect(modelAfter(before).deletes).toBe(false);
});
