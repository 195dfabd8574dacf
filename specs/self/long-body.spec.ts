import { expect, test } from '@playwright/test';
import { printResponse } from '../../fixtures/http/print-exchange.ts';
import type { Exchange } from '../../schema/http/exchange.ts';

const OWN = 'cts_';

function exchangeOf(preferences: object): Exchange {
  const body = Buffer.from(JSON.stringify({ object: { preferences } }));
  return {
    case: { label: 'an update', method: 'PUT', path: '/', query: null, headers: [], body: null },
    class: 'valid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response: { status: 200, headers: [], body, bodyLength: body.length },
  };
}

function manyPreferences(): Record<string, string> {
  const names = Array.from({ length: 400 }, (_, index) => `cts_${index}`);
  return Object.fromEntries(names.map((name) => [name, `the value of ${name} in the store`]));
}

const keep = (text: string): string => text;

test('of a long body, the place of the finding is printed though it is far behind the cut', () => {
  const exchange = exchangeOf({ ...manyPreferences(), cts_text: 'wrong' });
  const place = { pointer: '/object/preferences/cts_text', own: OWN };
  const { body, excerpt } = printResponse(exchange, keep, place);
  expect(body).toHaveLength(8_193);
  expect(body).not.toContain('cts_text');
  expect(excerpt).toEqual({
    before: '{\n  "object": {\n    "preferences": {\n      … 400 more,\n      ',
    place: '"cts_text": "wrong"',
    after: '\n    }\n  }\n}',
  });
});

test('what is printed of a long body passes redaction first', () => {
  const exchange = exchangeOf({ ...manyPreferences(), cts_text: 'a secret of the run' });
  const place = { pointer: '/object/preferences/cts_text', own: OWN };
  const redact = (text: string): string => text.replaceAll('a secret of the run', '$API_TOKEN');
  expect(printResponse(exchange, redact, place).excerpt?.place).toBe('"cts_text": "$API_TOKEN"');
});

test('a short body, a finding of the status, and what is no JSON have no excerpt', () => {
  const short = exchangeOf({ cts_text: 'wrong' });
  const place = { pointer: '/object/preferences/cts_text', own: OWN };
  expect(printResponse(short, keep, place)).not.toHaveProperty('excerpt');
  const long = exchangeOf(manyPreferences());
  expect(printResponse(long, keep, { pointer: null, own: OWN })).not.toHaveProperty('excerpt');
  const torn = (text: string): string => text.slice(1);
  expect(printResponse(long, torn, place)).not.toHaveProperty('excerpt');
});
