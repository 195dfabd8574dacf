import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

/** Refused requests that take all connections of a pool. */
const POOL = 12;

/** Judges a server by a clock that stands still except for pauses. */
async function judge(
  behaviour: (clock: TurningClock) => Partial<Behaviour>,
): Promise<ConformanceReport> {
  const clock = new TurningClock();
  const server = await startServer(deletingNulls(behaviour(clock)));
  const variables = { STRICT: '1', RUNS: '40' };
  return judgeTarget(server.url, variables, undefined, null, clock).finally(() => server.close());
}

/** Takes a connection for each request that is refused, for some time; where none is left, updates are answered otherwise. */
function leaking(
  clock: TurningClock,
  { forMs, status }: { readonly forMs: number; readonly status: number },
): Partial<Behaviour> {
  const taken: number[] = [];
  return {
    failure: (refusal, call) => {
      if (refusal.status < 500 && refusal.status !== 429) taken.push(clock.now());
      return referenceBehaviour.failure(refusal, call);
    },
    save: (sent, space, call) => {
      const left = POOL - taken.filter((at) => clock.now() - at < forMs).length;
      if (left <= 0 && Object.keys(sent).length > 0) throw new Refusal(status, 'try later');
      return merge(sent, space, call);
    },
  };
}

test('updates that fail after refused requests, for some time, are told with those', async () => {
  const { requirements } = await judge((clock) => leaking(clock, { forMs: 5_000, status: 500 }));
  const failures = requirements.flatMap((each) => each.failures);
  expect(failures.map(({ requirement }) => requirement)).toEqual(['no-server-error']);
  expect(failures.map(({ confirmed }) => confirmed.label)).toEqual(['always']);
  expect(failures.map(({ before }) => before.length)).toEqual([POOL]);
  const [first, ...others] = failures.flatMap(({ before }) => before.map(({ body }) => body));
  expect(others.filter((body) => body !== first)).toEqual([]);
});

test('updates that fail for good from some time on are told by themselves', async () => {
  const { requirements } = await judge((clock) => leaking(clock, { forMs: Infinity, status: 500 }));
  const failures = requirements.flatMap((each) => each.failures);
  expect(failures.map(({ requirement }) => requirement)).toEqual(['no-server-error']);
  expect(failures.map(({ before }) => before.length)).toEqual([0]);
});

test('a target that wants peace after refused requests is accused of nothing', async () => {
  const report = await judge((clock) => leaking(clock, { forMs: 5_000, status: 429 }));
  expect(report.requirements.flatMap(({ failures }) => failures)).toEqual([]);
});
