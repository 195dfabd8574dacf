import { expect, test } from '@playwright/test';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer, type RunningServer } from '../../fixtures/servers/reference/server.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

const MOST = 61;
const wrongRole = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));

/** Answers `healthy` requests with a wrong role, then closes its port. */
async function dyingAfter(healthy: number): Promise<RunningServer> {
  const dying: { server?: RunningServer } = {};
  const intercept: Behaviour['intercept'] = ({ number }) => {
    if (number <= healthy) return undefined;
    void dying.server?.close();
    return new Promise(() => undefined);
  };
  dying.server = await startServer({ ...wrongRole, intercept });
  return dying.server;
}

async function judgeDying(healthy: number): Promise<ConformanceReport> {
  const server = await dyingAfter(healthy);
  const variables = { PROFILE: 'smoke', TIMEOUT_MS: '300' };
  return judgeTarget(server.url, variables).finally(() => server.close());
}

test('a target that dies before it answers is unreachable', async () => {
  const report = await judgeDying(0);
  expect(report).toMatchObject({ verdict: 'inconclusive', exitCode: 2 });
  expect(tripped(report)).toEqual([]);
});

test('the request that ends a target is named, to be sent again', async () => {
  const dying: { server?: RunningServer } = {};
  const intercept: Behaviour['intercept'] = ({ headers }) => {
    if (headers['content-encoding'] === undefined) return undefined;
    void dying.server?.close();
    return new Promise(() => undefined);
  };
  dying.server = await startServer({ intercept });
  const report = await judgeTarget(dying.server.url, { PROFILE: 'smoke' }).finally(() =>
    dying.server?.close(),
  );
  expect(report.reason.kind).toBe('went-away');
  expect(report.reason.message).toMatch(
    /The first request without a proper response: npm run replay -- FILE$/,
  );
});

test('a refused request that locks a target for good is named with the one that meets the lock', async () => {
  const locking = (): Partial<Behaviour> => {
    let isLocked = false;
    return {
      intercept: () => {
        if (isLocked) throw new Refusal(503, 'The user is locked.');
        return undefined;
      },
      parse: (body, call) => {
        isLocked ||= /,\s*\}/.test(body.toString());
        return referenceBehaviour.parse(body, call);
      },
    };
  };
  const { evidences, cases } = await keptOn(locking, ['control', 'refusals']);
  const messages = evidences.flatMap(({ errors }) => errors.map(({ message }) => message));
  const [lead = ''] = messages.flatMap((message) => /kept \d+$/.exec(message) ?? []);
  const saved = cases.get(lead);
  if (saved === undefined) throw new Error(messages.join('\n'));
  expect([await replayOn(locking, saved), await replayOn({}, saved)]).toEqual([1, 0]);
});

/** Responses after which the first claim has found the wrong role and sent its request again, as often as the plan says. */
const CONFIRMED = 9;

for (let healthy = 1; healthy < CONFIRMED; healthy += 2) {
  test(`a target that dies after ${healthy} of its wrong responses, none of them confirmed, is not judged; they are kept`, async () => {
    const report = await judgeDying(healthy);
    expect(report).toMatchObject({ verdict: 'inconclusive', exitCode: 2 });
    expect(report.reason.kind).toBe('went-away');
    expect(tripped(report)).toEqual(['200-object-roles']);
  });
}

for (let healthy = CONFIRMED; healthy <= MOST; healthy += 6) {
  test(`a target that dies after ${healthy} of its wrong responses is nonconformant for what was confirmed`, async () => {
    const report = await judgeDying(healthy);
    expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
    expect(report.reason.message).toMatch(
      /200-object-roles \(always\)\. The rest was not asked: the target stopped answering the control/,
    );
    expect(tripped(report)).toEqual(['200-object-roles']);
    expect(report.requirements.map(({ verdict }) => verdict)).toContain('unverified');
  });
}

test('a target that dies is not accused of dying: no other requirement fails, and none that was not asked applies', async () => {
  const report = await judgeDying(CONFIRMED);
  const verdicts = report.requirements.map(({ verdict }) => verdict);
  expect(verdicts.filter((verdict) => verdict === 'fail')).toHaveLength(1);
  expect(verdicts).not.toContain('not-applicable');
});
