import { expect } from '@playwright/test';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { curlFor, type CurlFacts } from '../../fixtures/http/curl.ts';
import { plainConnection } from '../../fixtures/http/connections.ts';
import { Credentials, type CredentialSettings } from '../../fixtures/http/credentials.ts';
import type { Case } from '../../schema/http/exchange.ts';
import { nobody, put, sendOnce } from './transport/asking.ts';
import { startProxy } from './transport/proxy.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { requestEssence } from './transport/request-essence.ts';
import { test } from './transport/target.ts';
import { Redactor } from '../../fixtures/redaction/redaction.ts';

const hasCurl = spawnSync('bash', ['-c', 'command -v curl base64 gunzip']).status === 0;
// eslint-disable-next-line playwright/no-skipped-test -- the lines are for people who have these
test.skip(!hasCurl, 'bash, curl, base64 or gunzip is not installed');

/** Runs a line in bash, with no locale and no settings but the ones given. */
async function runLine(line: string, env: Record<string, string> = {}): Promise<void> {
  const { PATH = '' } = process.env;
  await promisify(execFile)('bash', ['-c', line], { env: { PATH, LC_ALL: 'C', ...env } });
}

const unanswered = { case: put(), class: 'valid', startedAt: 0, durationMs: 1 } as const;
const json = ['Content-Type', 'application/json'] as const;
const cases: Readonly<Record<string, Partial<Case>>> = {
  'a plain body': { body: Buffer.from('{"a": [1, {"b": "c"}]}') },
  'a body that shells trip over': { body: Buffer.from('@\'"$HOME`id`\\\n!\r\t%s~{a,b}*') },
  'a body beyond ASCII': { body: Buffer.from('"é😀\u202e\u0085"') },
  'a body that is no UTF-8': { body: Uint8Array.of(34, 255, 254, 34) },
  'a body with NUL': { body: Uint8Array.of(34, 0, 34) },
  'a body with a BOM': { body: Buffer.from('\ufeff{}') },
  'an empty body': { body: new Uint8Array() },
  'no body': { body: null, headers: [] },
  'a large body': { body: Buffer.from(`"${'x'.repeat(2_000_000)}"`) },
  'no Content-Type': { headers: [] },
  'no Accept and no coding': { headers: [json, ['Accept', ''], ['Accept-Encoding', '']] },
  'repeated, empty and Latin-1 fields': {
    headers: [json, ['X', '1'], ['x', '2'], ['Y', ''], ['Z', "\xe9'"]],
  },
  'a raw path and query': { path: '/a/../%ZZ//[b]', query: "x=%ZZ&{y}=[1-3]&z='" },
  'a bare question mark': { query: '' },
  'another method': { method: 'PATCH' },
  GET: { method: 'GET', body: null, headers: [] },
};

for (const [name, parts] of Object.entries(cases)) {
  test(`the line for ${name} sends the same request`, async ({ serve }) => {
    const server = await serve((socket) => socket.write(jsonResponse(200)));
    const exchange = await sendOnce(server.url, put(parts));
    const line = curlFor(exchange, {
      settings: { ...nobody, ...plainConnection },
      redactor: new Redactor([], { showEmails: false, showPreferences: false }),
    });
    expect(line).not.toMatch(/[^\x20-\x7e]/);
    await runLine(line);
    const [asked = '', again = ''] = server.received;
    expect(requestEssence(again)).toBe(requestEssence(asked));
  });
}

test('credentials stand in the line as variables', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const apiHeaders = [
    ['X-Key', 'k3y1'],
    ['X-Key', 'k3y2 $x'],
    ['X.Key', 'k3y3'],
    ['Path', 'k3y4'],
    ['Prefer', 'a=b'],
  ] as const;
  const variables = {
    API_TOKEN: 't0ken',
    X_KEY: 'k3y1',
    X_KEY_2: 'k3y2 $x',
    X_KEY_3: 'k3y3',
    HEADER_PATH: 'k3y4',
  };
  for (const who of [{ apiToken: 't0ken' }, { apiTokenCommand: 'echo t0ken' }]) {
    const settings: CredentialSettings = { ...nobody, ...who, apiHeaders };
    server.received.length = 0;
    const exchange = await sendOnce(server.url, put(), { credentials: new Credentials(settings) });
    const facts: CurlFacts = {
      settings: { ...settings, ...plainConnection },
      redactor: new Redactor([], { showEmails: false, showPreferences: false }),
    };
    const line = curlFor(exchange, facts);
    expect(line).not.toMatch(/t0ken|k3y/);
    // Nothing but curl: no Node, no jq, no setting of the suite other than the token.
    expect(line).toMatch(/^curl /);
    expect(line).not.toMatch(/node|eval|\$\(/);
    await runLine(line, variables);
    const [asked = '', again = ''] = server.received;
    expect(requestEssence(again)).toBe(requestEssence(asked));
  }
});

test('the line of a hang waits no longer than the suite did', () => {
  const settings = { ...nobody, ...plainConnection };
  const redactor = new Redactor([], { showEmails: false, showPreferences: false });
  const exchange = { ...unanswered, url: 'http://h.example/update', durationMs: 2_010 };
  const line = (kind: 'timeout' | 'reset'): string =>
    curlFor({ ...exchange, noResponse: { kind, message: '' } }, { settings, redactor });
  expect(line('timeout')).toContain(' --max-time 3 ');
  expect(line('reset')).not.toContain('--max-time');
});

for (const [variable, authority] of [
  ['CA_FILE', { caFile: 'ca.pem', nodeExtraCaCerts: 'ca.pem' }],
  ['NODE_EXTRA_CA_CERTS', { nodeExtraCaCerts: 'ca.pem' }],
] as const) {
  test(`the line trusts the private authority of ${variable}`, () => {
    const settings = { ...nobody, ...plainConnection, ...authority };
    const exchange = { ...unanswered, url: 'https://h.example/update' };
    const line = curlFor(exchange, {
      settings,
      redactor: new Redactor([], { showEmails: false, showPreferences: false }),
    });
    expect(line.match(/--cacert \S+/g)).toEqual([`--cacert "$${variable}"`]);
  });
}

test('what must be redacted is, and the line says so', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const exchange = await sendOnce(
    server.url,
    put({ body: Buffer.from('{"a":"s3cret"}'), query: 's3cret' }),
  );
  const secret = { value: 's3cret', replacement: '[redacted]' };
  const redactor = new Redactor([secret], { showEmails: false, showPreferences: false });
  const line = curlFor(exchange, { settings: { ...nobody, ...plainConnection }, redactor });
  expect(line).not.toContain('s3cret');
  expect(line).toMatch(/--data-raw '\{"a":"\[redacted\]"\}' # the body is redacted$/);
});

for (const [what, refuses, way] of [
  ['opens a tunnel', {}, ['CONNECT t.example:80']],
  ['forwards', { refuses: 403 }, ['PUT http://t.example/x']],
] as const) {
  test(`the line of a request goes as it went through a proxy that ${what}`, async ({ serve }) => {
    const server = await serve((socket) => socket.write(jsonResponse(200)));
    const targetPort = Number(new URL(server.url).port);
    const proxy = await startProxy({ targetPort, wants: 'me:secret', ...refuses });
    const HTTP_PROXY = `http://me:secret@${proxy.host}`;
    const settings = { ...nobody, ...plainConnection, httpProxy: new URL(HTTP_PROXY) };
    const exchange = await sendOnce('http://t.example', put(), { connection: settings });
    const redactor = new Redactor([], { showEmails: false, showPreferences: false });
    const line = curlFor(exchange, { settings, redactor });
    expect(line).not.toContain('secret');
    const before = proxy.seen.length;
    await runLine(line, { HTTP_PROXY });
    proxy.close();
    expect(proxy.seen.slice(before)).toEqual(way);
    const [asked = '', again = ''] = server.received;
    expect(requestEssence(again)).toBe(requestEssence(asked));
  });
}
