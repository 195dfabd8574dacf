import { hostname } from 'node:os';
import { expect, test } from '@playwright/test';
import { boundedHeap } from '../../fixtures/command/playwright-process.ts';
import { recordInMemory, type RunRecord } from '../../fixtures/record/run-record.ts';
import { Watchdog } from '../../fixtures/run/watchdog.ts';

const LIMIT = 60_000;
const PID = 4242;

/** A run in which one claim began a while ago, with a clock that the test moves. */
function begun(before = 0): {
  record: RunRecord;
  watchdog: Watchdog;
  ended: number[];
  clock: { now: number };
} {
  const record = recordInMemory();
  const clock = { now: 1_000_000 };
  const ended: number[] = [];
  const machine = {
    now: () => clock.now,
    end: ({ process }: { process: { pid: number } }) => ended.push(process.pid),
  };
  record.add({ entry: 'spent', ...record.state().spent, claimsMs: before });
  record.add({ entry: 'claim', claim: 'hazards', state: 'begun', pid: PID, at: clock.now });
  const watchdog = new Watchdog(record, LIMIT, machine);
  beat(record, clock.now);
  watchdog.look();
  return { record, watchdog, ended, clock };
}

function beat(record: RunRecord, at: number): void {
  const process = { pid: PID, host: hostname(), born: null };
  record.add({ entry: 'beat', process, role: 'worker', at });
}

test('a worker that is busy with one response beyond the limit of the run is ended, once', () => {
  const { record, watchdog, ended, clock } = begun();
  clock.now += LIMIT;
  watchdog.look();
  expect(ended).toEqual([]);
  clock.now += 3_000;
  watchdog.look();
  watchdog.look();
  expect(ended).toEqual([PID]);
  const state = record.state();
  expect(state.spent.claimsMs).toBe(LIMIT);
  const { evidence } = state.claims.get('hazards') ?? {};
  expect(evidence?.limits).toEqual([
    { kind: 'time-limit', message: expect.stringContaining('RUN_TIMEOUT_MS') },
  ]);
});

test('what the claims before have taken counts', () => {
  const { watchdog, ended, clock } = begun(LIMIT - 10_000);
  clock.now += 13_000;
  watchdog.look();
  expect(ended).toEqual([PID]);
});

test('a worker that gives signs of life has a little longer to end by itself', () => {
  const { record, watchdog, ended, clock } = begun();
  clock.now += LIMIT + 5_000;
  beat(record, clock.now);
  watchdog.look();
  expect(ended).toEqual([]);
  clock.now += 2_000;
  beat(record, clock.now);
  watchdog.look();
  expect(ended).toEqual([PID]);
});

test('time between claims, and a worker that was silent within the limit, end nothing', () => {
  const { record, watchdog, ended, clock } = begun();
  clock.now += LIMIT - 1;
  watchdog.look();
  record.add({ entry: 'claim', claim: 'hazards', state: 'ended', pid: PID, at: clock.now });
  clock.now += 10 * LIMIT;
  watchdog.look();
  expect(ended).toEqual([]);
});

test('processes of a run have a bound of memory, which NODE_OPTIONS may change', () => {
  expect(boundedHeap()).toContain('--max-old-space-size=512 --max-semi-space-size=8');
  expect(boundedHeap('--max-old-space-size=4096')).toMatch(/ --max-old-space-size=4096$/);
});
