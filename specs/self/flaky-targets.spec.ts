import { expect, test } from '@playwright/test';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { TurningClock } from './transport/turning-clock.ts';

async function judge(
  behaviour: Partial<Behaviour>,
  variables: Record<string, string> = {},
): Promise<ConformanceReport> {
  const server = await startServer(behaviour);
  return judgeTarget(server.url, variables).finally(() => server.close());
}

test('one wrong role in fifty responses is found and labelled intermittent, with the exchange that showed it', async () => {
  const wrong = (user: object) => ({ ...user, roles: ['ROLE_OWNER'] });
  const report = await judge(onUser(wrong, ({ number }) => number % 50 === 0));
  expect(report.verdict).toBe('nonconformant');
  expect(tripped(report)).toContain('200-object-roles');
  const { failures = [] } = report.requirements.find(({ id }) => id === '200-object-roles') ?? {};
  for (const { confirmed, response } of failures) {
    expect(confirmed.label).toBe('intermittent');
    expect(confirmed.failed).toBeLessThan(confirmed.sent);
    expect(response.body).toContain('ROLE_OWNER');
  }
  expect(report.reason.message).toMatch(/200-object-roles \(intermittent: [12] of 4\)/);
});

test('one 500 in seven responses is found, labelled intermittent, and no outage', async () => {
  const intercept: Behaviour['intercept'] = ({ number }) => {
    if (number % 7 === 0) throw new Refusal(500, 'Now and then.');
    return undefined;
  };
  const report = await judge({ intercept }, { STRICT: '1' });
  expect(report.verdict).toBe('nonconformant');
  const { failures = [] } = report.requirements.find(({ id }) => id === 'no-server-error') ?? {};
  expect(failures.map(({ confirmed }) => confirmed.label)).toContain('intermittent');
  expect(failures[0]?.response.status).toBe(500);
});

for (const [how, away] of [
  ['closes connections', undefined],
  ['answers 502 in HTML', { status: 502, headers: [['Content-Type', 'text/html']], body: '' }],
] as const) {
  test(`a target that ${how} for a second, as its gateway does while it restarts, is judged whole`, async () => {
    const clock = new TurningClock();
    let since: number | null = null;
    const isAway = (number: number): boolean => {
      if (number >= 60) since ??= clock.now();
      return since !== null && clock.now() - since < 1_000;
    };
    const server = await startServer({
      intercept: ({ number }) => (isAway(number) ? away : undefined),
      write: (response, message, call) => {
        if (away === undefined && isAway(call.number)) response.socket?.resetAndDestroy();
        else referenceBehaviour.write(response, message, call);
      },
    });
    const variables = { PROFILE: 'smoke', STRICT: '1' };
    const judging = judgeTarget(server.url, variables, undefined, null, clock);
    const report = await judging.finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
  });
}
