import type { Socket } from 'node:net';
import { expect } from '@playwright/test';
import { awakeTimeout } from '../../fixtures/http/awake-timeout.ts';
import { Budget } from '../../fixtures/http/budget.ts';
import { Pace, retryAfterMs } from '../../fixtures/http/pace.ts';
import { put, sendOnce, withTransport } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { test } from './transport/target.ts';

test('Retry-After is seconds or an HTTP date', () => {
  const now = Date.UTC(2026, 0, 1);
  const wait = (value: string) => retryAfterMs([['retry-after', value]], now);
  expect(wait('3')).toBe(3_000);
  expect(wait('Thu, 01 Jan 2026 00:00:05 GMT')).toBe(5_000);
  expect(wait('Wed, 31 Dec 2025 00:00:00 GMT')).toBe(0);
  expect(['-1', '1.5', 'soon', '', '0x10'].map(wait)).toEqual([null, null, null, null, null]);
});

test('MAX_RPS spaces requests, also those that are sent together', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const pace = new Pace({ maxRps: 50, concurrency: 8 });
  await withTransport(
    server.url,
    async (transport) => {
      const before = Date.now();
      const exchanges = await Promise.all(Array.from({ length: 12 }, () => transport.send(put())));
      const starts = exchanges.map(({ startedAt }) => startedAt - before).sort((a, b) => a - b);
      expect(starts.filter((start, index) => start < index * 20 - 5)).toEqual([]);
    },
    { pace },
  );
});

test('CONCURRENCY bounds what is under way', async ({ serve }) => {
  const running: Socket[] = [];
  let most = 0;
  const server = await serve((socket) => {
    running.push(socket);
    if (running.length !== 3) return;
    // Time for one more to arrive.
    awakeTimeout(20, () => {
      most = Math.max(most, running.length);
      for (const waiting of running.splice(0)) waiting.write(jsonResponse(200));
    });
  });
  const pace = new Pace({ maxRps: Infinity, concurrency: 3 });
  await withTransport(
    server.url,
    (transport) => Promise.all(Array.from({ length: 12 }, () => transport.send(put()))),
    { pace },
  );
  expect(most).toBe(3);
});

for (const [status, field] of [
  [429, 'Retry-After: 1'],
  [429, 'X-No: hint'],
  [503, 'Retry-After: 0'],
] as const) {
  test(`${status} with ${field} is set aside and asked again`, async ({ serve }) => {
    const server = await serve((socket, request) => {
      socket.write(request === 1 ? jsonResponse(status, '{}', field) : jsonResponse(200));
    });
    const start = performance.now();
    const exchange = await sendOnce(server.url);
    expect(performance.now() - start).toBeGreaterThanOrEqual(
      field === 'Retry-After: 1' ? 995 : 245,
    );
    expect(exchange.response?.status).toBe(200);
    expect(exchange.setAside?.map(({ response }) => response?.status)).toEqual([status]);
    expect(server.requests).toBe(2);
  });
}

test('503 without Retry-After is an ordinary response', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(503)));
  expect(await sendOnce(server.url)).toMatchObject({ response: { status: 503 } });
  expect(server.requests).toBe(1);
});

test('a wait holds back every other request too', async ({ serve }) => {
  const server = await serve((socket, request) => {
    socket.write(request === 1 ? jsonResponse(429) : jsonResponse(200));
  });
  const budget = new Budget();
  const pace = new Pace({ maxRps: Infinity, concurrency: 1 }, budget);
  await withTransport(
    server.url,
    async (transport) => {
      const [, second] = await Promise.all([transport.send(put()), transport.send(put())]);
      expect(budget.spent.waitedMs).toBeCloseTo(250, 0);
      expect(server.requests).toBe(3);
      expect(second.startedAt).toBeGreaterThanOrEqual(budget.spent.pausedUntil - 5);
    },
    { pace },
  );
});

test('endless 429 comes back as it is, within the budget of waiting', async ({ serve }) => {
  const server = await serve((socket) =>
    socket.write(jsonResponse(429, '{}', 'Retry-After: 3600')),
  );
  const budget = new Budget();
  const pace = new Pace({ maxRps: Infinity, concurrency: 4 }, budget);
  await withTransport(
    server.url,
    async (transport) => {
      const exchanges = await Promise.all([transport.send(put()), transport.send(put())]);
      expect(exchanges.map(({ response }) => response?.status)).toEqual([429, 429]);
      expect(server.requests).toBe(2);
      expect(budget.spent.waitedMs).toBe(0);
    },
    { pace },
  );
});

for (const [name, limits, sent] of [
  ['a few times only', { backoffMs: 1 }, 5],
  ['within the budget of waiting', { waitBudgetMs: 50, backoffMs: 15 }, 3],
] as const) {
  test(`429 with nothing to wait for is asked again ${name}`, async ({ serve }) => {
    const server = await serve((socket) => socket.write(jsonResponse(429, '{}', 'Retry-After: 0')));
    const pace = new Pace({ maxRps: Infinity, concurrency: 4, ...limits });
    await withTransport(
      server.url,
      async (transport) => {
        expect((await transport.send(put())).response?.status).toBe(429);
        expect(server.requests).toBe(sent);
      },
      { pace },
    );
  });
}
