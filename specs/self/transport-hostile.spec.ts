import { expect } from '@playwright/test';
import type { Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import { awakeTimeout } from '../../fixtures/http/awake-timeout.ts';
import { Pace } from '../../fixtures/http/pace.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { put, sendOnce, withTransport } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { test } from './transport/target.ts';

const megabyte = 1024 * 1024;
const zeros = Buffer.alloc(megabyte);

/** Writes chunks for as long as the other side reads. */
function flood(socket: Socket, chunk: Buffer): void {
  while (!socket.destroyed && socket.write(chunk));
  socket.once('drain', () => {
    flood(socket, chunk);
  });
}

/** Kind of error, and whether the memory stayed below a bound that no hoarding would keep. */
async function errorWithin(megabytes: number, work: () => Promise<Exchange>): Promise<string> {
  const before = process.memoryUsage().rss;
  const exchange = await work();
  const grown = (process.memoryUsage().rss - before) / megabyte;
  expect(grown, 'megabytes of memory').toBeLessThan(megabytes);
  return exchange.noResponse?.kind ?? `status ${exchange.response?.status ?? 0}`;
}

test('an endless body is cut off', async ({ serve }) => {
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    flood(socket, zeros);
  });
  const work = () => sendOnce(server.url);
  expect(await errorWithin(100, work)).toBe('too-large');
});

test('a body of 100 MB is cut off', async ({ serve }) => {
  const server = await serve((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${100 * megabyte}\r\n\r\n`);
    flood(socket, zeros);
  });
  const work = () => sendOnce(server.url);
  expect(await errorWithin(100, work)).toBe('too-large');
});

test('a body above what is kept is counted to its end', async ({ serve }) => {
  const body = `"${'x'.repeat(3 * megabyte)}"`;
  const server = await serve((socket) => socket.write(jsonResponse(200, body)));
  const { response } = await sendOnce(server.url);
  expect(response?.bodyLength).toBe(body.length);
  expect(response?.body).toHaveLength(2 * megabyte);
});

test('a gzip bomb is not unpacked', async ({ serve }) => {
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n');
    const gzip = createGzip({ level: 9 });
    gzip.pipe(socket);
    for (let n = 0; n < 100; n += 1) gzip.write(zeros);
    gzip.end();
  });
  const work = () => sendOnce(server.url);
  expect(await errorWithin(250, work)).toBe('too-large');
});

for (const [name, length] of [
  ['10,000 header fields', 1],
  ['header fields of many bytes', 1_000],
] as const) {
  test(`${name} are too large`, async ({ serve }) => {
    const fields = Array.from({ length: 10_000 }, (_, n) => `X-${n}: ${'x'.repeat(length)}`);
    const server = await serve((socket) => socket.write(jsonResponse(200, '{}', ...fields)));
    expect((await sendOnce(server.url)).noResponse?.kind).toBe('too-large');
  });
}

test('many header fields within the bytes allowed are too many', async ({ serve }) => {
  const fields = Array.from({ length: 2_500 }, (_, n) => `X-${n}: 1`);
  const server = await serve((socket) => socket.write(jsonResponse(200, '{}', ...fields)));
  expect((await sendOnce(server.url)).noResponse).toMatchObject({
    kind: 'too-large',
    message: 'more than 2000 header fields',
  });
});

test('one byte a second runs into the time limit of the whole request', async ({ serve }) => {
  const timers: NodeJS.Timeout[] = [];
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
    timers.push(setInterval(() => socket.write('x'), 50));
  });
  const exchange = await sendOnce(server.url, put(), { timeoutMs: 400 });
  timers.forEach(clearInterval);
  expect(exchange.noResponse?.kind).toBe('timeout');
  expect(exchange.durationMs).toBeGreaterThanOrEqual(395);
});

test('what came in while this process stood still is a response, however late it is read', async ({
  serve,
}) => {
  const server = await serve((socket) => {
    socket.write(jsonResponse(200));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  });
  const exchange = await sendOnce(server.url, put(), { timeoutMs: 100 });
  expect(exchange).toMatchObject({ response: { status: 200 } });
});

test('no response at all runs into the time limit', async ({ serve }) => {
  const server = await serve(() => undefined);
  const { noResponse } = await sendOnce(server.url, put(), { timeoutMs: 200 });
  expect(noResponse).toEqual({ kind: 'timeout', message: 'no whole response in 200 ms' });
});

for (const [name, kind, response] of [
  ['something that is no HTTP', 'invalid-http', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ['a header field with a NUL', 'invalid-http', 'HTTP/1.1 200 OK\r\nX: \0\r\n\r\n'],
  [
    'a chunk size that is no number',
    'invalid-http',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ],
] as const) {
  test(`${name} is invalid HTTP`, async ({ serve }) => {
    const server = await serve((socket) => socket.end(response));
    expect((await sendOnce(server.url)).noResponse?.kind).toBe(kind);
  });
}

for (const [name, kind, response] of [
  ['nothing', 'reset', ''],
  ['half a header', 'reset', 'HTTP/1.1 200 OK\r\nContent-'],
  ['less than Content-Length', 'truncated', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'],
  [
    'a chunked body without its end',
    'truncated',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n',
  ],
] as const) {
  test(`closing after ${name} is ${kind}`, async ({ serve }) => {
    const server = await serve((socket) => socket.end(response));
    expect((await sendOnce(server.url)).noResponse?.kind).toBe(kind);
  });
}

test('a reset in the middle of the body is truncated, and says how far it came', async ({
  serve,
}) => {
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', () => {
      awakeTimeout(50, () => socket.resetAndDestroy());
    });
  });
  expect((await sendOnce(server.url)).noResponse).toEqual({
    kind: 'truncated',
    message: 'closed after status 200 and 2 bytes of body',
  });
});

test('a kept connection that the target closes costs no case its response', async ({ serve }) => {
  const server = await serve((socket, request) => {
    socket.write(jsonResponse(200), () => {
      if (request < 4) socket.end();
    });
  });
  await withTransport(server.url, async (transport) => {
    const exchanges = [];
    for (let n = 0; n < 8; n += 1) exchanges.push(await transport.send(put()));
    expect(exchanges.map(({ response }) => response?.status)).toEqual(Array(8).fill(200));
  });
});

test('a target that closes one request in ten is found out, kept connections or not', async ({
  serve,
}) => {
  const server = await serve((socket, request) => {
    if (request % 10 === 0) socket.destroy();
    else socket.write(jsonResponse(200));
  });
  await withTransport(server.url, async (transport) => {
    const kinds = [];
    for (let n = 0; n < 40; n += 1) kinds.push((await transport.send(put())).noResponse?.kind);
    expect(kinds.filter((kind) => kind === 'reset')).toHaveLength(3);
    expect(server.requests).toBe(41);
  });
});

test('an abort ends a request at once, also one that waits for its turn', async ({ serve }) => {
  const controller = new AbortController();
  const server = await serve(() => {
    controller.abort();
  });
  const pace = new Pace({ maxRps: Infinity, concurrency: 1 });
  await withTransport(
    server.url,
    async (transport) => {
      const sent = [1, 2].map(() => transport.send(put(), { signal: controller.signal }));
      const exchanges = await Promise.all(sent);
      expect(exchanges.map(({ noResponse }) => noResponse?.kind)).toEqual(['aborted', 'aborted']);
      expect(server.requests).toBe(1);
    },
    { pace },
  );
});
