import { expect, test } from '@playwright/test';
import type { Exchange } from '../../schema/http/exchange.ts';
import type { Preferences } from '../../schema/preferences/preferences-of.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';

/** One exchange: an update with what it sent, or a reading by another operation, and what it showed; `null` for a refusal. */
interface Step {
  readonly sent?: Preferences;
  readonly shown: Preferences | null;
}

function exchangeOf({ sent, shown }: Step): Exchange {
  const content = shown === null ? { title: 'No.' } : { object: { preferences: shown } };
  const body = Buffer.from(JSON.stringify(content));
  const update = sent && Buffer.from(JSON.stringify({ updatedPreferences: sent }));
  const method = update === undefined ? 'GET' : 'PUT';
  return {
    case: { label: '', method, path: '/', query: null, headers: [], body: update ?? null },
    class: 'valid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response: {
      status: shown === null ? 422 : 200,
      headers: [['Content-Type', 'application/json']],
      body,
      bodyLength: body.length,
    },
  };
}

/** What the last exchange of a story says, where another operation reads. */
function follow(...steps: readonly Step[]) {
  const start = new StoreModel([], { behaviour: { isReadApart: () => true } });
  const last = steps
    .map(exchangeOf)
    .reduce<Pick<ReturnType<StoreModel['follow']>, 'next' | 'findings'>>(
      ({ next }, exchange) => next.follow(exchange),
      { next: start, findings: [] },
    );
  const told = last.findings.map(({ requirement, key, label }) => [requirement, key, label]);
  return { told, nulls: last.next.behaviour.nulls };
}

const A: Step = { sent: { a: 1 }, shown: { a: 1 } };
const B: Step = { sent: { b: 2 }, shown: { a: 1, b: 2 } };
const GONE: Step = { sent: { a: null }, shown: { b: 2 } };
const THERE: Step = { shown: { a: 1, b: 2 } };
const LEFT = [['update-is-saved', 'a', 'not deleted']];

test('what a reading shows although its deletion was answered without it is not saved', () => {
  expect(follow(A, B, GONE, THERE)).toEqual({ told: LEFT, nulls: 'unknown' });
  const empty = { sent: {}, shown: { b: 2 } };
  expect(follow(A, B, GONE, empty, THERE).told).toEqual(LEFT);
});

test('a deletion is believed where a reading shows it', () => {
  expect(follow(A, B, GONE).nulls).toBe('unknown');
  expect(follow(A, B, GONE, { shown: { b: 2 } })).toEqual({ told: [], nulls: 'deleted' });
  expect(follow(A, B, GONE, { shown: { a: null, b: 2 } })).toEqual({ told: [], nulls: 'stored' });
});

for (const [what, ...steps] of [
  ['an update wrote it again', A, B, GONE, A, THERE],
  ['an update wrote a name of its form', A, B, GONE, { sent: { A: 1 }, shown: { b: 2 } }, THERE],
  ['a refused update may have saved it', A, B, GONE, { ...A, shown: null }, THERE],
  ['a reading shows another value', A, B, GONE, { shown: { a: 7, b: 2 } }],
  ['nobody knows yet whether updates show all', A, { sent: { a: null }, shown: {} }, THERE],
  ['the suite did not write it', { sent: { b: 2 }, shown: { a: 1, b: 2 } }, GONE, THERE],
] as const) {
  test(`nothing is said to be deleted and there, where ${what}`, () => {
    const told = follow(...steps).told.filter(([, , label]) => label === 'not deleted');
    expect(told).toEqual([]);
  });
}
