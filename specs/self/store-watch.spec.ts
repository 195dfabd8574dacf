import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@playwright/test';
import { PreferenceQuota } from '../../fixtures/preferences/quota.ts';
import { StoreWatch } from '../../fixtures/session/store-watch.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';
import { preferenceRequirements } from '../../schema/preferences/catalogue.ts';
import { returnedPreferences } from '../../schema/preferences/preferences-of.ts';
import { judgeExchange } from '../../schema/requirements/judge.ts';
import { openRequirements } from '../../schema/requirements/requirement.ts';
import { beginningOf, cutText } from '../../schema/visible-text.ts';

const MIB = 1024 * 1024;

/** Whether values are still held by something, once the garbage has been collected. */
async function areHeld(values: readonly WeakRef<object>[]): Promise<readonly boolean[]> {
  setFlagsFromString('--expose-gc');
  // What a reference gave is held to the end of the turn.
  await setImmediate();
  runInNewContext('gc()');
  return values.map((value) => value.deref() !== undefined);
}

/** Values whose texts take a MiB, and one that takes many times as much as its text. */
const longText = (number: number): string => `"${String(number).padEnd(MIB, 'x')}"`;
const manyObjects = (number: number): string => `[${number}${',{}'.repeat(150_000)}]`;

/** Reads of spaces, each of which is answered by another large response. */
function largeReads(count: number, value = longText): readonly Exchange[] {
  return Array.from({ length: count }, (_, number) => {
    const user = `{"email":"a","roles":[],"preferences":{"text":${value(number)}}}`;
    return exchangeOf({ ...READ, query: `space=${number}` }, `{"object":${user}}`);
  });
}

/** Follows exchanges whose responses have a size each, and gives them with the watch. */
async function followed(count: number, octets: number) {
  const watch = new StoreWatch(new StoreModel());
  const text = `{"object":{"preferences":{"text":"${'x'.repeat(octets)}"}}}`;
  const sender = watch.watching({ send: (asked) => Promise.resolve(exchangeOf(asked, text)) });
  const exchanges: Exchange[] = [];
  for (let number = 0; number < count; number += 1)
    exchanges.push(await sender.send({ ...READ, label: `read ${number}` }));
  return { watch, exchanges };
}

const READ: Exchange['case'] = {
  label: 'read',
  method: 'PUT',
  path: '/',
  query: null,
  headers: [],
  body: Buffer.from('{}'),
};

function exchangeOf(asked: Exchange['case'], text: string): Exchange {
  const body = Buffer.from(text);
  const headers = [['Content-Type', 'application/json']] as const;
  const response = { status: 200, headers, body, bodyLength: body.length };
  return { case: asked, class: 'valid', url: 'http://a/', startedAt: 0, durationMs: 1, response };
}

test('what large responses said of the store is kept of the last ones alone', async () => {
  const { watch, exchanges } = await followed(40, MIB);
  const known = exchanges.filter((exchange) => watch.saidBy(exchange) !== null);
  expect(known).toEqual(exchanges.slice(-known.length));
  expect(known.length).toBeGreaterThan(3);
  expect(known.length).toBeLessThan(9);
  const [first] = exchanges;
  expect(first && watch.model.since(first).length).toBeLessThan(9);
});

test('of what many spaces show in large responses, the values of the last alone are held', async () => {
  const exchanges = largeReads(12, manyObjects);
  const contract = await loadContract(fileURLToPath(PINNED_CONTRACT));
  const operation = operationOf(contract, UPDATE_USER_PREFERENCES);
  const quota = new PreferenceQuota(operation, () => ({
    namesStay: true,
    replaces: false,
    mayReplace: false,
    shows: () => true,
    mayBeSame: () => false,
  }));
  const requirements = openRequirements(preferenceRequirements(contract, operation));
  let model = new StoreModel();
  const values: WeakRef<object>[] = [];
  for (const exchange of exchanges) {
    model = model.follow(exchange).next;
    // What judged it last is asked of no other one.
    if (values.length === 0) judgeExchange(requirements, exchange);
    await quota.explains(exchange, () => Promise.reject(new Error('nothing is sent')));
    const shown = returnedPreferences(exchange);
    if (shown !== null) values.push(new WeakRef(shown));
  }
  expect(values).toHaveLength(12);
  const held = await areHeld(values);
  expect(held.slice(0, -4)).not.toContain(true);
  expect(held.at(-1)).toBe(true);
  expect(model.foundIn('space=11')).toEqual(['text']);
});

test('spaces that only strange queries name are forgotten where their responses are large', () => {
  const exchanges = largeReads(40);
  const model = exchanges.reduce(
    (before, exchange) => before.follow(exchange).next,
    new StoreModel(['space=0']),
  );
  const known = exchanges.filter(({ case: { query } }) => model.foundIn(query).length > 0);
  expect(known.map(({ case: { query } }) => query)).toContain('space=0');
  expect(known.at(-1)).toBe(exchanges.at(-1));
  expect(known.length).toBeGreaterThan(8);
  expect(known.length).toBeLessThan(20);
});

test('large responses with the same octets are one value', () => {
  const [first, second] = [...largeReads(1), ...largeReads(1)];
  if (first === undefined || second === undefined) throw new Error('no reads');
  expect(first.response?.body).not.toBe(second.response?.body);
  const value = returnedPreferences(first);
  expect(value).not.toBeNull();
  expect(returnedPreferences(second)).toBe(value);
});

test('what small responses said of the store is kept of all of them', async () => {
  const { watch, exchanges } = await followed(200, 1_000);
  expect(exchanges.filter((exchange) => watch.saidBy(exchange) === null)).toEqual([]);
  const [first] = exchanges;
  expect(first && watch.model.since(first)).toHaveLength(24);
});

test('the beginning of a text keeps each code unit', () => {
  expect(beginningOf('ab\ud83d\ude00\ud800c', 5)).toBe('ab\ud83d\ude00\ud800');
  expect(cutText('ab\ud83d\ude00c', 3)).toBe('ab … (cut; 5 characters)');
});
