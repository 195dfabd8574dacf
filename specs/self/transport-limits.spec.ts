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
  ['5 requests a second after a burst of 10', () => bucket(10, 300), (REQUESTS - 10) * 200],
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

/** Turns away each so many requests, whenever they come. */
function each(count: number): Limit {
  let asked = 0;
  return { takes: () => (asked += 1) % count !== 0, retryAfter: () => 0 };
}

/** Turns away about each tenth request, at random. */
function atRandom(seed: number): Limit {
  let state = seed;
  const takes = (): boolean => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >= 2 ** 32 / 10;
  };
  return { takes, retryAfter: () => 0 };
}

for (const [name, limitOf] of [
  ['each fifteenth request', () => each(15)],
  ['each fifth request', () => each(5)],
  ['some requests', () => atRandom(1)],
  ['some other requests', () => atRandom(2)],
  ['some requests again', () => atRandom(3)],
] as const) {
  for (const [status, says] of [
    [429, 'Retry-After: 0'],
    [503, 'Retry-After: 0'],
    [429, 'no Retry-After'],
  ] as const) {
    test(`a target that turns away ${name} with ${status} and ${says} is asked as fast as before`, async () => {
      const clock = new TurningClock();
      const budget = new Budget();
      const pace = new Pace({ maxRps: Infinity, concurrency: CONCURRENCY, clock }, budget);
      const ask = targetOf(limitOf(), clock, says === 'Retry-After: 0', status);
      const exchanges = await mapInPool(Array.from({ length: REQUESTS }), CONCURRENCY, () =>
        pace.send(ask),
      );
      expect(exchanges.filter(({ response }) => response?.status !== 200)).toEqual([]);
      // A slower pace is tried a few times; for good, it would take longer by far.
      expect(clock.now() - budget.spent.waitedMs).toBeLessThan(3 * REQUESTS * LATENCY_MS);
      if (says === 'Retry-After: 0') expect(budget.spent.waitedMs).toBeLessThan(10_000);
    });
  }
}

test('where a slower pace helps, it stays', async () => {
  const clock = new TurningClock();
  const budget = new Budget();
  const pace = new Pace({ maxRps: Infinity, concurrency: CONCURRENCY, clock }, budget);
  const limit = bucket(10, 300);
  let turnedAway = 0;
  const takes = (now: number): boolean => {
    const isTaken = limit.takes(now);
    if (!isTaken) turnedAway += 1;
    return isTaken;
  };
  const ask = targetOf({ ...limit, takes }, clock, false);
  const send = (): Promise<Exchange> => pace.send(ask);
  await mapInPool(Array.from({ length: REQUESTS }), CONCURRENCY, send);
  const before = turnedAway;
  await mapInPool(Array.from({ length: REQUESTS }), CONCURRENCY, send);
  expect(turnedAway).toBe(before);
  expect(budget.spent.spacingMs).toBeGreaterThanOrEqual(200);
});

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
function targetOf(
  limit: Limit,
  clock: Clock,
  says: boolean,
  refusal: 429 | 503 = 429,
): () => Promise<Exchange> {
  return async () => {
    const startedAt = clock.now();
    const status = limit.takes(startedAt) ? 200 : refusal;
    const wait = String(limit.retryAfter(startedAt));
    await clock.wait(LATENCY_MS);
    const headers: HeaderPair[] = status === refusal && says ? [['Retry-After', wait]] : [];
    const response = { status, headers, body: new Uint8Array(), bodyLength: 0 };
    return { case: put(), class: 'valid', url: '', startedAt, durationMs: LATENCY_MS, response };
  };
}
