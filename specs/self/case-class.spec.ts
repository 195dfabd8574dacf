import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { bodyValidatorOf, classify, faultOf } from '../../schema/contract/case-class.ts';
import type { BodyValidator } from '../../schema/contract/case-fault.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { Case, CaseClass, HeaderPair } from '../../schema/http/exchange.ts';
import { extremesOf, isExtreme } from '../../schema/http/extreme-case.ts';
import type { Operation } from '../../schema/contract/operation.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';

const TYPE: HeaderPair = ['Content-Type', 'application/json'];
const VALID: Case = {
  label: '',
  method: 'PUT',
  path: '/users/preferences/update',
  query: null,
  headers: [TYPE],
  body: Buffer.from('{}'),
};

let operation: Operation;
let validateBody: BodyValidator;

test.beforeAll(async () => {
  const contract = await loadContract(fileURLToPath(PINNED_CONTRACT));
  operation = operationOf(contract, 'updateUserPreferences');
  validateBody = bodyValidatorOf(operation, contract.validators);
});

function expectClass(change: Partial<Case>, expected: CaseClass, reason?: string): void {
  const c = { ...VALID, ...change };
  expect(classify(operation, validateBody, c)).toBe(expected);
  expect(faultOf(operation, validateBody, c)?.reason).toBe(reason);
}

const bodies: Record<CaseClass, readonly (string | Uint8Array)[]> = {
  valid: [
    '{}',
    ' {"updatedPreferences":{}}\n',
    '{"a":[1,{"b":null}]}',
    '{"updatedPreferences":{"":-0.0}}',
  ],
  invalid: ['null', '[]', '"{}"', '{"updatedPreferences":null}', '{"updatedPreferences":[]}'],
  malformed: ['', ' ', '{', '{"a":01}', '{} {}', Buffer.from('"\xff"', 'latin1')],
  undefined: [
    '\ufeff{}',
    '{"a":1,"a":1}',
    String.raw`{"\ud800":1}`,
    '{"a":1e400}',
    '9007199254740993',
  ],
};

for (const [expected, texts] of Object.entries(bodies)) {
  for (const text of texts) {
    test(`the body ${JSON.stringify(text.toString())} is ${expected}`, () => {
      const c = { ...VALID, body: Buffer.from(text) };
      expect(classify(operation, validateBody, c)).toBe(expected);
    });
  }
}

const types: readonly [value: string, expected: CaseClass, reason?: string][] = [
  ['application/json; charset=utf-8', 'valid'],
  ['Application/JSON', 'valid'],
  ['application/json ; charset="UTF-8"', 'valid'],
  ['application/json;', 'valid'],
  ['application/json; charset=utf-16', 'undefined', 'charset-not-utf-8'],
  ['text/plain', 'invalid', 'media-type-undeclared'],
  ['application/merge-patch+json', 'invalid', 'media-type-undeclared'],
  ['', 'undefined', 'media-type-unreadable'],
  ['*/*', 'undefined', 'media-type-unreadable'],
  ['json', 'undefined', 'media-type-unreadable'],
  ['application/json, text/plain', 'undefined', 'media-type-unreadable'],
  ['application/json; charset', 'undefined', 'media-type-unreadable'],
  [`application/${'x'.repeat(8_000)}`, 'undefined', 'media-type-unreadable'],
];

for (const [value, expected, reason] of types) {
  test(`Content-Type ${JSON.stringify(value.slice(0, 40))} is ${expected}`, () => {
    expectClass({ headers: [['content-TYPE', value]] }, expected, reason);
  });
}

test('octets that belie a charset are malformed', () => {
  const headers: HeaderPair[] = [['Content-Type', 'application/json; charset=utf-16le']];
  expectClass({ headers, body: Buffer.from('{}', 'utf16le') }, 'malformed', 'not-json');
});

test('absent content is invalid, absent or repeated Content-Type undefined', () => {
  expectClass({ body: null }, 'invalid', 'content-missing');
  expectClass({ body: new Uint8Array(0), headers: [] }, 'invalid', 'content-missing');
  expectClass({ body: new Uint8Array(0) }, 'malformed', 'not-json');
  expectClass({ headers: [] }, 'undefined', 'media-type-unreadable');
  expectClass({ headers: [TYPE, TYPE] }, 'undefined', 'media-type-unreadable');
});

const queries: readonly [query: string, expected: CaseClass, reason?: string][] = [
  ['', 'valid'],
  ['space=a', 'valid'],
  ['space=caf%c3%a9%20%00/?', 'valid'],
  ['%73pace=a', 'valid'],
  ['space=a=b', 'valid'],
  ['space=', 'undefined', 'query-parameter-empty'],
  ['space', 'undefined', 'query-parameter-empty'],
  ['&&=', 'undefined', 'query-parameter-empty'],
  ['space=a&space=b', 'undefined', 'query-parameter-repeated'],
  ['space%5B%5D=a', 'undefined', 'query-parameter-undeclared'],
  ['space[]=a', 'undefined', 'query-not-rfc-3986'],
  ['Space=a', 'undefined', 'query-parameter-undeclared'],
  ['space=a&x=1', 'undefined', 'query-parameter-undeclared'],
  ['space=a+b', 'undefined', 'query-plus'],
  ['space=%', 'undefined', 'query-not-rfc-3986'],
  ['space=%ZZ', 'undefined', 'query-not-rfc-3986'],
  ['space=%FF', 'undefined', 'query-not-utf-8'],
  ['space=%C0%AF', 'undefined', 'query-not-utf-8'],
];

for (const [query, expected, reason] of queries) {
  test(`?${query} is ${expected}`, () => {
    expectClass({ query }, expected, reason);
  });
}

const fields: readonly [name: string, value: string, expected: CaseClass, reason?: string][] = [
  ['Accept', '*/*', 'valid'],
  ['Accept', 'text/html, application/json;q=0.1', 'valid'],
  ['Accept', 'Application/*', 'valid'],
  ['Accept', 'application/xml', 'undefined', 'accept-no-declared-type'],
  ['Accept', '*/*, application/json;q=0', 'undefined', 'accept-no-declared-type'],
  ['Accept', 'application/json;q=2', 'undefined', 'accept-no-declared-type'],
  ['Accept', ';;q=,/', 'undefined', 'accept-no-declared-type'],
  ['Accept', '', 'valid'],
  ['Accept-Encoding', 'br, gzip;q=0.5', 'valid'],
  ['Accept-Encoding', '', 'valid'],
  ['Accept-Encoding', 'gzip, *;q=0, identity', 'valid'],
  ['Accept-Encoding', 'identity;q=0', 'undefined', 'accept-no-identity'],
  ['Accept-Encoding', 'gzip, *;q=0', 'undefined', 'accept-no-identity'],
  ['Accept-Language', 'tlh', 'valid'],
  ['X-Foo', '1', 'valid'],
  ['Content-Encoding', 'gzip', 'undefined', 'content-encoding'],
  ['Range', 'bytes=0-0', 'valid'],
  ['If-Modified-Since', 'Fri, 01 Jan 2100 00:00:00 GMT', 'valid'],
  ['If-Match', '"a"', 'undefined', 'field-if-match'],
  ['X-HTTP-Method-Override', 'DELETE', 'undefined', 'field-x-http-method-override'],
];

for (const [name, value, expected, reason] of fields) {
  test(`${name}: ${value} is ${expected}`, () => {
    expectClass({ headers: [TYPE, [name, value]] }, expected, reason);
  });
}

test('another method or path is undefined', () => {
  expectClass({ method: 'GET' }, 'undefined', 'method-of-another');
  expectClass({ method: 'put' }, 'undefined', 'method-of-another');
  expectClass({ path: '/users/preferences' }, 'undefined', 'path-of-another');
  expectClass({ path: '/users/preferences/update/' }, 'undefined', 'path-of-another');
});

test('a path template covers one segment for each parameter', () => {
  const templated = { ...operation, path: '/users/{id}/v{n}.json' };
  const classOf = (path: string) => classify(templated, validateBody, { ...VALID, path });
  expect(classOf('/users/7/v2.json')).toBe('valid');
  expect(['/users//v2.json', '/users/7/8/v2.json', '/users/7/v2xjson'].map(classOf)).toEqual(
    Array.from({ length: 3 }, () => 'undefined'),
  );
});

test('the gravest of several faults decides', () => {
  const parameters = operation.parameters.map((parameter) => ({ ...parameter, required: true }));
  const strict = { ...operation, parameters };
  const classOf = (change: Partial<Case>) =>
    classify(strict, validateBody, { ...VALID, ...change });
  expect(classOf({ body: Buffer.from('null') })).toBe('invalid');
  expect(classOf({ body: Buffer.from('{') })).toBe('malformed');
  expect(classOf({ body: Buffer.from('\ufeff{}') })).toBe('undefined');
  expect(classOf({ query: 'space=', body: Buffer.from('{') })).toBe('undefined');
});

test('required parameters that are absent make a case invalid', () => {
  const parameters = operation.parameters.map((parameter) => ({ ...parameter, required: true }));
  const fault = faultOf({ ...operation, parameters }, validateBody, VALID);
  expect(fault).toEqual({ class: 'invalid', reason: 'query-parameter-missing' });
});

test('a parameter with more to its schema than a type is left undefined', () => {
  const parameters = operation.parameters.map((parameter) => ({
    ...parameter,
    schema: { type: 'string', minLength: 3 },
  }));
  const fault = faultOf({ ...operation, parameters }, validateBody, { ...VALID, query: 'space=a' });
  expect(fault).toEqual({ class: 'undefined', reason: 'query-parameter-not-read' });
});

test.describe('extremes', () => {
  const json = (text: string): Partial<Case> => ({ body: Buffer.from(text) });
  const list = (length: number) => `[${Array.from({ length }, () => 0).join(',')}]`;
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const rows: readonly [
    what: string,
    within: Partial<Case>,
    beyond: Partial<Case>,
    name: string,
  ][] = [
    ['65,536 octets', json(' '.repeat(65_534) + '{}'), json(' '.repeat(65_535) + '{}'), 'size'],
    ['10 levels', json(nested(10)), json(nested(11)), 'depth'],
    ['20 items', json(list(20)), json(list(21)), 'width'],
    ['a name of 64', json(`{"${'k'.repeat(64)}":0}`), json(`{"${'k'.repeat(65)}":0}`), 'long-name'],
    ['a no-break space', json('"\u00a0"'), json(String.raw`"\t"`), 'characters'],
    ['a space', json('" "'), json(String.raw`"\n"`), 'characters'],
    ['a private character', json('"\ue000"'), json('"\uffff"'), 'characters'],
    ['2^53 - 1', json('[9007199254740991,-1e-6,0]'), json('[1e16]'), 'number-range'],
    ['a millionth', json('[0.000001,-2.5]'), json('1e-7'), 'number-range'],
    ['six places', json('0.123456'), json('0.1234567'), 'number-range'],
    ['three octets in UTF-8', json('"\uffeb"'), json('"\u{1f600}"'), 'characters'],
    ['a string of 255', json(`"${'s'.repeat(255)}"`), json(`"${'s'.repeat(256)}"`), 'long-string'],
    [
      'a string of 254 octets',
      json(`"${'é'.repeat(127)}"`),
      json(`"${'é'.repeat(128)}"`),
      'long-string',
    ],
    ['a plain name', json('{"size-2_B":0}'), json('{"a.b":0}'), 'odd-name'],
    ['a name of a method', json('{"toString":0}'), json('{"__proto__":0}'), 'odd-name'],
    ['a URI of 2 KiB', { query: 'a'.repeat(2_000) }, { query: 'a'.repeat(2_048) }, 'long-uri'],
    ['an escaped line end', { query: 'space=%0D%0A' }, { query: 'space=%00' }, 'characters'],
    [
      'a field of 4 KiB',
      { headers: [['a', 'a'.repeat(4_095)]] },
      { headers: [['a', 'a'.repeat(4_096)]] },
      'long-field',
    ],
  ];
  for (const [what, within, beyond, name] of rows) {
    test(`${what} is within limits, one step further is ${name}`, () => {
      expect(isExtreme({ ...VALID, ...within })).toBe(false);
      expect(extremesOf({ ...VALID, ...beyond })).toEqual([name]);
    });
  }

  test('100,000 levels are measured without overflow', () => {
    expect(extremesOf({ ...VALID, ...json(nested(100_000)) })).toEqual(['size', 'depth']);
  });
});
