import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { awakeTimeout } from '../../fixtures/http/awake-timeout.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { RECORD_NAME } from '../../schema/record/record-entry.ts';
import { isRecordEntry } from '../../schema/record/record-shape.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { type EndedRun, fileNamed, reportOf, run } from './running/run.ts';

test('MAX_REQUESTS, MAX_RPS and CONCURRENCY bound all that a target sees of a run, whose worker starts again after each failure', async () => {
  const starts: number[] = [];
  let [running, most] = [0, 0];
  const wrong = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));
  const server = await startServer({
    ...wrong,
    intercept: async () => {
      starts.push(performance.now());
      most = Math.max(most, ++running);
      await sleep(10);
      running -= 1;
      return undefined;
    },
  });
  const variables = {
    BASE_URL: server.url,
    PROFILE: 'smoke',
    MAX_REQUESTS: '20',
    MAX_RPS: '20',
    CONCURRENCY: '2',
  };
  const args = ['-g', 'control|saving|concurrency'];
  const ended = await run({ variables, args }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(1);
  const cutShort = reportOf(ended).observations.filter(({ kind }) => kind === 'cut-short');
  expect(cutShort[0]?.statement).toMatch(/Not asked in full: .*concurrency\.$/);
  expect(starts).toHaveLength(20 + requestsOfPuttingBack(ended));
  expect(most).toBeLessThanOrEqual(2);
  // A second holds 20 starts; two more may have been on their way when it began.
  const busiest = starts.map(
    (from) => starts.filter((at) => at >= from && at < from + 1000).length,
  );
  expect(Math.max(...busiest)).toBeLessThanOrEqual(22);
});

for (const [profile, most] of [
  ['smoke', 150],
  ['default', 400],
] as const) {
  test(`the profile ${profile} asks a healthy target at most ${most} times`, async () => {
    const server = await startServer();
    await judgeTarget(server.url, { PROFILE: profile }).finally(() => server.close());
    expect(server.requests).toBeLessThanOrEqual(most);
  });
}

test('a mock that shows no preference it is sent is judged by smoke, with a warning', async () => {
  const server = await startServer(onUser((user) => ({ ...user, preferences: {} })));
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  expect(report.verdict, report.reason.message).toBe('conformant');
  const warned = report.requirements.filter(({ verdict }) => verdict === 'fail');
  expect(warned.map(({ id }) => id)).toContain('sent-keys-are-returned');
  expect(server.requests).toBeLessThanOrEqual(300);
});

function requestsOfPuttingBack({ files }: EndedRun): number {
  const lines = fileNamed(files, `out/${RECORD_NAME}`).trimEnd().split('\n');
  const entries = lines.map((line): unknown => JSON.parse(line)).filter(isRecordEntry);
  const [restored] = entries.flatMap((entry) => (entry.entry === 'restored' ? [entry] : []));
  return restored?.report.requests ?? Number.NaN;
}

test('a target whose every response is wrong in a way of its own is asked a bounded number of times', async () => {
  const server = await startServer({
    intercept: ({ body, number }) =>
      body.length <= 2
        ? undefined
        : {
            status: 400 + (number % 100),
            headers: [],
            body: { status: 1, type: {}, title: [number], violations: [{ title: number }, number] },
          },
  });
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  expect(report.verdict).toBe('nonconformant');
  expect(server.requests).toBeLessThanOrEqual(600);
});

test('a control that takes longer than Playwright gives a test is waited for; a run of it alone is partial, without a badge', async () => {
  const server = await startServer({
    intercept: async ({ number }) => {
      if (number === 1) await sleep(8_500);
      return undefined;
    },
  });
  const variables = { BASE_URL: server.url, PROFILE: 'smoke' };
  const args = ['--timeout', '8000', '-g', 'control'];
  const ended = await run({ variables, args }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(2);
  expect(reportOf(ended)).toMatchObject({ partial: true, reason: { kind: 'partial' } });
  expect([...ended.files.keys()]).not.toContain('out/badge.json');
});

test('smoke ends within a minute against a target that takes 300 ms for each response', async () => {
  const waiting: (() => void)[] = [];
  let roundTrips = 0;
  const answerAll = (): void => {
    roundTrips += 1;
    for (const response of waiting.splice(0)) response();
  };
  const server = await startServer({
    intercept: async () => {
      // What is in flight together arrives within this time.
      if (waiting.length === 0) awakeTimeout(20, answerAll);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return undefined;
    },
  });
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  expect(report.verdict).toBe('conformant');
  expect(roundTrips * 300).toBeLessThan(60_000);
});
