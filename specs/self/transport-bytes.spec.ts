import { expect } from '@playwright/test';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { UnsendableCase } from '../../fixtures/http/no-response.ts';
import { put, sendOnce, withTransport } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { test } from './transport/target.ts';

const defaults = 'Accept: application/json\r\nAccept-Encoding: gzip, deflate, br\r\n';

test('a request goes out byte for byte', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const given = put({
    path: '/a/../b//%2e/%ZZ',
    query: 'x=%ZZ&x=[]{}&',
    headers: [
      ['X-One', '1'],
      ['x-one', '2 \xe9'],
    ],
    body: Uint8Array.of(0, 255, 13, 10),
  });
  const exchange = await sendOnce(`${server.url}/api/v1`, given);
  const host = new URL(server.url).host;
  expect(server.received).toEqual([
    `PUT /api/v1/a/../b//%2e/%ZZ?x=%ZZ&x=[]{}& HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n` +
      `X-One: 1\r\nx-one: 2 \xe9\r\n${defaults}content-length: 4\r\n\r\n\0\xff\r\n`,
  ]);
  expect(exchange.url).toBe(`${server.url}/api/v1/a/../b//%2e/%ZZ?x=%ZZ&x=[]{}&`);
  expect(exchange.case.headers).toHaveLength(4);
});

test('a body goes out in chunks where the case says so', async () => {
  const got: unknown[] = [];
  const server = await startServer({
    intercept: ({ headers, body }) => {
      got.push(headers['transfer-encoding'], headers['content-length'], body.toString());
      return undefined;
    },
  });
  const headers = [['Transfer-Encoding', 'chunked'] as const];
  const given = put({ headers, body: Buffer.from('{"a":1}') });
  const { case: sent } = await sendOnce(server.url, given).finally(() => server.close());
  expect(got).toEqual(['chunked', undefined, '{"a":1}']);
  expect(sent.headers).toContainEqual(['Transfer-Encoding', 'chunked']);
});

test('a body goes out in two pieces, with its length, where the case says so', async () => {
  const pieces: number[] = [];
  const server = await startServer({
    intercept: ({ firstPiece, bodyLength }) => {
      pieces.push(firstPiece, bodyLength);
      return undefined;
    },
  });
  await sendOnce(server.url, { ...put({ body: Buffer.from('{"a":1}') }), inPieces: true }).finally(
    () => server.close(),
  );
  expect(pieces).toEqual([4, 7]);
});

test('no content, a bare question mark, and fields left out by an empty value', async ({
  serve,
}) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const headers = ['Accept', 'Accept-Encoding', 'Authorization'].map((name) => [name, ''] as const);
  await sendOnce(server.url, put({ query: '', headers, body: null }));
  expect(server.received[0]).toMatch(
    /^PUT \/x\? HTTP\/1\.1\r\nhost: .*\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n$/,
  );
});

test('a response keeps its header fields in order, repeated, in their case, and undecoded', async ({
  serve,
}) => {
  const server = await serve((socket) =>
    socket.write(Buffer.from(jsonResponse(418, '{}', 'X-A: 1', 'x-a: \xe9', 'X-B:'), 'latin1')),
  );
  const { response } = await sendOnce(server.url);
  expect(response?.status).toBe(418);
  expect(response?.headers.slice(2)).toEqual([
    ['X-A', '1'],
    ['x-a', '\xe9'],
    ['X-B', ''],
  ]);
});

test('a 304 that states the length of another response is whole', async ({ serve }) => {
  const head = 'HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n';
  const server = await serve((socket) => socket.write(head));
  const { response, noResponse } = await sendOnce(server.url);
  expect([response?.status, response?.body.length, noResponse]).toEqual([304, 0, undefined]);
});

test('redirects are not followed and cookies not kept', async ({ serve }) => {
  const server = await serve((socket) =>
    socket.write(jsonResponse(307, '{}', 'Location: /elsewhere', 'Set-Cookie: a=b')),
  );
  await withTransport(server.url, async (transport) => {
    expect((await transport.send(put())).response?.status).toBe(307);
    await transport.send(put());
  });
  expect(server.requests).toBe(2);
  expect(server.received.join('')).not.toMatch(/elsewhere|cookie/i);
});

test('interim responses are passed over', async ({ serve }) => {
  const server = await serve((socket) =>
    socket.write(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${jsonResponse(200)}`),
  );
  const { response } = await sendOnce(server.url);
  expect(response?.status).toBe(200);
  expect(response?.headers).toHaveLength(2);
});

for (const [coding, coded] of [
  ['gzip', gzipSync('{"a":1}')],
  ['deflate', deflateSync('{"a":1}')],
  ['br', brotliCompressSync('{"a":1}')],
  ['gzip, br', brotliCompressSync(gzipSync('{"a":1}'))],
  ['identity', Buffer.from('{"a":1}')],
] as const) {
  test(`the content coding ${coding} is removed`, async ({ serve }) => {
    const server = await serve((socket) => {
      socket.write(
        `HTTP/1.1 200 X\r\nContent-Encoding: ${coding}\r\nContent-Length: ${coded.length}\r\n\r\n`,
      );
      socket.write(coded);
    });
    const { response } = await sendOnce(server.url);
    expect(response).toMatchObject({ body: new Uint8Array(Buffer.from('{"a":1}')), bodyLength: 7 });
    expect(response?.codingError).toBeUndefined();
  });
}

for (const [coding, message] of [
  ['gzip', 'incorrect header check'],
  ['zstd', 'unknown content coding zstd'],
] as const) {
  test(`a body that is no ${coding} is given as it came, with the reason`, async ({ serve }) => {
    const server = await serve((socket) =>
      socket.write(jsonResponse(200, '{"a":1}', `Content-Encoding: ${coding}`)),
    );
    const { response } = await sendOnce(server.url);
    expect(response).toMatchObject({ bodyLength: 7, codingError: message });
  });
}

test('a case that is no HTTP is an error of the suite', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  for (const headers of [[['X', 'a\nb']], [['X Y', '1']], [['Content-Length', '7']]] as const) {
    await expect(sendOnce(server.url, put({ headers }))).rejects.toThrow(UnsendableCase);
  }
  expect(server.received.join('')).toBe('');
});
