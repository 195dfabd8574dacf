import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { runDrift } from '../../reports/commands/run-drift.ts';
import { loadDocument } from '../../schema/contract/document.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { editedDocument } from './drift-mutations/edited-document.ts';
import { SCHEMAS } from './drift-mutations/mutation.ts';
import { listen } from './transport/listen.ts';

const TOKEN = 'secret-token';
const PINNED = fileURLToPath(PINNED_CONTRACT);
let server: Server;
let origin = '';

test.beforeAll(async () => {
  const yaml = await readFile(PINNED, 'utf8');
  const json = JSON.stringify((await loadDocument(PINNED)).source);
  const echo = JSON.stringify(
    editedDocument(JSON.parse(json), { set: { '#/info/version': TOKEN } }),
  );
  const pages: Readonly<Record<string, string>> = {
    '/schema.yaml': yaml,
    '/schema.json': json,
    '/echo': echo,
    '/login': '<!doctype html><title>Log in</title>',
    '/broken': '{"openapi": "3.1.0", ',
    '/old': '{"openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": {}}',
    '/null': 'null',
    '/empty': '',
  };
  server = createServer((request, response) => {
    const page = pages[request.url?.split('?')[0] ?? ''];
    const known = request.headers.authorization === `Bearer ${TOKEN}`;
    response.statusCode = page === undefined ? 404 : known ? 200 : 401;
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = isJsonObject(address) ? `http://127.0.0.1:${String(address.port)}` : '';
});

test.afterAll(() => {
  server.close();
});

for (const path of ['/schema.yaml', '/schema.json', '/schema.json?version=2']) {
  test(`a served contract that did not change exits 0: ${path}`, async () => {
    const run = await runDrift([], { DRIFT_URL: `${origin}${path}`, API_TOKEN: TOKEN });
    expect(run).toMatchObject({ exitCode: 0, errorOutput: '' });
    expect(run.output).toContain('No change.');
  });
}

const UNREADABLE: readonly (readonly [path: string, sentence: RegExp])[] = [
  ['/login', /is a web page, not a document/],
  ['/broken', /is no OpenAPI 3\.1 document: /],
  ['/old', /is OpenAPI 3\.0\.3; only 3\.1 can be compared/],
  ['/null', /is no OpenAPI 3\.1 document: /],
  ['/empty', /is empty; check the address/],
  ['/gone', /answered 404; check DRIFT_URL/],
];

for (const [path, sentence] of UNREADABLE) {
  test(`a served ${path} cannot be judged: exit 2 and one line`, async () => {
    const run = await runDrift([], { DRIFT_URL: `${origin}${path}`, API_TOKEN: TOKEN });
    expect(run).toMatchObject({ exitCode: 2, output: '' });
    expect(run.errorOutput).toMatch(sentence);
    expect(run.errorOutput.trim().split('\n')).toHaveLength(1);
  });
}

const LAUNCHER = fileURLToPath(new URL('../../fixtures/command/launch.mjs', import.meta.url));

test('a missing token is named, a wrong one too', async () => {
  const DRIFT_URL = `${origin}/schema.json`;
  expect((await runDrift([], { DRIFT_URL })).errorOutput).toContain('set API_TOKEN');
  const wrong = await runDrift([], { DRIFT_URL, API_TOKEN: 'other' });
  expect(wrong.errorOutput).toContain('answered 401; check that API_TOKEN is valid');
});

test('bad settings exit 2 and say what to set', async () => {
  const errors = [
    runDrift([], {}),
    runDrift([], { DRIFT_URL: 'ftp://acme' }),
    runDrift([], { DRIFT_URL: `http://me:${TOKEN}@127.0.0.1` }),
    runDrift(['a', 'b'], {}),
    runDrift(['--format', 'xml', 'a'], {}),
    runDrift(['--everything'], {}),
    runDrift(['--operation', 'getNothing', PINNED], {}),
    runDrift(['no-such-file.json'], {}),
    runDrift([`http://me:${TOKEN}@127.0.0.1/schema.json`], {}),
    runDrift([PINNED], { CONTRACT: 'no-such-contract.yaml' }),
    runDrift([], { DRIFT_URL: 'http://127.0.0.1:2' }),
    runDrift([], { DRIFT_URL: origin, API_TOKEN: `${TOKEN}\nx` }),
  ];
  for (const { exitCode, errorOutput } of await Promise.all(errors)) {
    expect(exitCode).toBe(2);
    expect(errorOutput).toMatch(/^Cannot judge drift: .+\.\n$/);
    expect(errorOutput).not.toContain(TOKEN);
  }
});

test('the token is never printed, not even when the target sends it back', async () => {
  const run = await runDrift(['--all', '--format', 'json'], {
    DRIFT_URL: `${origin}/echo`,
    API_TOKEN: TOKEN,
  });
  expect(run.exitCode).toBe(0);
  expect(run.output).not.toContain(TOKEN);
  expect(run.output).toContain('[API_TOKEN]');
});

test('a break exits 1 in every format, and hostile names stay harmless', async ({}, testInfo) => {
  const file = testInfo.outputPath('served.json');
  const { source } = await loadDocument(PINNED);
  const name = 'a|<b>\u001b[31m';
  const revision = editedDocument(source, {
    set: { [`${SCHEMAS}/Error/properties/status/type`]: 'integer', '#/info/version': name },
    remove: [`${SCHEMAS}/UserResponse/properties/message`],
  });
  await writeFile(file, JSON.stringify(revision));
  const formats = ['text', 'json', 'markdown'];
  const runs = await Promise.all(formats.map((format) => runDrift([file, '--format', format], {})));
  expect(runs.map((run) => run.exitCode)).toEqual([1, 1, 1]);
  const [text, json, markdown] = runs.map((run) => run.output);
  expect(text).toContain(
    '3 breaking changes, 1 compatible change, 1 of no consequence (--all lists them).',
  );
  expect(text).not.toContain('\u001b');
  expect(markdown).not.toContain('<b>');
  expect(JSON.parse(json ?? '')).toMatchObject({
    verdict: 'breaking',
    counts: { breaking: 3, compatible: 1, none: 1 },
    changes: [
      { kind: 'property-removed', value: { message: '' } },
      { kind: 'value-admitted', value: { message: 0 } },
      { kind: 'value-admitted', base: 'string', value: 0 },
      { kind: 'value-refused', impact: 'compatible', revision: 'integer' },
    ],
  });
});

test('npm run drift prints the verdict and exits with its code', async () => {
  const outcome = await new Promise((resolve) => {
    execFile(process.execPath, [LAUNCHER, 'drift', PINNED], (error, stdout) => {
      resolve({ code: error?.code ?? 0, stdout });
    });
  });
  expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('No change.') });
});

test('npm run drift goes through the proxy that HTTPS_PROXY names', async () => {
  const connected = new Promise((resolve) => {
    server.once('connect', (request, socket) => {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      resolve(request.url);
    });
  });
  const env = {
    PATH: process.env.PATH,
    HTTPS_PROXY: origin,
    DRIFT_URL: 'https://acme.example/schema.json',
  };
  const code = await new Promise((resolve) => {
    execFile(process.execPath, [LAUNCHER, 'drift'], { env }, (error) => {
      resolve(error?.code ?? 0);
    });
  });
  expect([code, await connected]).toEqual([2, 'acme.example:443']);
});

test('npm run drift reads a document over http through a proxy that opens no tunnels', async () => {
  const page = await readFile(PINNED, 'utf8');
  const asked: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url);
    response.end(page);
  }).on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const HTTP_PROXY = `http://127.0.0.1:${await listen(proxy)}`;
  const DRIFT_URL = 'http://acme.example/schema.yaml';
  const env = { PATH: process.env.PATH, HTTP_PROXY, DRIFT_URL };
  const code = await new Promise((resolve) => {
    execFile(process.execPath, [LAUNCHER, 'drift'], { env }, (error) => {
      resolve(error?.code ?? 0);
    });
  });
  proxy.close();
  expect([code, ...asked]).toEqual([0, DRIFT_URL]);
});
