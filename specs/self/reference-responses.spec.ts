import { expect, test } from '@playwright/test';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { type RunningServer, startServer } from '../../fixtures/servers/reference/server.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import {
  ask,
  field,
  json,
  type WireResponse,
  type RawRequest,
  valueOf,
} from './reference/raw-client.ts';
import { responseSchemas } from './reference/response-schemas.ts';

const TARGET = '/api/v1/users/preferences/update';

let schemas: { user: ValidateFunction; error: ValidateFunction };
let server: RunningServer;

test.beforeAll(async () => {
  schemas = await responseSchemas();
});

test.beforeEach(async () => {
  server = await startServer();
});

test.afterEach(async () => {
  await server.close();
});

async function update(preferences: unknown, query = ''): Promise<unknown> {
  const target = `${TARGET}${query}`;
  const response = await ask(server.origin, json({ updatedPreferences: preferences }, { target }));
  assertUser(response);
  return shown(response);
}

function shown(response: WireResponse): unknown {
  const value = valueOf(response);
  const user = isJsonObject(value) ? value.object : undefined;
  return isJsonObject(user) ? user.preferences : undefined;
}

function assertUser(response: WireResponse): void {
  expect(response.status).toBe(200);
  expect(field(response, 'content-type')).toBe('application/json');
  expect(field(response, 'content-length')).toBe(String(response.body.length));
  const value = valueOf(response);
  expect(schemas.user(value), JSON.stringify(schemas.user.errors)).toBe(true);
  expect(value).toHaveProperty('object.preferences');
  expect(value).toHaveProperty('message');
}

function assertError(response: WireResponse, status: number): void {
  expect(response.status).toBe(status);
  expect(field(response, 'content-type')).toBe('application/json');
  const value = valueOf(response);
  expect(schemas.error(value), JSON.stringify(schemas.error.errors)).toBe(true);
  expect(value).toMatchObject({ status: String(status), context: {}, violations: [] });
}

test.describe('an accepted update', () => {
  for (const body of ['{}', '{"updatedPreferences":{}}', ' {\n"updatedPreferences" : {} }\r\n']) {
    test(`${JSON.stringify(body)} answers the user with empty preferences`, async () => {
      const response = await ask(server.origin, json(body));
      assertUser(response);
      expect(shown(response)).toEqual({});
    });
  }

  test('merges top-level members and keeps null as a value', async () => {
    await update({ a: { x: 1 }, b: [1, 1.5, 0], c: 'é😀' });
    expect(await update({ a: { y: null }, d: null })).toEqual({
      a: { y: null },
      b: [1, 1.5, 0],
      c: 'é😀',
      d: null,
    });
    expect(server.store.preferences()).toEqual({
      a: { y: null },
      b: [1, 1.5, 0],
      c: 'é😀',
      d: null,
    });
  });

  test('takes names that mean something to JavaScript for names', async () => {
    const sent = '{"__proto__":{"polluted":1},"constructor":2,"toString":null,"":3,"0":4}';
    const response = await ask(server.origin, json(`{"updatedPreferences":${sent}}`));
    assertUser(response);
    expect(Object.entries(shown(response) ?? {})).toEqual([
      ['0', 4],
      ['__proto__', { polluted: 1 }],
      ['constructor', 2],
      ['toString', null],
      ['', 3],
    ]);
    expect({}).not.toHaveProperty('polluted');
  });

  test('keeps spaces apart, and reads the first of repeated ones', async () => {
    await update({ a: 1 });
    await update({ a: 2 }, '?space=alpha');
    expect(await update({}, '?space=')).toEqual({ a: 1 });
    expect(await update({}, '?space=alpha&space=beta&other=1')).toEqual({ a: 2 });
    expect(await update({ b: 3 }, '?space=b%C3%A9ta')).toEqual({ b: 3 });
    expect(server.store.preferences('béta')).toEqual({ b: 3 });
  });

  test('changes nothing about the user, whatever the request says', async () => {
    const mine = json({ email: 'x', roles: [], object: {}, updatedPreferences: { email: 'y' } });
    const plain = valueOf(await ask(server.origin, json({})));
    const value = valueOf(await ask(server.origin, mine));
    expect(value).toMatchObject({ object: { email: 'viewer@example.com' } });
    expect(plain).toMatchObject({ object: { roles: ['ROLE_USER', 'ROLE_EDITOR'] } });
  });

  for (const type of ['Application/JSON', 'application/json; charset=utf-8', 'application/json;']) {
    test(`is labelled ${type}`, async () => {
      assertUser(await ask(server.origin, json({}, { headers: { 'Content-Type': type } })));
    });
  }

  test('may be nested 1024 deep', async () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const body = (levels: number): string => `{"updatedPreferences":{"a":${nested(levels)}}}`;
    assertUser(await ask(server.origin, json(body(1022))));
    assertError(await ask(server.origin, json(body(1023))), 422);
    assertError(await ask(server.origin, json(body(100_000))), 422);
  });
});

test.describe('a refused request', () => {
  const bare = { headers: { 'Content-Type': 'application/json' } };
  const refused: readonly (readonly [string, number, RawRequest])[] = [
    ['no content', 400, {}],
    ['empty JSON', 400, bare],
    ['malformed JSON', 400, json('{"updatedPreferences":')],
    ['two JSON texts', 400, json('{}{}')],
    ['a byte order mark', 400, json('\ufeff{}')],
    ['invalid UTF-8', 400, { ...bare, body: Buffer.from([0x22, 0xff, 0x22]) }],
    ['a number beyond binary64', 422, json('{"updatedPreferences":{"a":[1e400]}}')],
    ['no media type', 415, { body: '{}' }],
    ['text/plain', 415, json({}, { headers: { 'Content-Type': 'text/plain' } })],
    ['another JSON type', 415, json({}, { headers: { 'Content-Type': 'application/ld+json' } })],
    ['a coded body', 415, json({}, { headers: { 'Content-Encoding': 'gzip' } })],
    ['another expectation', 417, json({}, { headers: { Expect: 'nothing' } })],
    ['another path', 404, json({}, { target: '/api/v1/users' })],
    ['a path with %2F', 404, json({}, { target: TARGET.replace('/update', '%2Fupdate') })],
    ['a long target', 414, json({}, { target: `${TARGET}?${'a'.repeat(17_000)}` })],
    ['a large body', 413, json('x'.repeat(4 * 1024 * 1024 + 1))],
    ['a long field', 431, json({}, { headers: { 'X-Long': 'x'.repeat(70_000) } })],
  ];
  for (const [what, status, request] of refused) {
    test(`with ${what} is ${status} and an Error`, async () => {
      assertError(await ask(server.origin, request), status);
      expect(server.store.preferences()).toEqual({});
    });
  }

  for (const wrong of [[], null, '', 'x', 0, false]) {
    test(`with ${JSON.stringify(wrong)} for the body or updatedPreferences is 422 with a violation`, async () => {
      for (const [body, propertyPath] of [
        [wrong, ''],
        [{ updatedPreferences: wrong }, 'updatedPreferences'],
      ] as const) {
        const response = await ask(server.origin, json(JSON.stringify(body)));
        expect(response.status).toBe(422);
        const value = valueOf(response);
        expect(schemas.error(value)).toBe(true);
        expect(value).toMatchObject({ title: 'Validation Failed', violations: [{ propertyPath }] });
      }
    });
  }

  for (const method of ['GET', 'POST', 'DELETE', 'PATCH', 'OPTIONS']) {
    test(`with ${method} is 405 and allows PUT`, async () => {
      const response = await ask(server.origin, { method });
      assertError(response, 405);
      expect(field(response, 'allow')).toBe('PUT');
    });
  }

  test('with HEAD has no content', async () => {
    const response = await ask(server.origin, { method: 'HEAD' });
    expect([response.status, response.body.length]).toEqual([405, 0]);
  });

  test('without or with a wrong token is 401 with a challenge, where a token is asked for', async () => {
    const guarded: Deviation = { token: 'let-me-in' };
    const own = await startServer(guarded);
    const withToken = (value: string): RawRequest =>
      json({}, { headers: { Authorization: value } });
    for (const request of [json({}), withToken('Bearer wrong'), withToken('Basic let-me-in')]) {
      const response = await ask(own.origin, request);
      assertError(response, 401);
      expect(field(response, 'www-authenticate')).toContain('Bearer realm=');
    }
    assertUser(await ask(own.origin, withToken('bearer let-me-in')));
    await own.close();
  });
});
