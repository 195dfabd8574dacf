import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { plainConnection } from '../../fixtures/http/connections.ts';
import { Credentials } from '../../fixtures/http/credentials.ts';
import { UnsendableCase } from '../../fixtures/http/no-response.ts';
import {
  canSendWithPlaywright,
  isHarmless,
  sendWithPlaywright,
} from '../../fixtures/http/playwright-client.ts';
import { PlaywrightThread } from '../../fixtures/http/playwright-thread.ts';
import { contextOptions } from '../../fixtures/http/second-client.ts';
import type { TransportOptions } from '../../fixtures/http/transport.ts';
import type { Case, Exchange } from '../../schema/http/exchange.ts';
import { nobody, optionsFor, put, sendOnce } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { requestEssence } from './transport/request-essence.ts';
import { test } from './transport/target.ts';

async function viaPlaywright(
  url: string,
  given: Case = put(),
  more: Partial<TransportOptions> = {},
): Promise<Exchange> {
  const thread = new PlaywrightThread(contextOptions(new URL(url), plainConnection));
  try {
    return await sendWithPlaywright(thread, given, optionsFor(url, { timeoutMs: 20_000, ...more }));
  } finally {
    await thread.close();
  }
}

test('both clients send the same line, header fields and body, and give the same exchange', async ({
  serve,
}) => {
  const body = gzipSync('{"a":1}');
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX: 1\r\nx: 2\r\nContent-Encoding: gzip\r\n');
    socket.write(`Content-Length: ${body.length}\r\n\r\n`);
    socket.write(body);
  });
  const given = put({ query: 'a=%ZZ', body: Buffer.from('{"a":') });
  const credentials = new Credentials({ ...nobody, apiToken: 't0ken' });
  const [one, other] = [
    await sendOnce(server.url, given, { credentials }),
    await viaPlaywright(server.url, given, { credentials }),
  ];
  expect({ ...other, startedAt: 0, durationMs: 0 }).toEqual({
    ...one,
    startedAt: 0,
    durationMs: 0,
  });
  const [first = '', second = ''] = server.received;
  expect(requestEssence(second)).toBe(requestEssence(first));
  expect(second).toMatch(/\r\n\r\n\{"a":$/);
  expect(second).toContain('Bearer t0ken');
});

test('a redirect is a response', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(302, '{}', 'Location: /')));
  expect((await viaPlaywright(server.url)).response?.status).toBe(302);
  expect(server.received).toHaveLength(1);
});

for (const [kind, response] of [
  ['reset', ''],
  ['truncated', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'],
  ['invalid-http', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ['timeout', null],
] as const) {
  test(`no response of the kind ${kind} is told without the call log`, async ({ serve }) => {
    const server = await serve((socket) => {
      if (response !== null) socket.end(response);
    });
    const credentials = new Credentials({ ...nobody, apiToken: 't0ken' });
    const limit = response === null ? { timeoutMs: 300 } : {};
    const { noResponse } = await viaPlaywright(server.url, put(), { credentials, ...limit });
    expect(noResponse?.kind).toBe(kind);
    expect(noResponse?.message).not.toMatch(/t0ken|\n/);
  });
}

test('refused, DNS and TLS are told apart', async () => {
  const plain = createServer().listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const address = plain.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const kinds = [];
  for (const host of ['http://127.0.0.1:1', 'http://name.invalid', `https://127.0.0.1:${port}`]) {
    kinds.push((await viaPlaywright(host, put())).noResponse?.kind);
  }
  plain.close();
  expect(kinds).toEqual(['refused', 'dns', 'tls']);
});

test('what Playwright cannot send is known, and refused', async () => {
  const json = ['Content-Type', 'application/json'] as const;
  const sendable = [put(), put({ body: null, headers: [] }), put({ query: 'a=b' })];
  const others = [
    put({ headers: [] }),
    put({ headers: [json, ['X', '1'], ['x', '2']] }),
    put({ headers: [json, ['Accept', '']] }),
    put({ path: '/a/../b' }),
    put({ query: '"' }),
    put({ method: 'put' }),
  ];
  expect(sendable.map(canSendWithPlaywright)).toEqual([true, true, true]);
  expect(others.map(canSendWithPlaywright)).toEqual(others.map(() => false));
  await expect(viaPlaywright('http://127.0.0.1:1', put({ headers: [] }))).rejects.toThrow(
    UnsendableCase,
  );
});

test('what the transport could not read whole is kept from Playwright', async ({ serve }) => {
  const server = await serve((socket, request) => {
    socket.write(request === 1 ? jsonResponse(200) : jsonResponse(200, 'x'.repeat(40_000_000)));
  });
  expect(isHarmless(await sendOnce(server.url))).toBe(true);
  expect(isHarmless(await sendOnce(server.url))).toBe(false);
});

for (const [name, response] of [
  ['a huge body', jsonResponse(200, 'x'.repeat(40_000_000))],
  ['a body that its coding makes huge', bomb()],
  ['header fields of more than 16 KiB', jsonResponse(200, '{}', `X: ${'x'.repeat(20_000)}`)],
] as const) {
  test(`${name} to Playwright alone is no response, and is not held`, async ({ serve }) => {
    const server = await serve((socket) => socket.write(response));
    const { noResponse } = await viaPlaywright(server.url);
    expect(noResponse).toEqual({ kind: 'too-large', message: expect.any(String) });
  });
}

test('a cookie that Playwright gets with a huge body does not keep it waiting', async ({
  serve,
}) => {
  const huge = jsonResponse(200, 'x'.repeat(40_000_000), 'Set-Cookie: a=b');
  const server = await serve((socket) => socket.write(huge));
  const { noResponse } = await viaPlaywright(server.url);
  expect(noResponse?.kind).toBe('too-large');
});

function bomb(): Buffer {
  const body = gzipSync(Buffer.alloc(40_000_000));
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
