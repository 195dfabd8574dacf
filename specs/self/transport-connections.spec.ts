import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { expect, test } from '@playwright/test';
import {
  type ConnectionSettings,
  plainConnection,
  proxyFor,
} from '../../fixtures/http/connections.ts';
import { put, sendOnce } from './transport/asking.ts';
import { hasOpenssl, makeCertificates } from './transport/certificates.ts';
import { listen } from './transport/listen.ts';

test('a port where nothing listens is refused, a name that does not exist is DNS', async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  expect((await sendOnce(`http://127.0.0.1:${port}`)).noResponse?.kind).toBe('refused');
  const nowhere = await sendOnce('http://name.invalid', put(), { timeoutMs: 10_000 });
  expect(nowhere.noResponse?.kind).toBe('dns');
});

test('the message of a failure is scrubbed', async () => {
  const { noResponse } = await sendOnce('http://127.0.0.1:1', put(), {
    scrub: (text) => text.replaceAll('127.0.0.1', '[host]'),
  });
  expect(noResponse?.message).toBe('connect ECONNREFUSED [host]:1');
});

test.describe('over TLS', () => {
  // eslint-disable-next-line playwright/no-skipped-test -- certificates need openssl
  test.skip(!hasOpenssl(), 'openssl is not installed');

  test('a private authority and a client certificate are used as asked', async () => {
    const files = makeCertificates();
    const server = createSecureServer(
      {
        key: readFileSync(files.serverKey),
        cert: readFileSync(files.serverCert),
        ca: readFileSync(files.ca),
        requestCert: true,
        rejectUnauthorized: false,
      },
      ({ socket }, response) => {
        const authorized = socket instanceof TLSSocket && socket.authorized;
        response.writeHead(authorized ? 200 : 401).end();
      },
    );
    const url = `https://127.0.0.1:${await listen(server)}`;
    const asked = async (connection: Partial<ConnectionSettings>) =>
      sendOnce(url, put(), { connection: { ...plainConnection, ...connection } });

    expect((await asked({})).noResponse?.kind).toBe('tls');
    expect((await asked({ caFile: files.ca })).response?.status).toBe(401);
    const { clientCert, clientKey } = files;
    expect((await asked({ caFile: files.ca, clientCert, clientKey })).response?.status).toBe(200);
    expect((await sendOnce(url.replace('https', 'http'))).noResponse?.kind).toBe('reset');
    server.close();
  });

  test('a server without TLS under https is an error of TLS', async () => {
    const server = createServer();
    const port = await listen(server);
    expect((await sendOnce(`https://127.0.0.1:${port}`)).noResponse?.kind).toBe('tls');
    server.close();
  });
});

test('a proxy is chosen by scheme, never for this machine, and passed over as NO_PROXY says', () => {
  const [httpProxy, httpsProxy] = [new URL('http://p1:1'), new URL('http://p2:2')];
  const chosen = (target: string, ...noProxy: readonly string[]) =>
    proxyFor(new URL(target), { httpProxy, httpsProxy, noProxy })?.host;
  expect(chosen('http://a.example')).toBe('p1:1');
  expect(chosen('https://a.example', 'b.example', 'example:80', 'a.example:8443')).toBe('p2:2');
  expect(chosen('http://localhost:3000')).toBeUndefined();
  for (const entry of ['*', 'example', '.example', '*.example', 'A.example', 'a.example:443']) {
    expect(chosen('https://a.example', entry), entry).toBeUndefined();
  }
});
