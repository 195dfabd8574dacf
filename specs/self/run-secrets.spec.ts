import { expect, test } from '@playwright/test';
import { onUser, onUserResponse } from '../../fixtures/servers/mutants/deviation.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { judgeTarget } from './judging/judge-target.ts';
import {
  API_HEADERS,
  echoOf,
  EMAIL,
  HUSHED,
  indiscreet,
  leaksIn,
  TOKEN,
} from './running/indiscreet.ts';
import { type ProxyManners, startProxy } from './transport/proxy.ts';
import { fileNamed, reportOf, run } from './running/run.ts';
import { writtenBy } from './running/written-text.ts';
import { claimNamed } from './judging/claims.ts';

const saving = claimNamed('saving');

const control = claimNamed('control');

const secrets = { API_TOKEN: TOKEN, API_HEADERS, PROFILE: 'smoke' };

test('a target that is not there is told in one sentence, without secrets or addresses', async () => {
  const { url, close } = await startServer();
  await close();
  const ended = await run({ variables: { ...secrets, BASE_URL: url } });
  expect(ended.code, ended.stdout + ended.stderr).toBe(2);
  expect(reportOf(ended).reason.kind).toBe('refused');
  expect(ended.stdout).toContain('cannot be reached');
  const junit = fileNamed(ended.files, 'out/junit.xml');
  expect(junit).toContain('<error');
  expect(junit).not.toContain('<failure');
  expect(leaksIn(writtenBy(ended))).toEqual([]);
});

test('a target that turns everybody away is told of without secrets or addresses', async () => {
  const server = await startServer({
    intercept: (call) => ({
      status: 302,
      headers: [['Location', `/login?${String(call.headers.authorization)}&u=${EMAIL}`]],
      body: echoOf(call),
    }),
  });
  const variables = { ...secrets, BASE_URL: server.url };
  const ended = await run({ variables }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(2);
  // The control: no claim is asked after one that failed.
  expect(server.requests).toBe(1);
  expect(reportOf(ended).verdict).toBe('inconclusive');
  expect(leaksIn(writtenBy(ended))).toEqual([]);
});

/** Tells who asked the proxy, as it came and in clear. */
const telling: ProxyManners['passesBack'] = (body, { statusCode = 502, headers }, response) => {
  const asked = response.req.headers['proxy-authorization'] ?? '';
  const clear = Buffer.from(asked.replace('Basic ', ''), 'base64').toString();
  const told: object = { ...(JSON.parse(body.toString()) as object), proxied: [asked, clear] };
  delete headers['content-length'];
  response.writeHead(statusCode, { ...headers, 'X-Proxied-For': clear }).end(JSON.stringify(told));
};

for (const [what, name, host] of [
  ['name and password', 'me:pr0xypassw0rd', 'one.test'],
  ['a key without a password', 'pxkey0a1b2c3d4e5f6', 'other.test'],
] as const) {
  test(`a proxy that tells ${what} leaves them in nothing that a run writes`, async () => {
    const wrong = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));
    const server = await startServer(wrong);
    const proxy = await startProxy({ targetPort: server.port, refuses: 405, passesBack: telling });
    const variables = {
      ...{ PROFILE: 'smoke', MAX_RPS: '0', HTTP_PROXY: `http://${name}@${proxy.host}` },
      ...{ BASE_URL: `http://${host}/api/v1`, ALLOW_WRITES: host },
    };
    const ended = await run({ variables, args: ['-g', 'control|saving'] });
    proxy.close();
    await server.close();
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
    const texts = writtenBy(ended);
    expect([...texts.values()].join()).toContain('X-Proxied-For');
    const secret = name.slice(name.indexOf(':') + 1);
    const encoded = Buffer.from(`${name}:`).toString('base64').slice(0, 14);
    expect(leaksIn(texts, [secret, encoded])).toEqual([]);
  });
}

/** Credentials that have several parts, by the field that holds them; each part alone is what a target tells. */
const PARTS: Readonly<
  Record<string, { readonly field: string; readonly told: readonly string[] }>
> = {
  'X-Params': {
    field: 'Hawk id="dh37fgj492", mac="6R4rV5iE+NPoym="',
    told: ['dh37fgj492', '6R4rV5iE+NPoym='],
  },
  'X-Json': { field: '{"user":"jane","pass":"json-92ab"}', told: ['json-92ab'] },
  'X-Pair': { field: 'jane:pair92ab', told: ['pair92ab'] },
  'X-Query': { field: 'id=77&secret=query92ab', told: ['query92ab'] },
  'X-Coded': { field: `ApiKey ${coded('key7:coded92ab')}`, told: ['coded92ab', 'key7:coded92ab'] },
};

test('a target that tells parts of credentials leaves them in nothing that a run writes', async () => {
  const told = [...Object.values(PARTS).flatMap((part) => part.told), 'token92ab'];
  const server = await startServer(
    onUserResponse((body) => ({
      ...body,
      ...Object.fromEntries(told.map((part) => [part, `not ${part}`])),
      object: {
        ...{ email: 'a@b.example', roles: ['ROLE_OWNER', ...told] },
        preferences: isJsonObject(body.object) ? body.object.preferences : {},
      },
    })),
  );
  server.store.replace('', { theme: 'zq9x' });
  const fields = Object.entries(PARTS).map(([name, { field }]) => [name, field]);
  const variables = {
    ...{
      API_TOKEN: coded('jane:token92ab'),
      API_HEADERS: JSON.stringify(Object.fromEntries(fields)),
    },
    ...{ BASE_URL: server.url, PROFILE: 'smoke' },
  };
  const ended = await run({ variables, args: ['-g', 'control|saving'] }).finally(() =>
    server.close(),
  );
  expect(ended.code, ended.stdout + ended.stderr).toBe(1);
  const texts = writtenBy(ended);
  expect([...texts.values()].join()).toContain('not [redacted]');
  // The end of a parameter takes a quotation mark along, so that places behind it are harder to tell.
  expect(leaksIn(texts, [...told, 'zq9x'])).toEqual([]);
});

function coded(pair: string): string {
  return Buffer.from(pair).toString('base64');
}

test('addresses are shown where they are asked for, and secrets are not', async () => {
  const wrong = onUser((user) => ({ ...user, email: EMAIL, roles: ['ROLE_OWNER', EMAIL] }));
  const server = await startServer({ ...indiscreet, ...wrong });
  const variables = { ...secrets, SHOW_EMAILS: '1' };
  const report = await judgeTarget(server.url, variables, [control, saving]).finally(() =>
    server.close(),
  );
  const written = JSON.stringify(report);
  expect(written).toContain(EMAIL);
  const others = HUSHED.filter((needle) => needle !== EMAIL);
  expect(leaksIn(new Map([['the report', written]]), others)).toEqual([]);
});
