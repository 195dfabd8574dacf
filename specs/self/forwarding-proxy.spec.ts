import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { startProxy, type ProxyManners } from './transport/proxy.ts';

const OF_LAST_HOP = [
  '204-has-no-content',
  'answer-is-whole',
  'content-coding-decodes',
  'content-coding-was-accepted',
];

/** Codes every response, asked or not, and breaks off the rarer ones. */
const rewrites: NonNullable<ProxyManners['passesBack']> = (body, received, response) => {
  const { statusCode = 502, headers } = received;
  const framing = /^(content-length|transfer-encoding)$/;
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !framing.test(name)));
  if (![200, 400].includes(statusCode)) {
    response
      .writeHead(statusCode, { ...kept, 'content-length': body.length })
      .write(body.subarray(1));
    response.destroy();
    return;
  }
  response.writeHead(statusCode, { ...kept, 'content-encoding': 'gzip' });
  response.end(gzipSync(body));
};

/** Has a page of its own for the rarer responses. */
const replaces: typeof rewrites = (body, { statusCode = 502, headers }, response) => {
  if ([200, 400].includes(statusCode)) response.writeHead(statusCode, headers).end(body);
  else response.writeHead(504, { 'content-type': 'text/html' }).end('<h1>Gateway Timeout</h1>');
};

async function judgeForwarded(
  deviation: Deviation,
  passesBack: typeof rewrites,
  variables: Readonly<Record<string, string>> = {},
): Promise<ConformanceReport> {
  const server = await startServer(deviation);
  const proxy = await startProxy({ targetPort: server.port, refuses: 403, passesBack });
  try {
    const url = new URL(server.url);
    const HTTP_PROXY = `http://${proxy.host}`;
    const settings = { HTTP_PROXY, PROFILE: 'smoke', ...variables };
    return await judgeTarget(`http://t.example${url.pathname}`, settings);
  } finally {
    proxy.close();
    await server.close();
  }
}

test('what a forwarding proxy does to responses is held against nobody, and the report says so', async () => {
  const report = await judgeForwarded({}, rewrites, { STRICT: '1' });
  expect(tripped(report)).toEqual([]);
  expect(report.verdict, report.reason.message).toBe('conformant');
  for (const id of OF_LAST_HOP) {
    const { verdict, note } = report.requirements.find((each) => each.id === id) ?? {};
    expect(verdict, id).toBe('not-applicable');
    expect(note, id).toContain('that no proxy forwards');
  }
  const said = report.observations.filter(({ kind }) => kind === 'forwarded');
  expect(said).toHaveLength(1);
  expect(said[0]?.statement).toMatch(/^The proxy 127\.0\.0\.1:\d+ opens no tunnel/);
});

test('a target behind a forwarding proxy is held to everything else', async () => {
  const wrong = onUser((user) => ({ ...user, roles: 'ROLE_USER' }));
  const report = await judgeForwarded(wrong, rewrites);
  expect(report.verdict).toBe('nonconformant');
  expect(tripped(report)).toContain('200-object-roles');
});

test('the page of a forwarding proxy is no response of the wrong type', async () => {
  const report = await judgeForwarded({}, replaces);
  expect(tripped(report)).toEqual(['no-server-error']);
});
