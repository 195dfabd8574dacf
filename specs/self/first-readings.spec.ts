import { expect, test } from '@playwright/test';
import { stateClaim } from '../../fixtures/claim-test.ts';
import type { Call } from '../../fixtures/servers/reference/behaviour.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { putBack } from '../../fixtures/command/put-back.ts';
import { openRunSession } from '../../fixtures/run/run-session.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { begin, FOUND, startFilled, variantNamed } from './restore/restoring.ts';
import { fixturesOf } from '../../fixtures/spec-collector.ts';
import { claimNamed } from './judging/claims.ts';
import { TurningClock } from './transport/turning-clock.ts';
import { isJsonObject, type JsonObject } from '../../schema/json/json-value.ts';

const saving = claimNamed('saving');

const control = claimNamed('control');

test('a space that SPACES misspells is no fault of the target', async () => {
  const unknown = ({ query }: Call) =>
    query === 'space=two'
      ? { status: 404, headers: [], body: { title: 'No such space' } }
      : undefined;
  const server = await startServer({ intercept: unknown }, { record: true });
  const report = await judgeTarget(server.url, {}, [control]).finally(() => server.close());
  expect(report).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'space-refused' } });
  expect(report.reason.message).toContain('correct SPACES');
  expect(server.recorded.map(({ body }) => body.toString())).toEqual(
    server.recorded.map(() => '{}'),
  );
});

/** Answers the first requests for the space two with 500. */
function failingFirst(times: number) {
  let failures = 0;
  const intercept = ({ query }: Call) => {
    if (query !== 'space=two' || failures === times) return undefined;
    failures += 1;
    return { status: 500, headers: [], body: {} };
  };
  return { intercept };
}

test('a space that a target fails to show now and then is read again before anything is changed', async () => {
  const server = await startServer(failingFirst(2), { record: true });
  const report = await judgeTarget(server.url, {}, [control, saving]).finally(() => server.close());
  const first = server.recorded.findIndex(({ body }) => body.length > 2);
  const before = server.recorded.slice(0, first).map(({ target }) => target.split('?')[1]);
  const ofSpaces = before.filter((query) => query !== undefined);
  expect(ofSpaces.slice(0, 4)).toEqual(['space=one', 'space=two', 'space=two', 'space=two']);
  expect(report.reason.kind).not.toBe('space-unreadable');
});

test('a space that first looks like another one, because a cache answers for all, is not written to', async () => {
  const clock = new TurningClock();
  let cached: { readonly at: number; readonly preferences: JsonObject } | null = null;
  const server = await startServer(
    {
      save: (sent, space, call) => {
        if (Object.keys(sent).length > 0) return merge(sent, space, call);
        if (cached !== null && clock.now() - cached.at < 400) return cached.preferences;
        cached = { at: clock.now(), preferences: call.store.preferences(space) };
        return cached.preferences;
      },
    },
    { record: true },
  );
  server.store.replace('', { theme: 'dark' });
  server.store.replace('one', { theme: 'light', id: 'mine' });
  server.store.replace('two', {});
  const judging = judgeTarget(server.url, {}, [control, saving], null, clock);
  const report = await judging.finally(() => server.close());
  expect(report).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'space-unsteady' } });
  expect(server.recorded.filter(({ body }) => body.toString() !== '{}')).toEqual([]);
});

test('spaces that hold the same are written to, also where a time stamp changes by itself', async () => {
  const clock = new TurningClock();
  const server = await startServer(
    onUser(({ preferences, ...user }) => {
      const kept = isJsonObject(preferences) ? preferences : {};
      return { ...user, preferences: { ...kept, at: clock.now() } };
    }),
  );
  const judging = judgeTarget(server.url, {}, [control, saving], null, clock);
  const report = await judging.finally(() => server.close());
  expect(report.reason.kind).not.toBe('space-unsteady');
  expect(server.store.names()).toEqual(expect.arrayContaining(['one', 'two']));
});

test('where a space cannot be shown, nothing is changed', async () => {
  const server = await startServer(failingFirst(Infinity), { record: true });
  const report = await judgeTarget(server.url, {}, [control]).finally(() => server.close());
  expect(report).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'space-unreadable' } });
  expect(report.reason.message).toContain('?space=two (500)');
  expect(server.recorded.map(({ body }) => body.toString())).toEqual(
    server.recorded.map(() => '{}'),
  );
});

test(
  'a claim that is asked without its control first notes what the target holds',
  {
    tag: '@saving',
  },
  async ({}, testInfo) => {
    const server = await startFilled(variantNamed('replaces'));
    const target = await begin(server.url, testInfo.outputPath('out'));
    const record = beginRecord(target.facts, target.target);
    const run = await openRunSession({
      PROFILE: 'smoke',
      BASE_URL: server.url,
      CONFORMANCE_BASE_URL: server.url,
      CONFORMANCE_OUT: target.facts.out,
      CONFORMANCE_RUN: target.facts.run,
    });
    try {
      await stateClaim({ run, testInfo }, async (claim) => saving.body(await fixturesOf(claim)));
      expect(server.store.preferences()).not.toEqual(FOUND);
      await putBack(target, record);
      expect(server.store.preferences()).toEqual(FOUND);
    } finally {
      await Promise.all([run.session.close(), server.close()]);
      record.close();
    }
  },
);
