import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { spentIn } from '../../fixtures/session/open-session.ts';
import {
  hanging,
  onUser,
  sendsSomething,
  sentIn,
} from '../../fixtures/servers/mutants/deviation.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { openRecord } from '../../fixtures/record/record-file.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { Budget } from '../../fixtures/http/budget.ts';
import { Pace } from '../../fixtures/http/pace.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { CLAIMS, examine } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { openTarget } from './judging/open-target.ts';
import { factsOf } from './restore/restoring.ts';
import { put } from './transport/asking.ts';
import { testDirectory } from './test-directory.ts';

const wrongRole = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));
const answered: Exchange = {
  case: put(),
  class: 'valid',
  url: 'http://127.0.0.1/',
  startedAt: 0,
  durationMs: 1,
  response: { status: 200, headers: [], body: new Uint8Array(), bodyLength: 0 },
};
const limits = { requests: Infinity, claimsMs: Infinity, hungMs: Infinity };

test('MAX_REQUESTS is what a healthy target gets, and the run is inconclusive', async () => {
  const server = await startServer();
  const variables = { PROFILE: 'smoke', MAX_REQUESTS: '60' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(server.requests).toBe(60);
  expect(report).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'request-limit' } });
  expect(report.reason.message).toMatch(
    /limit of 60 requests\. Raise MAX_REQUESTS .*Not asked in full: .*spaces/,
  );
});

test('MAX_REQUESTS is what a wrong target gets, and what was found counts', async () => {
  const server = await startServer(wrongRole);
  const variables = { PROFILE: 'smoke', MAX_REQUESTS: '30' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(server.requests).toBe(30);
  expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
  expect(tripped(report)).toEqual(['200-object-roles']);
});

test('a target that throttles gets no more than MAX_REQUESTS either', async () => {
  const server = await startServer({
    intercept: ({ number }) =>
      number % 2 === 0 ? undefined : { status: 429, headers: [['Retry-After', '0']], body: {} },
  });
  const variables = { PROFILE: 'smoke', MAX_REQUESTS: '5' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(server.requests).toBe(5);
  expect(report.reason.kind).toBe('request-limit');
});

test('RUN_TIMEOUT_MS ends a run against a slow target', async () => {
  const server = await startServer({
    intercept: async () => {
      await sleep(100);
      return undefined;
    },
  });
  const variables = { PROFILE: 'smoke', RUN_TIMEOUT_MS: '1000' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(server.requests).toBeLessThanOrEqual(12);
  expect(report).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'time-limit' } });
  expect(report.reason.message).toContain('RUN_TIMEOUT_MS');
});

test('a target that hangs on every update is asked a few times, not by every claim', async () => {
  const server = await startServer(hanging(sendsSomething));
  const session = await openTarget(server.url, { PROFILE: 'smoke', TIMEOUT_MS: '200' });
  const budget = new Budget({ ...limits, hungMs: 800 });
  const evidences = await examine({ ...session, budget }, CLAIMS).finally(async () => {
    await session.close();
    await server.close();
  });
  // 0.8 s of waiting and half as much for confirming, with the control after each.
  expect(server.requests).toBeLessThan(24);
  const [found] = evidences.flatMap(({ findings }) => findings);
  expect(found).toMatchObject({ requirement: 'answer-is-whole', confirmed: { label: 'always' } });
  expect(evidences.at(-1)).toMatchObject({ requests: 0, limits: [{ kind: 'unanswered' }] });
});

test('a random update that makes the target hang is shrunk, though many do', async () => {
  const holdsTrue = (value: unknown): boolean => JSON.stringify(value).includes('true');
  const server = await startServer(hanging((call) => holdsTrue(sentIn(call))));
  const claims = CLAIMS.filter(({ id }) => id === 'control' || id === 'valid-updates');
  const variables = { TIMEOUT_MS: '250' };
  const report = await judgeTarget(server.url, variables, claims).finally(() => server.close());
  const [failure] = report.requirements.flatMap(({ failures }) => failures);
  expect(failure?.response.trouble).toContain('no whole response in 250 ms');
  expect(failure?.request.bodyBytes).toBeLessThan(100);
  // The path of fast-check: an index in the sample, and steps of shrinking from there.
  expect(failure?.path).toMatch(/^\d+(:\d+)+$/);
  expect(failure?.confirmed.label).toBe('always');
});

test('what one process of a run has spent, the next one knows', async () => {
  const facts = { ...factsOf(testDirectory()), run: randomUUID() };
  const records = [beginRecord(facts, 'http://127.0.0.1/'), openRecord(facts)] as const;
  const first = spentIn(records[0]);
  const budget = new Budget({ ...limits, requests: 3 }, first);
  const pace = new Pace({ maxRps: 2, concurrency: 1 }, budget);
  const before = Date.now();
  await pace.send(() => Promise.resolve(answered));
  await pace.send(() => Promise.resolve(answered));
  budget.note({ hungMs: 12, waitedMs: 34 });
  const second = spentIn(records[1]);
  expect(second.spent).toEqual(budget.spent);
  const next = new Budget({ ...limits, requests: 3 }, second);
  await new Pace({ maxRps: 2, concurrency: 1 }, next).send(() => Promise.resolve(answered));
  expect(Date.now() - before).toBeGreaterThanOrEqual(995);
  expect(() => {
    next.takeRequest();
  }).toThrow('MAX_REQUESTS');
  for (const record of records) record.close();
});
