import { expect, test } from '@playwright/test';
import type { Clock } from '../../fixtures/http/clock.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

/** Milliseconds that pass with each request. */
const REQUEST_MS = 50;

/** What a server goes by: milliseconds, or how many requests there were. */
interface Gauges {
  readonly time: () => number;
  readonly requests: () => number;
}

/** Judges a server by a clock that stands still except for pauses and requests. */
async function judge(
  behaviour: (gauges: Gauges) => Partial<Behaviour>,
): Promise<ConformanceReport> {
  const turning = new TurningClock();
  let requests = 0;
  const clock: Clock = { now: () => turning.now() + requests * REQUEST_MS, wait: turning.wait };
  const deviation = behaviour({ time: clock.now, requests: () => requests });
  const intercept = (): undefined => {
    requests += 1;
  };
  const server = await startServer(deletingNulls({ ...deviation, intercept }));
  const variables = { STRICT: '1', RUNS: '40' };
  return judgeTarget(server.url, variables, undefined, null, clock).finally(() => server.close());
}

/** Takes each preference away once a gauge has risen by so much since it was sent. */
function forgetting(after: number, gauge: () => number): Partial<Behaviour> {
  const sentAt = new Map<string, number>();
  return {
    save: (sent, space, call) => {
      const stored = call.store.of(space);
      for (const name of Object.keys(stored)) {
        const at = sentAt.get(`${space} ${name}`) ?? gauge();
        if (gauge() - at > after) Reflect.deleteProperty(stored, name);
      }
      for (const name of Object.keys(sent)) sentAt.set(`${space} ${name}`, gauge());
      return merge(sent, space, call);
    },
  };
}

/** Gives a preference back the value that it had before the last update, once a gauge has risen by so much since. */
function goingBack(after: number, gauge: () => number): Partial<Behaviour> {
  const earlier = new Map<string, { readonly at: number; readonly value: unknown }>();
  return {
    save: (sent, space, call) => {
      const stored = call.store.of(space);
      for (const name of Object.keys(stored)) {
        const before = earlier.get(`${space} ${name}`);
        if (before === undefined || gauge() - before.at <= after) continue;
        stored[name] = before.value;
        earlier.delete(`${space} ${name}`);
      }
      for (const name of Object.keys(sent)) {
        const value = stored[name];
        earlier.delete(`${space} ${name}`);
        if (value !== undefined && sent[name] !== null)
          earlier.set(`${space} ${name}`, { at: gauge(), value });
      }
      return merge(sent, space, call);
    },
  };
}

/** Takes everything away, each time that a gauge has risen by so much. */
function wiping(each: number, gauge: () => number): Partial<Behaviour> {
  let last = gauge();
  return {
    save: (sent, space, call) => {
      if (gauge() - last > each)
        for (const name of call.store.names()) call.store.replace(name, {});
      if (gauge() - last > each) last = gauge();
      return merge(sent, space, call);
    },
  };
}

for (const [what, behaviour] of [
  ['two seconds after it was sent', ({ time }) => forgetting(2_000, time)],
  ['half a second after it was sent', ({ time }) => forgetting(500, time)],
  ['each three seconds', ({ time }) => wiping(3_000, time)],
] as const satisfies readonly [string, (gauges: Gauges) => Partial<Behaviour>][]) {
  test(`what is lost ${what} is found, by one update and a read after a pause`, async () => {
    const [failure] = failuresOf(await judge(behaviour));
    expect(failure).toMatchObject({
      requirement: 'update-is-saved',
      confirmed: { label: 'always' },
      before: [{ body: '{"updatedPreferences":{"cts_quota_1":0}}' }],
      request: { label: expect.stringMatching(/^read after \d+\.\d s$/), body: '{}' },
      curl: expect.stringMatching(/\nsleep \d+; curl /),
    });
  });
}

test('what goes back to an earlier value after two seconds is found, by two updates and a read after a pause', async () => {
  const failures = failuresOf(await judge(({ time }) => goingBack(2_000, time)));
  const telling = failures.find(({ request }) => request.label.startsWith('read after'));
  expect(telling).toMatchObject({ requirement: 'update-is-saved', confirmed: { label: 'always' } });
  expect(telling?.before).toHaveLength(2);
});

test('what is lost after 60 requests is found, by so many', async () => {
  const [failure] = failuresOf(await judge(({ requests }) => forgetting(60, requests)));
  expect(failure).toMatchObject({ confirmed: { label: 'always' } });
  expect(failure?.before).toHaveLength(61);
  expect(new Set(failure?.before.slice(1).map(({ body }) => body))).toEqual(new Set(['{}']));
});

test('what is lost once, as by a server that is restarted, is observed alone', async () => {
  const report = await judge(({ requests }) => {
    const restart = wiping(60, requests);
    let restarts = 0;
    return {
      save: (sent, space, call) => {
        const isDue = requests() > 60 && restarts === 0;
        if (isDue) restarts += 1;
        return isDue ? (restart.save?.(sent, space, call) ?? {}) : merge(sent, space, call);
      },
    };
  });
  expect(failuresOf(report)).toEqual([]);
  expect(report.observations.map(({ kind }) => kind)).toContain('lost-values');
});

function failuresOf({ requirements }: ConformanceReport) {
  return requirements.flatMap(({ failures }) => failures);
}
