import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { lostControlMutants } from '../../fixtures/servers/mutants/lost-controls.ts';
import { answeringWithPages } from '../../fixtures/servers/mutants/pages.ts';
import type { Behaviour, Deviation, Reply } from '../../fixtures/servers/reference/behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget, tripped, type Variables } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

const SMOKE = { PROFILE: 'smoke' };
/** Requests after which the first claims have confirmed what is wrong with every response. */
const CONFIRMED = 20;
const FEW = CLAIMS.filter(({ id }) =>
  ['control', 'saving', 'idempotence', 'refusals'].includes(id),
);

const wrongRole = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));

async function judge(
  behaviour: Deviation,
  claims = CLAIMS,
  variables: Variables = {},
): Promise<ConformanceReport> {
  const server = await startServer(behaviour);
  return judgeTarget(server.url, { ...SMOKE, ...variables }, claims).finally(() => server.close());
}

/** Confirmations of all findings, by requirement. */
function confirmations({ requirements }: ConformanceReport): Readonly<Record<string, number>> {
  return Object.fromEntries(
    requirements.flatMap(({ id, failures }) =>
      failures.map(({ confirmed }) => [id, confirmed.failed] as const),
    ),
  );
}

function ending(status: number, headers: Reply['headers'] = []): Partial<Behaviour> {
  return {
    intercept: ({ number }) => {
      if (number <= CONFIRMED) return undefined;
      throw new Refusal(status, 'Not now.', { headers });
    },
  };
}

const ENDINGS: readonly (readonly [what: string, kind: string, Partial<Behaviour>])[] = [
  ['answers 401 to the end', 'token-expired', ending(401, [['WWW-Authenticate', 'Bearer']])],
  ['answers 403 to the end', 'went-away', ending(403)],
  ['answers 404 to the end', 'went-away', ending(404)],
  ['answers 429 to the end', 'throttled', ending(429, [['Retry-After', '3600']])],
  ['answers 503 to the end', 'went-away', ending(503)],
  [
    'redirects to a page to the end',
    'went-away',
    answeringWithPages(({ number }) =>
      number <= CONFIRMED ? null : { status: 302, headers: [['Location', '/login']] },
    ),
  ],
];

for (const [what, kind, behaviour] of ENDINGS) {
  test(`a target that ${what} is inconclusive, and blamed for nothing that was confirmed`, async () => {
    const report = await judge(behaviour, FEW);
    expect(report).toMatchObject({ verdict: 'inconclusive', exitCode: 2, reason: { kind } });
    expect(Object.values(confirmations(report)).filter((failed) => failed > 1)).toEqual([]);
  });

  test(`a target that was wrong and ${what} is nonconformant for what was confirmed`, async () => {
    const report = await judge({ ...wrongRole, ...behaviour }, FEW);
    expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
    expect(report.reason.message).toContain('200-object-roles (always)');
    expect(confirmations(report)).toMatchObject({ '200-object-roles': 4 });
  });
}

test('a page that a target shows for everything is a finding that is confirmed, and the rest was not asked', async () => {
  const report = await judge(mutant('blocks-with-a-page'));
  expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
  expect(confirmations(report)).toEqual({ 'default-content-type': 4 });
  expect(report.reason.message).toContain('The rest was not asked');
});

for (const name of ['second-empty-update-is-a-string', 'framed-twice-when-long']) {
  test(`a run against ${name} goes on to its end`, async () => {
    // What fails for its length alone is bisected in each request with many hazards.
    const report = await judge(mutant(name), CLAIMS, { MAX_REQUESTS: '1500' });
    expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
    expect(report.reason.message).not.toContain('The rest was not asked');
    expect(
      report.observations.filter(({ kind }) => ['trouble', 'cut-short'].includes(kind)),
    ).toEqual([]);
  });
}

test('a second empty update that is answered with a string is told by the smallest update', async () => {
  const report = await judge(mutant('second-empty-update-is-a-string'));
  expect(tripped(report)).toEqual(['200-body']);
  const failures = report.requirements.flatMap((requirement) => requirement.failures);
  expect(failures).toMatchObject([{ request: { body: '{}' }, confirmed: { label: 'always' } }]);
});

function mutant(name: string): Deviation {
  const found = lostControlMutants.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no mutant ${name}.`);
  return found.behaviour;
}
