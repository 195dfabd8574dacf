import { expect, test } from '@playwright/test';
import { mapInPool } from '../../fixtures/http/pool.ts';
import { Budget } from '../../fixtures/http/budget.ts';
import type { Clock } from '../../fixtures/http/clock.ts';
import { Pace } from '../../fixtures/http/pace.ts';
import type { Exchange, HeaderPair } from '../../schema/http/exchange.ts';
import { put } from './transport/asking.ts';
import { TurningClock } from './transport/turning-clock.ts';

const REQUESTS = 120;
const LATENCY_MS = 40;
const CONCURRENCY = 4;

/** Takes so many requests in each second, or a bucket that is filled again evenly. */
interface Limit {
  readonly takes: (now: number) => boolean;
  readonly retryAfter: (now: number) => number;
}

function perSecond(most: number): Limit {
  const taken = new Map<number, number>();
  return {
    takes: (now) => {
      const second = Math.floor(now / 1000);
      const count = (taken.get(second) ?? 0) + 1;
      taken.set(second, count);
      return count <= most;
    },
    retryAfter: () => 1,
  };
}

function bucket(size: number, perMinute: number): Limit {
  let [level, since] = [size, 0];
  return {
    takes: (now) => {
      level = Math.min(size, level + ((now - since) * perMinute) / 60_000);
      since = now;
      if (level < 1) return false;
      level -= 1;
      return true;
    },
    retryAfter: () => Math.ceil(60 / perMinute),
  };
}

for (const [name, limitOf, fastestMs] of [
  ['2 requests a second', () => perSecond(2), REQUESTS * 500],
  ['10 requests a second', () => perSecond(10), REQUESTS * 100],
  ['60 a minute after a burst of 20', () => bucket(20, 60), (REQUESTS - 20) * 1000],
] as const) {
  for (const says of ['with', 'without'] as const) {
    test(`a target that takes ${name}, ${says} Retry-After, answers all requests of a run that has no MAX_RPS`, async () => {
      const clock = new TurningClock();
      const budget = new Budget();
      const pace = new Pace({ maxRps: Infinity, concurrency: CONCURRENCY, clock }, budget);
      const ask = targetOf(limitOf(), clock, says === 'with');
      const exchanges = await mapInPool(Array.from({ length: REQUESTS }), CONCURRENCY, () =>
        pace.send(ask),
      );
      expect(exchanges.filter(({ response }) => response?.status !== 200)).toEqual([]);
      expect(budget.spent.waitedMs).toBeLessThan(15_000);
      expect(clock.now()).toBeLessThan(2.5 * fastestMs);
    });
  }
}

test('a single 429 slows a run down for a moment only', async () => {
  const clock = new TurningClock();
  const pace = new Pace({ maxRps: Infinity, concurrency: CONCURRENCY, clock });
  let asked = 0;
  const once: Limit = { takes: () => (asked += 1) !== 3, retryAfter: () => 1 };
  const ask = targetOf(once, clock, true);
  await mapInPool(Array.from({ length: REQUESTS }), CONCURRENCY, () => pace.send(ask));
  expect(clock.now()).toBeLessThan(1_000 + (REQUESTS / CONCURRENCY) * LATENCY_MS + 1_000);
});

/** Answers after a while, by what its limit says when a request comes in. */
function targetOf(limit: Limit, clock: Clock, says: boolean): () => Promise<Exchange> {
  return async () => {
    const startedAt = clock.now();
    const status = limit.takes(startedAt) ? 200 : 429;
    const wait = String(limit.retryAfter(startedAt));
    await clock.wait(LATENCY_MS);
    const headers: HeaderPair[] = status === 429 && says ? [['Retry-After', wait]] : [];
    const response = { status, headers, body: new Uint8Array(), bodyLength: 0 };
    return { case: put(), class: 'valid', url: '', startedAt, durationMs: LATENCY_MS, response };
  };
}
