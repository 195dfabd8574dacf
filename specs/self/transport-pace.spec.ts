import { expect } from '@playwright/test';
import { Pace } from '../../fixtures/transport/pace.ts';
import { retryAfterMs } from '../../fixtures/transport/retry-after.ts';
import type { Exchange } from '../../schema/exchange.ts';
import { put, withTransport } from './transport/asking.ts';
import { jsonAnswer } from './transport/raw-server.ts';
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
  const server = await serve((socket) => socket.write(jsonAnswer(200)));
  const pace = new Pace({ maxRps: 50, concurrency: 8 });
  await withTransport(
    server.url,
    async (transport) => {
      const exchanges = await Promise.all(Array.from({ length: 12 }, () => transport.send(put())));
      const starts = exchanges.map(({ startedAt }) => startedAt).sort((a, b) => a - b);
      expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(11 * 20 - 5);
    },
    { pace },
  );
});

test('CONCURRENCY bounds what is under way', async ({ serve }) => {
  let running = 0;
  let most = 0;
  const server = await serve((socket) => {
    most = Math.max(most, ++running);
    setTimeout(() => {
      running -= 1;
      socket.write(jsonAnswer(200));
    }, 20);
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
      socket.write(request === 1 ? jsonAnswer(status, '{}', field) : jsonAnswer(200));
    });
    const aside: Exchange[] = [];
    await withTransport(
      server.url,
      async (transport) => {
        const start = performance.now();
        expect((await transport.send(put())).answer?.status).toBe(200);
        expect(performance.now() - start).toBeGreaterThanOrEqual(
          field === 'Retry-After: 1' ? 995 : 245,
        );
        expect([transport.sent, transport.throttled]).toEqual([2, 0]);
      },
      { onSetAside: (exchange) => aside.push(exchange) },
    );
    expect(aside.map(({ answer }) => answer?.status)).toEqual([status]);
  });
}

test('503 without Retry-After is an ordinary answer', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonAnswer(503)));
  await withTransport(server.url, async (transport) => {
    expect((await transport.send(put())).answer?.status).toBe(503);
    expect([transport.sent, transport.throttled]).toEqual([1, 0]);
  });
});

test('a wait holds back every other request too', async ({ serve }) => {
  const server = await serve((socket, request) => {
    socket.write(request === 1 ? jsonAnswer(429) : jsonAnswer(200));
  });
  const pace = new Pace({ maxRps: Infinity, concurrency: 1 });
  await withTransport(
    server.url,
    async (transport) => {
      const [, second] = await Promise.all([transport.send(put()), transport.send(put())]);
      expect(pace.waitedMs).toBeCloseTo(250, 0);
      expect(transport.sent).toBe(3);
      expect((second.startedAt - Date.now() + 250) / 1_000).toBeCloseTo(0.25, 0);
    },
    { pace },
  );
});

test('endless 429 comes back as it is, within the budget of waiting', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonAnswer(429, '{}', 'Retry-After: 3600')));
  const pace = new Pace({ maxRps: Infinity, concurrency: 4 });
  await withTransport(
    server.url,
    async (transport) => {
      const exchanges = await Promise.all([transport.send(put()), transport.send(put())]);
      expect(exchanges.map(({ answer }) => answer?.status)).toEqual([429, 429]);
      expect(transport.throttled).toBe(2);
      expect(pace.waitedMs).toBe(0);
    },
    { pace },
  );
});

for (const [name, limits, sent] of [
  ['a few times only', { backoffMs: 1 }, 5],
  ['within the budget of waiting', { waitBudgetMs: 50, backoffMs: 15 }, 3],
] as const) {
  test(`429 with nothing to wait for is asked again ${name}`, async ({ serve }) => {
    const server = await serve((socket) => socket.write(jsonAnswer(429, '{}', 'Retry-After: 0')));
    const pace = new Pace({ maxRps: Infinity, concurrency: 4, ...limits });
    await withTransport(
      server.url,
      async (transport) => {
        expect((await transport.send(put())).answer?.status).toBe(429);
        expect([pace.started, transport.sent, transport.throttled]).toEqual([sent, sent, 1]);
      },
      { pace },
    );
  });
}
