import { expect, test } from '@playwright/test';
import { requestUrl } from '../../fixtures/target/request-url.ts';
import { diagnose } from '../../fixtures/target/trouble.ts';
import type { Exchange, HeaderPair, NoAnswerKind } from '../../schema/exchange.ts';
import { put } from './transport/asking.ts';

const path = '/users/preferences/update';

for (const [base, serverUrl, prefix] of [
  ['https://h.example', '/api/v1', 'https://h.example/api/v1'],
  ['https://h.example/', '/api/v1/', 'https://h.example/api/v1'],
  ['https://h.example/', 'api/v1', 'https://h.example/api/v1'],
  ['https://h.example:8443', 'https://other.example/api/v2', 'https://h.example:8443/api/v2'],
  ['https://h.example/api/v3', '/api/v1', 'https://h.example/api/v3'],
  ['https://h.example/api/v3//', '/api/v1', 'https://h.example/api/v3'],
  ['http://h.example', '/', 'http://h.example'],
  ['http://h.example/', '', 'http://h.example'],
  ['http://[::1]:80/a%2Fb', '', 'http://[::1]/a%2Fb'],
] as const) {
  test(`${base} and the server "${serverUrl}" make ${prefix}`, () => {
    expect(requestUrl(base, serverUrl, path, null)).toBe(prefix + path);
  });
}

test('a query stays as it is, byte for byte', () => {
  for (const query of ['', 'space=%ZZ', 'a=b&a=c', '?', 'x=[]{}|"', 'a#b']) {
    expect(requestUrl('http://h.example', '', path, query)).toBe(
      `http://h.example${path}?${query}`,
    );
  }
});

const facts = {
  hasCredentials: false,
  requiredMembers: ['object'],
  redact: (text: string) => text.replaceAll('s3cret', '[redacted]'),
};

function answered(status: number, body = '{}', headers: readonly HeaderPair[] = []): Exchange {
  const bytes = Buffer.from(body);
  return { ...asked, answer: { status, headers, body: bytes, bodyLength: bytes.length } };
}

const asked: Exchange = {
  case: put(),
  class: 'valid',
  url: `https://h.example${path}`,
  startedAt: 0,
  durationMs: 1,
};

test('a 200 with the required members is no trouble', () => {
  expect(diagnose(answered(200, '{"object":{}}'), facts)).toBeNull();
});

for (const [kind, hint, exchange] of [
  ['unauthorized', 'Set API_TOKEN', answered(401)],
  ['forbidden', 'credentials of a user who may', answered(403)],
  ['not-found', 'full prefix', answered(404)],
  ['method-not-allowed', 'prefix', answered(405)],
  ['proxy', 'HTTPS_PROXY', answered(407)],
  ['rate-limited', 'MAX_RPS', answered(429)],
  ['server-error', 'log of the target', answered(500)],
  ['control-refused', 'the contract allows', answered(422)],
  ['undeclared-success', '200 of the contract', answered(204, '')],
  [
    'redirected',
    'redirects to /login?t=[redacted].',
    answered(302, '', [['location', '/login?t=s3cret']]),
  ],
  ['not-json', 'no JSON', answered(200, '<html>')],
  ['not-json', 'that is no JSON', answered(200, '')],
  ['no-object', '`object`', answered(200, '{}')],
  ['no-object', 'without `object`', answered(200, '[1]')],
  ['no-object', 'body of an error', answered(200, '{"status":"x","title":"y"}')],
] as const) {
  test(`${exchange.answer?.status ?? ''} ${kind} is told with "${hint}"`, () => {
    const diagnosis = diagnose(exchange, facts);
    expect(diagnosis?.kind).toBe(kind);
    expect(diagnosis?.message).toContain(hint);
  });
}

test('a 401 to credentials is not one without', () => {
  const { message } = diagnose(answered(401), { ...facts, hasCredentials: true }) ?? {};
  expect(message).toContain('not accept the credentials');
});

for (const [kind, hint] of [
  ['dns', 'BASE_URL'],
  ['refused', 'Start the target'],
  ['tls', 'CA_FILE'],
  ['proxy', 'NO_PROXY'],
  ['timeout', 'TIMEOUT_MS'],
  ['reset', 'without an answer'],
  ['truncated', 'breaks off'],
  ['invalid-http', 'no HTTP'],
  ['too-large', 'more than'],
] as const satisfies readonly (readonly [NoAnswerKind, string])[]) {
  test(`no answer because of ${kind} is told with "${hint}"`, () => {
    const message = 'it said s3cret';
    const diagnosis = diagnose({ ...asked, noAnswer: { kind, message } }, facts);
    expect(diagnosis?.kind).toBe(kind);
    expect(diagnosis?.message).toContain(hint);
    expect(diagnosis?.message).toContain('it said [redacted]');
  });
}
