import { expect, test } from '@playwright/test';
import { StoreWatch } from '../../fixtures/session/store-watch.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';
import { beginningOf, cutText } from '../../schema/visible-text.ts';

const MIB = 1024 * 1024;

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
