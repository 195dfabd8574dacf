import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import { plainConnection, type ConnectionSettings } from '../../fixtures/transport/connections.ts';
import { proxyFor } from '../../fixtures/transport/proxy-choice.ts';
import { tunnelThrough } from '../../fixtures/transport/proxy-tunnel.ts';
import { hasOpenssl, makeCertificates } from './transport/certificates.ts';
import { put, sendOnce } from './transport/asking.ts';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a port where nothing listens is refused, a name that does not exist is DNS', async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  expect((await sendOnce(`http://127.0.0.1:${port}`)).noAnswer?.kind).toBe('refused');
  const nowhere = await sendOnce('http://name.invalid', put(), { timeoutMs: 10_000 });
  expect(nowhere.noAnswer?.kind).toBe('dns');
});

test('the message of a failure is scrubbed', async () => {
  const { noAnswer } = await sendOnce('http://127.0.0.1:1', put(), {
    scrub: (text) => text.replaceAll('127.0.0.1', '[host]'),
  });
  expect(noAnswer?.message).toBe('connect ECONNREFUSED [host]:1');
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

    expect((await asked({})).noAnswer?.kind).toBe('tls');
    expect((await asked({ caFile: files.ca })).answer?.status).toBe(401);
    const { clientCert, clientKey } = files;
    expect((await asked({ caFile: files.ca, clientCert, clientKey })).answer?.status).toBe(200);
    expect((await sendOnce(url.replace('https', 'http'))).noAnswer?.kind).toBe('reset');
    server.close();
  });

  test('a server without TLS under https is TLS trouble', async () => {
    const server = createServer();
    const port = await listen(server);
    expect((await sendOnce(`https://127.0.0.1:${port}`)).noAnswer?.kind).toBe('tls');
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

test.describe('through a proxy', () => {
  const seen: string[] = [];
  const target = createServer((request, response) => {
    response.end(JSON.stringify(request.rawHeaders));
  });
  const proxy = createServer().on('connect', (request, socket) => {
    seen.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
    if (request.headers['proxy-authorization'] === undefined) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const onward = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
  });
  let targetPort = 0;
  let proxyHost = '';

  test.beforeAll(async () => {
    targetPort = await listen(target);
    proxyHost = `127.0.0.1:${await listen(proxy)}`;
  });

  test.afterAll(() => {
    target.close();
    proxy.close();
  });

  const through = (httpProxy: string) => ({
    connection: { ...plainConnection, httpProxy: new URL(httpProxy) },
  });

  test('requests stay exact, and the proxy gets its own credentials', async () => {
    const repeated = put({
      headers: [
        ['X', '1'],
        ['x', '2'],
      ],
    });
    const { answer } = await sendOnce(
      'http://t.example',
      repeated,
      through(`http://me:p%40w@${proxyHost}`),
    );
    const fields = new TextDecoder().decode(answer?.body);
    expect(fields).toContain('"X","1","x","2"');
    expect(fields).not.toMatch(/proxy/i);
    expect(seen.at(-1)).toBe(`t.example:80 Basic ${Buffer.from('me:p@w').toString('base64')}`);
  });

  test('a proxy that refuses or is not there is proxy trouble', async () => {
    const refused = await sendOnce('http://t.example', put(), through(`http://${proxyHost}`));
    expect(refused.noAnswer).toEqual({
      kind: 'proxy',
      message: `proxy ${proxyHost}: answered 407 to CONNECT t.example:80`,
    });
    const gone = await sendOnce('http://t.example', put(), through('http://127.0.0.1:1'));
    expect(gone.noAnswer?.kind).toBe('proxy');
  });

  test('a proxy that never answers is given up', async () => {
    const silent = createServer().on('connect', () => undefined);
    const port = await listen(silent);
    const connector = tunnelThrough(new URL(`http://127.0.0.1:${port}`), () => undefined, 100);
    const error = await new Promise((resolve) => {
      connector({ hostname: 't.example', protocol: 'http:', port: '80' }, (...[reason]) => {
        resolve(reason);
      });
    });
    expect(String(error)).toContain('no answer within 100 ms');
    silent.close();
  });
});
