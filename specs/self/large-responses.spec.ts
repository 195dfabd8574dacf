import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { MOST_LEVELS, readingOf } from '../../schema/http/response-reading.ts';
import { MOST_ERRORS } from '../../schema/contract/bounded-ajv.ts';
import { loadContract, operationOf, type Contract } from '../../schema/contract/contract.ts';
import type { RawResponse, Exchange, HeaderPair } from '../../schema/http/exchange.ts';
import { judgeExchange, type JudgedExchange } from '../../schema/requirements/judge.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { preferenceRequirements } from '../../schema/preferences/catalogue.ts';
import { openRequirements } from '../../schema/requirements/requirement.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { undeclaredProperties } from '../../schema/contract/undeclared-properties.ts';

const COUNT = 200_000;
const JSON_TYPE: HeaderPair = ['Content-Type', 'application/json'];

let contract: Contract;

test.beforeAll(async () => {
  contract = await loadContract(fileURLToPath(PINNED_CONTRACT));
});

function answered(status: number, text: string): Exchange {
  const body = new TextEncoder().encode(text);
  const response: RawResponse = { status, headers: [JSON_TYPE], body, bodyLength: body.length };
  return {
    case: {
      label: 'large',
      method: 'PUT',
      path: '/users/preferences/update',
      query: null,
      headers: [JSON_TYPE],
      body: new TextEncoder().encode('{}'),
    },
    class: 'valid',
    url: 'http://127.0.0.1/users/preferences/update',
    startedAt: 0,
    durationMs: 1,
    response,
  };
}

function judged(status: number, text: string): JudgedExchange {
  const operation = operationOf(contract, UPDATE_USER_PREFERENCES);
  return judgeExchange(
    openRequirements(preferenceRequirements(contract, operation)),
    answered(status, text),
  );
}

function user(roles: readonly unknown[], email: unknown = 'a@example.com'): string {
  return JSON.stringify({ message: '', object: { email, roles, preferences: {} } });
}

function of({ findings }: JudgedExchange, requirement: string) {
  return findings.filter((finding) => finding.requirement === requirement);
}

test('all wrong roles of a response are one finding for each keyword, with a true count', () => {
  const wrong = Array.from({ length: COUNT }, (_, index) => `R_${index}`);
  const findings = of(judged(200, user(wrong)), '200-object-roles');
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ where: '/object/roles/0', more: COUNT - 1 });
});

test('what else is wrong is found behind any number of wrong roles', () => {
  const wrong = Array.from({ length: COUNT }, () => 1);
  const result = judged(200, `{"object":{"roles":${JSON.stringify(wrong)},"email":1},"message":2}`);
  expect(of(result, '200-object-email')).toHaveLength(1);
  expect(of(result, '200-message')).toHaveLength(1);
  const clauses = of(result, '200-object-roles').map(({ clause, more }) => [clause, more]);
  expect(clauses).toContainEqual([
    '#/components/schemas/CompleteUser/properties/roles/items/type',
    COUNT - 1,
  ]);
});

test('a wrong role behind any number of right ones is found, at its place', () => {
  const roles = [...Array.from({ length: COUNT }, () => 'ROLE_USER'), 'ROLE_OWNER'];
  const places = of(judged(200, user(roles)), '200-object-roles').map(({ where }) => where);
  expect(places).toContain(`/object/roles/${COUNT}`);
});

test('all wrong violations of an error are one finding', () => {
  const violations = Array.from({ length: COUNT }, () => ({ title: 1 }));
  const result = judged(400, JSON.stringify({ status: '400', violations }));
  const [finding, ...others] = of(result, 'default-violations-title');
  expect(others).toEqual([]);
  expect(finding?.more).toBe(COUNT - 1);
});

test('one finding has no count beyond itself', () => {
  const [finding] = of(judged(200, user(['ROLE_OWNER'])), '200-object-roles');
  expect(finding?.more).toBeUndefined();
});

test('a validator begins to count again with each value', () => {
  const content = operationOf(contract, UPDATE_USER_PREFERENCES).responses[0]?.content[0];
  if (content === undefined) throw new Error('no content');
  const errorsOf = contract.validators.errorsOf(content);
  const value = { object: { email: 'a', roles: Array.from({ length: 300 }, () => 1) } };
  const [first, second] = [errorsOf(value).length, errorsOf(value).length];
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(10 * (MOST_ERRORS + 1));
  expect(second).toBe(first);
});

for (const [name, open, close] of [
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
] as const) {
  test(`a response of more ${name} in one another than any server reads is not read, and blamed for nothing`, () => {
    const deep = (levels: number): string =>
      `{"object":{"email":"a","roles":[],"preferences":{"p":${open.repeat(levels)}0${close.repeat(levels)}}}}`;
    for (const levels of [MOST_LEVELS, 50_000]) {
      const result = judged(200, deep(levels));
      expect(result.exchange.response && readingOf(result.exchange.response)).toMatchObject({
        kind: 'unread',
        message: `It nests objects and lists deeper than ${MOST_LEVELS} levels.`,
      });
      expect(result.findings).toEqual([]);
    }
    const whole = judged(200, deep(MOST_LEVELS - 3));
    expect(whole.findings).toEqual([]);
    expect(whole.exercised).toContain('200-object-roles');
  });
}

test('what is no JSON before it nests too deeply is none, however deep it goes on', () => {
  for (const text of ['\n{'.repeat(50_000), `{"a":01,"b":${'['.repeat(50_000)}`]) {
    expect(judged(200, text).findings.map(({ requirement }) => requirement)).toContain(
      'body-is-json',
    );
  }
});

test('brackets in strings nest nothing', () => {
  const text = JSON.stringify({ object: { email: `\\"${'['.repeat(50_000)}`, roles: [] } });
  expect(judged(200, text).exercised).toContain('200-object-email');
});

test('a response with more content codings than are removed is not held against its content', () => {
  const exchange = answered(200, 'no JSON');
  const { response } = exchange;
  if (response === undefined) throw new Error('no response');
  const headers: HeaderPair[] = [
    JSON_TYPE,
    ['Content-Encoding', 'gzip, gzip, gzip, gzip, gzip, gzip'],
  ];
  const unread = {
    ...exchange,
    response: { ...response, headers, unread: 'It states 6 codings.' },
  };
  const operation = operationOf(contract, UPDATE_USER_PREFERENCES);
  const result = judgeExchange(
    openRequirements(preferenceRequirements(contract, operation)),
    unread,
  );
  expect(
    result.findings.filter(({ requirement }) => requirement !== 'content-coding-was-accepted'),
  ).toEqual([]);
  expect(result.exercised).not.toContain('content-coding-decodes');
});

test('undeclared properties are told by the first twenty, wherever there are more', () => {
  const many = Object.fromEntries(Array.from({ length: COUNT }, (_, index) => [`u${index}`, 0]));
  const schema = { properties: { known: {} } };
  expect(undeclaredProperties(schema, many)).toHaveLength(20);
});
