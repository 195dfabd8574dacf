import { expect } from '@playwright/test';
import { readSettings } from '../../fixtures/settings/settings.ts';
import { openAsking, type Asking } from '../../fixtures/http/asking.ts';
import { put } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { test } from './transport/target.ts';

function open(env: Record<string, string>): Asking {
  const { settings, problems } = readSettings(env);
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  const baseUrl = settings.baseUrl?.href ?? '';
  return openAsking(settings, { baseUrl, serverUrl: '/api/v1', classify: () => 'valid' });
}

test('settings open the asking end: prefix, credentials, pace', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const { transport } = open({ BASE_URL: server.url, API_TOKEN: 't0ken', MAX_RPS: '20' });
  const before = Date.now();
  const exchanges = await Promise.all([1, 2, 3].map(() => transport.send(put())));
  await transport.close();
  expect(server.received[0]).toMatch(/^PUT \/api\/v1\/x HTTP.*Bearer t0ken/s);
  const last = Math.max(...exchanges.map(({ startedAt }) => startedAt));
  expect(last - before).toBeGreaterThanOrEqual(95);
});

test('settings open the asking end: time limit', async ({ serve }) => {
  const server = await serve(() => undefined);
  const { transport } = open({ BASE_URL: server.url, TIMEOUT_MS: '100' });
  const { noResponse } = await transport.send(put());
  await transport.close();
  expect(noResponse).toEqual({ kind: 'timeout', message: 'no whole response in 100 ms' });
});

test('BASE_PATH stands in for the server of the contract', async ({ serve }) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const { transport } = open({ BASE_URL: server.url, BASE_PATH: '/' });
  expect((await transport.send(put())).url).toBe(`${server.url}/x`);
  await transport.close();
});

test('a token that a command prints is taken out of what the target echoes', async ({ serve }) => {
  const server = await serve((socket, _request, text) => {
    socket.write(jsonResponse(200, JSON.stringify({ echo: text, basic: btoa(`x:${text}`) })));
  });
  const { transport, redactor } = open({
    BASE_URL: server.url,
    API_TOKEN_COMMAND: 'echo "t0ken/123"',
  });
  const { response } = await transport.send(put());
  await transport.close();
  const body = new TextDecoder().decode(response?.body);
  expect(body).toContain('t0ken/123');
  const printed = redactor.text(body);
  expect(printed).toContain('Bearer $API_TOKEN');
  expect(printed).not.toMatch(/t0ken|dDBrZW4/);
  expect(printed).toContain('"basic":"$API_TOKEN"');
});
