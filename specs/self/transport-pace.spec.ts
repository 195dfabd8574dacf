import type { Socket } from 'node:net';
import { expect } from '@playwright/test';
import type { Exchange } from '../../schema/http/exchange.ts';
import { awakeTimeout } from '../../fixtures/http/awake-timeout.ts';
import { Budget } from '../../fixtures/http/budget.ts';
import { Pace } from '../../fixtures/http/pace.ts';
import { retryAfterMs } from '../../fixtures/http/throttled.ts';
import { put, sendOnce, withTransport } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { test } from './transport/target.ts';
import { TurningClock } from './transport/turning-clock.ts';

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

for (const [status, field, waitMs] of [
  [429, 'Retry-After: 1', 1_000],
  [429, 'X-No: hint', 250],
  [503, 'Retry-After: 0', 0],
  [403, 'Retry-After: 0', 0],
] as const) {
  test(`${status} with ${field} is set aside and asked again`, async ({ serve }) => {
    const server = await serve((socket, request) => {
      socket.write(request === 1 ? jsonResponse(status, '{}', field) : jsonResponse(200));
    });
    const budget = new Budget();
    const pace = new Pace({ maxRps: Infinity, concurrency: 1 }, budget);
    const start = performance.now();
    const exchange = await withTransport(server.url, (transport) => transport.send(put()), {
      pace,
    });
    expect(performance.now() - start).toBeGreaterThanOrEqual(waitMs - 5);
    expect(budget.spent.waitedMs).toBeCloseTo(waitMs, 0);
    expect(exchange.response?.status).toBe(200);
    expect(exchange.setAside?.map(({ response }) => response?.status)).toEqual([status]);
    expect(server.requests).toBe(2);
  });
}

for (const status of [503, 403]) {
  test(`${status} without Retry-After is an ordinary response`, async ({ serve }) => {
    const server = await serve((socket) => socket.write(jsonResponse(status)));
    expect(await sendOnce(server.url)).toMatchObject({ response: { status } });
    expect(server.requests).toBe(1);
  });
}

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

/** A target that answers each request after some milliseconds of a clock, and how many it had in flight at most. */
class SlowTarget {
  /** Statuses of the responses so far, oldest first. */
  readonly statuses: number[] = [];
  mostInFlight = 0;
  readonly #clock: TurningClock;
  readonly #takes: (inFlight: number) => boolean;
  readonly #ms: number;
  #inFlight = 0;

  /** @param takes whether a request that comes while so many others are in flight is answered with 200, else with 429 */
  constructor(clock: TurningClock, takes: (inFlight: number) => boolean, ms = 20) {
    this.#clock = clock;
    this.#takes = takes;
    this.#ms = ms;
  }

  readonly ask = async (): Promise<Exchange> => {
    const status = this.#takes(this.#inFlight) ? 200 : 429;
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    await this.#clock.wait(this.#ms);
    this.#inFlight -= 1;
    this.statuses.push(status);
    const body = Buffer.from('{}');
    const response = { status, statusText: '', headers: [], body, bodyLength: 2 };
    return { case: put(), class: 'valid', url: '', startedAt: 0, durationMs: 20, response };
  };
}

test('where what is in flight with others is turned away, requests go one by one, as fast as before', async () => {
  const clock = new TurningClock();
  const target = new SlowTarget(clock, (inFlight) => inFlight === 0);
  const budget = new Budget();
  const pace = new Pace({ maxRps: Infinity, concurrency: 4, clock }, budget);
  await Promise.all(Array.from({ length: 24 }, () => pace.send(target.ask)));
  const turnedAway = target.statuses.filter((status) => status === 429);
  // Three of the first four; after eight requests alone, several are tried again, and after sixteen.
  expect(turnedAway).toHaveLength(2 * 3);
  expect(target.statuses).toHaveLength(24 + turnedAway.length);
  expect(clock.now()).toBeLessThanOrEqual(24 * 20 + 2 * 250);
});

test('where what is alone is turned away too, several are in flight again, as fast as the target takes them', async () => {
  const clock = new TurningClock();
  const taken: number[] = [];
  const target = new SlowTarget(clock, () => {
    const now = clock.now();
    if (taken.filter((at) => at > now - 1_000).length >= 20) return false;
    taken.push(now);
    return true;
  });
  const budget = new Budget();
  const pace = new Pace({ maxRps: Infinity, concurrency: 8, clock }, budget);
  await Promise.all(Array.from({ length: 60 }, () => pace.send(target.ask)));
  expect(budget.spent.spacingMs).toBeGreaterThan(0);
  const slow = new SlowTarget(clock, () => true, 2_000);
  await Promise.all(Array.from({ length: 8 }, () => pace.send(slow.ask)));
  expect(slow.mostInFlight).toBeGreaterThan(1);
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
