import { expect, test } from '@playwright/test';
import { control } from '../../fixtures/claims/control.ts';
import { saving } from '../../fixtures/claims/saving.ts';
import { onUser, onUserResponse } from '../../fixtures/mutants/deviation.ts';
import { bodyOf } from '../../fixtures/mutants/deviation.ts';
import type { Behaviour, Call } from '../../fixtures/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/reference/refusal.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { fileNamed, reportOf, run } from './running/run.ts';
import { writtenBy } from './running/written-text.ts';

/** As long as real ones: longer than what a finding shows of a value. */
const TOKEN = `tok+en/5ecret-${'9f8e7d6c5b4a3'.repeat(6)}`;
const KEY = 'k3y=more&secret 0123456789';
const EMAIL = 'jane.roe@customer-of-theirs.example';
const SECRETS = [TOKEN, KEY].flatMap((secret) => [
  secret,
  secret.slice(0, 20),
  secret.replaceAll('/', '~1'),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(`x${secret}`).toString('base64').slice(2, -4),
]);
const secrets = { API_TOKEN: TOKEN, API_HEADERS: JSON.stringify({ 'X-Api-Key': KEY }) };

/** A server that tells everybody who asked it, in header fields and in every spelling. */
function indiscreet(more: Partial<Behaviour> = {}): Partial<Behaviour> {
  const user = { ...referenceBehaviour.user, email: EMAIL };
  return {
    user,
    ...onUserResponse((body, call) => ({ ...body, ...echoOf(call) })),
    failure: (refusal, call) => {
      const reply = referenceBehaviour.failure(refusal, call);
      return { ...reply, body: { ...bodyOf(reply), ...echoOf(call) } };
    },
    head: (reply, content, call) => [
      ...referenceBehaviour.head(reply, content, call),
      ['X-Echo', String(call.headers.authorization)],
    ],
    ...more,
  };
}

function echoOf({ headers }: Call): Readonly<Record<string, unknown>> {
  const said = `${String(headers.authorization)} ${String(headers['x-api-key'])}`;
  return {
    message: `${EMAIL} said ${said}`,
    escaped: encodeURIComponent(said),
    encoded: Buffer.from(said).toString('base64'),
    [said]: EMAIL,
    headers,
  };
}

function leaksIn(
  texts: ReadonlyMap<string, string>,
  needles: readonly string[],
): readonly string[] {
  return [...texts].flatMap(([name, text]) =>
    needles.filter((needle) => text.includes(needle)).map((needle) => `${needle} in ${name}`),
  );
}

const wrong = onUser((user) => ({ ...user, email: EMAIL, roles: ['ROLE_OWNER', EMAIL] }));
const targets: readonly (readonly [string, number, Partial<Behaviour>])[] = [
  [
    'that answers wrong roles',
    1,
    indiscreet({
      success: (preferences, call) => {
        const reply = indiscreet().success?.(preferences, call) ?? {
          status: 200,
          headers: [],
          body: {},
        };
        if (!call.body.includes('saved_')) return reply;
        const said = String(call.headers.authorization);
        const object = { email: 7, roles: [said, EMAIL], preferences: [said, EMAIL] };
        return { ...reply, body: { ...bodyOf(reply), object } };
      },
    }),
  ],
  [
    'that turns everybody away',
    2,
    {
      intercept: (call) => ({
        status: 302,
        headers: [['Location', `/login?${String(call.headers.authorization)}&u=${EMAIL}`]],
        body: echoOf(call),
      }),
    },
  ],
];

for (const [what, code, behaviour] of targets) {
  test(`neither secrets nor addresses are written of an indiscreet target ${what}`, async () => {
    const server = await startServer(behaviour);
    const variables = { ...secrets, BASE_URL: server.url, PROFILE: 'smoke' };
    const args = ['-g', 'control|saving|refusals'];
    const ended = await run({ variables, args }).finally(() => server.close());
    expect(ended.code, ended.stdout + ended.stderr).toBe(code);
    expect(leaksIn(writtenBy(ended), [...SECRETS, EMAIL])).toEqual([]);
  });
}

test('tokens that a command prints, and that expire in the middle, are asked again and not written either', async () => {
  const tokens = new Set<string>();
  let expired = '';
  const server = await startServer(
    indiscreet({
      intercept: ({ number, headers }) => {
        const token = String(headers.authorization);
        tokens.add(token);
        if (number % 30 === 0) expired = token;
        if (token !== expired) return undefined;
        const challenge = ['WWW-Authenticate', 'Bearer error="invalid_token"'] as const;
        throw new Refusal(401, 'It has expired.', { headers: [challenge] });
      },
    }),
  );
  const variables = {
    BASE_URL: server.url,
    PROFILE: 'smoke',
    API_TOKEN_COMMAND: `printf '%s%s' '${TOKEN}' "$$"`,
    API_HEADERS: secrets.API_HEADERS,
  };
  const ended = await run({ variables }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(tokens.size).toBeGreaterThan(3);
  const encoded = Buffer.from(TOKEN.slice(0, 24)).toString('base64');
  expect(leaksIn(writtenBy(ended), [...SECRETS, encoded, EMAIL])).toEqual([]);
});

test('a target that is not there is told in one sentence, without secrets or addresses', async () => {
  const { url, close } = await startServer();
  await close();
  const ended = await run({ variables: { ...secrets, BASE_URL: url, PROFILE: 'smoke' } });
  expect(ended.code, ended.stdout + ended.stderr).toBe(2);
  expect(reportOf(ended).reason.kind).toBe('refused');
  expect(ended.stdout).toContain('cannot be reached');
  const junit = fileNamed(ended.files, 'out/junit.xml');
  expect(junit).toContain('<error');
  expect(junit).not.toContain('<failure');
  expect(leaksIn(writtenBy(ended), [...SECRETS, EMAIL])).toEqual([]);
});

test('addresses are shown where they are asked for, and secrets are not', async () => {
  const server = await startServer(indiscreet(wrong));
  const variables = { ...secrets, PROFILE: 'smoke', SHOW_EMAILS: '1' };
  const report = await judgeTarget(server.url, variables, [control, saving]).finally(() =>
    server.close(),
  );
  const written = JSON.stringify(report);
  expect(written).toContain(EMAIL);
  expect(leaksIn(new Map([['the report', written]]), SECRETS)).toEqual([]);
});
