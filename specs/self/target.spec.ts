import { expect, test } from '@playwright/test';
import { requestUrl } from '../../fixtures/http/request-url.ts';
import { diagnose } from '../../fixtures/session/diagnosis.ts';
import type { Exchange, HeaderPair, NoResponseKind } from '../../schema/http/exchange.ts';
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
  credentials: [],
  requiredMembers: ['object'],
  redact: (text: string) => text.replaceAll('s3cret', '[redacted]'),
};

function answered(status: number, body = '{}', headers: readonly HeaderPair[] = []): Exchange {
  const bytes = Buffer.from(body);
  return { ...asked, response: { status, headers, body: bytes, bodyLength: bytes.length } };
}

const asked: Exchange = {
  case: put(),
  class: 'valid',
  url: `https://h.example${path}`,
  startedAt: 0,
  durationMs: 1,
};

test('a 200 with the required members is no error', () => {
  expect(diagnose(answered(200, '{"object":{}}'), facts)).toBeNull();
});

for (const [kind, hint, exchange] of [
  ['unauthorized', 'Set API_TOKEN', answered(401)],
  ['forbidden', 'credentials of a user who may', answered(403)],
  ['not-found', 'full prefix', answered(404)],
  ['method-not-allowed', 'prefix', answered(405)],
  ['proxy', 'HTTPS_PROXY', answered(407)],
  ['rate-limited', 'MAX_RPS', answered(429)],
  ['rate-limited', 'for a while', answered(403, '', [['retry-after', '60']])],
  ['server-error', 'Look into its log', answered(500)],
  ['control-refused', 'the contract allows', answered(422)],
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
  test(`${exchange.response?.status ?? ''} ${kind} is told with "${hint}"`, () => {
    const diagnosis = diagnose(exchange, facts);
    expect(diagnosis?.kind).toBe(kind);
    expect(diagnosis?.message).toContain(hint);
  });
}

test('an address that ends with the path of the operation twice is told as such', () => {
  const url = 'https://h.example/api/users/preferences/update/users/preferences/update';
  const diagnosis = diagnose({ ...answered(404), url }, facts);
  expect(diagnosis?.kind).toBe('not-found');
  expect(diagnosis?.message).toContain('It is added to BASE_URL: leave it out there.');
  const { message } = diagnose({ ...answered(401), url }, facts) ?? {};
  expect(message).toContain('Set API_TOKEN');
});

test('TLS is told with the reason, without the codes of OpenSSL', () => {
  const message =
    '804C661D847F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/ssl3_record.c:350:\n';
  const diagnosis = diagnose({ ...asked, noResponse: { kind: 'tls', message } }, facts);
  expect(diagnosis?.message).toContain('does not speak TLS there (wrong version number). Check');
});

test('a 401 to credentials names the settings that they come from', () => {
  const credentials = ['API_TOKEN_COMMAND', 'API_HEADERS'];
  const { message } = diagnose(answered(401, ''), { ...facts, credentials }) ?? {};
  expect(message).toMatch(
    /not accept the credentials\. Check that those from API_TOKEN_COMMAND and API_HEADERS are complete/,
  );
});

test('a refusal is told with the start of what it says: redacted, visible, on one line', () => {
  const said = `{"title":\n "s3cret \u001b[2J",${' '.repeat(9)}"x": "${'é'.repeat(300)}"}`;
  const { message = '' } = diagnose(answered(422, said), facts) ?? {};
  const [, quote = ''] = message.split(' It says: ');
  expect(quote).toMatch(/^\{"title": "\[redacted\] \\u001b\[2J", "x": "é+…$/);
  expect(quote).toHaveLength(201);
});

test('a refusal that says nothing, or redirects, is told without a quotation', () => {
  for (const exchange of [answered(500, ' \n'), answered(302, '<a href="/login">')])
    expect(diagnose(exchange, facts)?.message).not.toContain('It says');
});

for (const [kind, hint] of [
  ['dns', 'BASE_URL'],
  ['refused', 'Start the target'],
  ['tls', 'CA_FILE'],
  ['proxy', 'NO_PROXY'],
  ['timeout', 'TIMEOUT_MS'],
  ['reset', 'without a response'],
  ['truncated', 'breaks off'],
  ['invalid-http', 'not HTTP'],
  ['too-large', 'more than'],
] as const satisfies readonly (readonly [NoResponseKind, string])[]) {
  test(`no response because of ${kind} is told with "${hint}"`, () => {
    const message = 'it said s3cret';
    const diagnosis = diagnose({ ...asked, noResponse: { kind, message } }, facts);
    expect(diagnosis?.kind).toBe(kind);
    expect(diagnosis?.message).toContain(hint);
    expect(diagnosis?.message).toContain('it said [redacted]');
  });
}

test('TLS that fails for another reason than trust gets another advice than CA_FILE', () => {
  for (const [message, fix] of [
    [
      "Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's",
      'BASE_URL',
    ],
    ['ssl3_read_bytes:tlsv1 alert no application protocol: SSL alert number 120', 'HTTP/1.1'],
    ['certificate has expired', 'Renew'],
    ['ssl3_get_record:wrong version number', 'port and scheme'],
  ] as const) {
    const noResponse = { kind: 'tls', message } as const;
    const diagnosis = diagnose({ ...asked, noResponse }, facts);
    expect(diagnosis?.message).toContain(fix);
    expect(diagnosis?.message).not.toContain('CA_FILE');
  }
});
