import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { expect, test } from '@playwright/test';
import { buildConnector } from 'undici';
import { diagnose } from '../../fixtures/session/diagnosis.ts';
import { plainConnection, type ConnectionSettings } from '../../fixtures/http/connections.ts';
import { tunnelThrough } from '../../fixtures/http/proxy-tunnel.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { put, sendOnce, withTransport } from './transport/asking.ts';
import { hasOpenssl, makeCertificates } from './transport/certificates.ts';
import { listen } from './transport/listen.ts';
import { startProxy, type ProxyManners, type RunningProxy } from './transport/proxy.ts';

const target = createServer((request, response) => {
  response.end(JSON.stringify([request.url, ...request.rawHeaders]));
});
let targetPort = 0;

test.beforeAll(async () => {
  targetPort = await listen(target);
});

test.afterAll(() => {
  target.close();
});

const repeated = put({
  headers: [
    ['X', '1'],
    ['y', '2'],
    ['X', '3'],
  ],
});

/** Lends a proxy to some work. */
async function withProxy<T>(
  manners: Partial<ProxyManners>,
  work: (proxy: RunningProxy) => Promise<T>,
): Promise<T> {
  const proxy = await startProxy({ targetPort, ...manners });
  try {
    return await work(proxy);
  } finally {
    proxy.close();
  }
}

function through(httpProxy: string, more: Partial<ConnectionSettings> = {}) {
  const proxy = new URL(httpProxy);
  return {
    connection: { ...plainConnection, httpProxy: proxy, httpsProxy: proxy, ...more },
    timeoutMs: 20_000,
  };
}

function bodyOf({ response }: Exchange): string {
  return new TextDecoder().decode(response?.body);
}

test('a proxy that opens tunnels sees no request, and the request stays exact', async () => {
  await withProxy({ wants: 'me:p@w' }, async ({ host, seen }) => {
    const exchange = await sendOnce(
      'http://t.example',
      repeated,
      through(`http://me:p%40w@${host}`),
    );
    expect(bodyOf(exchange)).toContain('"X","1","y","2","X","3"');
    expect(bodyOf(exchange)).not.toMatch(/proxy/i);
    expect(exchange.forwardedBy).toBeUndefined();
    expect(seen).toEqual(['CONNECT t.example:80']);
  });
});

for (const refuses of [400, 403, 405, 501]) {
  test(`a proxy that answers ${refuses} to CONNECT except for 443 forwards, and is asked for a tunnel once`, async () => {
    await withProxy({ refuses, wants: 'me:p@w' }, async ({ host, seen }) => {
      const given = { ...repeated, query: 'a=%2F' };
      const exchanges = await withTransport(
        'http://t.example:81',
        async ({ send }) => [await send(given), await send(given)],
        through(`http://me:p%40w@${host}`),
      );
      for (const exchange of exchanges) {
        expect(bodyOf(exchange)).toMatch(/"host","t\.example:81".*"X","1","y","2","X","3"/);
        expect(bodyOf(exchange)).not.toMatch(/proxy/i);
        expect(exchange.forwardedBy).toBe(host);
        expect(exchange.url).toBe('http://t.example:81/x?a=%2F');
      }
      const forwarded = 'PUT http://t.example:81/x?a=%2F';
      expect(seen).toEqual(['CONNECT t.example:81', forwarded, forwarded]);
    });
  });
}

test('requests that meet the refusal together are all forwarded, each once', async () => {
  await withProxy({ refuses: 403 }, async ({ host, seen }) => {
    const exchanges = await withTransport(
      'http://t.example',
      ({ send }) => Promise.all([1, 2, 3, 4].map(() => send(put()))),
      through(`http://${host}`),
    );
    expect(exchanges.map(({ forwardedBy }) => forwardedBy)).toEqual([host, host, host, host]);
    expect(seen.filter((line) => line.startsWith('PUT'))).toHaveLength(4);
  });
});

test('an https target is never asked in absolute form', async () => {
  await withProxy({ refuses: 403 }, async ({ host, seen }) => {
    const { noResponse, forwardedBy } = await sendOnce(
      'https://t.example:8443',
      put(),
      through(`http://${host}`),
    );
    const message = `proxy ${host}: answered 403 to CONNECT t.example:8443`;
    expect(noResponse).toEqual({ kind: 'proxy', message });
    expect(forwardedBy).toBeUndefined();
    expect(seen).toEqual(['CONNECT t.example:8443']);
  });
});

test('a proxy that refuses both answers for itself', async () => {
  await withProxy({ refuses: 403, forbids: 403 }, async ({ host }) => {
    const exchange = await sendOnce('http://t.example', put(), through(`http://${host}`));
    expect(exchange.response?.status).toBe(403);
    const facts = { credentials: [], requiredMembers: [], redact: (text: string) => text };
    expect(diagnose(exchange, facts)?.message).toContain(`reached through the proxy ${host}`);
  });
});

for (const [what, manners, said] of [
  ['wants credentials', { wants: 'me:secret' }, 'answered 407 to CONNECT t.example:80'],
  ['wants credentials to forward', { refuses: 405, forbids: 407 }, 'answered 407'],
  ['cannot reach the target', { refuses: 502 }, 'answered 502 to CONNECT t.example:80'],
  ['closes at CONNECT', { refuses: null }, 'other side closed'],
] as const) {
  test(`a proxy that ${what} is an error of the proxy`, async () => {
    await withProxy(manners, async ({ host, seen }) => {
      const { noResponse } = await sendOnce('http://t.example', put(), through(`http://${host}`));
      expect(noResponse).toEqual({ kind: 'proxy', message: `proxy ${host}: ${said}` });
      expect(seen.filter((line) => line.startsWith('CONNECT'))).toHaveLength(1);
    });
  });
}

test('a proxy that is not there is an error of the proxy', async () => {
  const { noResponse } = await sendOnce('http://t.example', put(), through('http://127.0.0.1:1'));
  const message = 'proxy 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1';
  expect(noResponse).toEqual({ kind: 'proxy', message });
});

test('a proxy that never answers is given up', async () => {
  const silent = createServer().on('connect', () => undefined);
  const proxy = new URL(`http://127.0.0.1:${await listen(silent)}`);
  const connector = tunnelThrough(proxy, buildConnector({}), () => undefined, 100);
  const error = await new Promise((resolve) => {
    connector({ hostname: 't.example', protocol: 'http:', port: '80' }, (...[reason]) => {
      resolve(reason);
    });
  });
  expect(String(error)).toBe(`ProxyError: proxy ${proxy.host}: no response in time`);
  silent.closeAllConnections();
  silent.close();
});

test.describe('over TLS', () => {
  // eslint-disable-next-line playwright/no-skipped-test -- certificates need openssl
  test.skip(!hasOpenssl(), 'openssl is not installed');

  test('a proxy is trusted by its own name and the authority of CA_FILE, in both ways to an http target', async () => {
    const files = makeCertificates();
    const tls = { key: readFileSync(files.serverKey), cert: readFileSync(files.serverCert) };
    for (const [refuses, forwards] of [
      [undefined, false],
      [403, true],
    ] as const) {
      await withProxy({ tls, ...(refuses !== undefined && { refuses }) }, async ({ host }) => {
        const asked = (more: Partial<ConnectionSettings>) =>
          sendOnce('http://t.example', repeated, through(`https://${host}`, more));
        expect((await asked({})).noResponse?.kind).toBe('proxy');
        const exchange = await asked({ caFile: files.ca });
        expect(bodyOf(exchange)).toContain('"X","1","y","2","X","3"');
        expect(exchange.forwardedBy).toBe(forwards ? host : undefined);
      });
    }
  });

  test('client certificate and private authority reach a target through a tunnel, and not the proxy', async () => {
    const { ca, serverKey, serverCert, clientCert, clientKey } = makeCertificates();
    const tls = { key: readFileSync(serverKey), cert: readFileSync(serverCert) };
    const secure = createSecureServer(
      { ...tls, ca: readFileSync(ca), requestCert: true, rejectUnauthorized: false },
      ({ socket }, response) => {
        const authorized = socket instanceof TLSSocket && socket.authorized;
        response.writeHead(authorized ? 200 : 401).end();
      },
    );
    const port = await listen(secure);
    for (const [scheme, manners] of [
      ['http', {}],
      ['https', { tls }],
    ] as const) {
      await withProxy({ ...manners, targetPort: port }, async ({ host }) => {
        const more = { caFile: ca, clientCert, clientKey };
        const way = through(`${scheme}://${host}`, more);
        const { response, noResponse } = await sendOnce('https://t.example', put(), way);
        expect(response?.status, noResponse?.message).toBe(200);
      });
    }
    secure.close();
  });
});
