import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { claimNamed } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

/** Names by which a careless server may change who the user is. */
const TELLING =
  /^(e-?mail|address|roles?|password|passwd|pass|secret|token|is_?admin|id|object|user(name)?)$/i;

test('without PROBE_IDENTITY nothing is sent that could change who the user is, and the report says so', async () => {
  const server = await startServer({}, { record: true });
  const report = await judgeTarget(server.url, { PROBE_IDENTITY: '0' }).finally(() =>
    server.close(),
  );
  const names = server.recorded.flatMap(({ body }) => namesIn(body.toString()));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => TELLING.test(name))).toEqual([]);
  const requirement = report.requirements.find(({ id }) => id === 'identity-is-not-writable');
  expect(requirement).toMatchObject({ verdict: 'not-applicable' });
  expect(requirement?.note).toContain('PROBE_IDENTITY=1');
});

test('on this machine it is asked by default', async () => {
  const server = await startServer();
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  const requirement = report.requirements.find(({ id }) => id === 'identity-is-not-writable');
  expect(requirement).toMatchObject({ verdict: 'pass' });
});

test('roles that change by themselves are not told as written, whichever response shows that first', async () => {
  const claims = [claimNamed('control'), claimNamed('identity')];
  for (let odd = 1; odd <= 8; odd += 1) {
    const server = await startServer(
      onUser((user, { number }) => (number === odd ? { ...user, roles: ['ROLE_USER'] } : user)),
    );
    const variables = { STRICT: '1', SPACES: '' };
    const judging = judgeTarget(server.url, variables, claims);
    const report = await judging.finally(() => server.close());
    expect(tripped(report), `response ${odd}`).not.toContain('identity-is-not-writable');
  }
});

/** Names at the top of a body, and in its preferences. */
function namesIn(body: string): readonly string[] {
  const value = parse(body);
  if (!isJsonObject(value)) return [];
  const { updatedPreferences } = value;
  // A preference may be named id.
  const all = isJsonObject(updatedPreferences) ? Object.keys(updatedPreferences) : [];
  const keys = all.filter((key) => key !== 'id');
  return [...Object.keys(value), ...keys];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
