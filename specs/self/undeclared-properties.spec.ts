import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import type { JsonSchema } from '../../schema/contract/operation.ts';
import { undeclaredProperties } from '../../schema/contract/undeclared-properties.ts';

type Form = 'dereferenced' | 'bundled';

async function undeclaredIn(form: Form, key: string, body: unknown): Promise<readonly unknown[]> {
  const contract = await loadContract(fileURLToPath(PINNED_CONTRACT), { form });
  const operation = operationOf(contract, 'updateUserPreferences');
  const schema = operation.responses.find((response) => response.key === key)?.content[0]?.schema;
  return undeclaredProperties(schema ?? false, body, contract.document.resolved);
}

test('properties that the contract does not declare are told with an example, items as one', async () => {
  const violation = { title: 't', propertyPath: 'p', parameters: {} };
  const body = { title: 't', code: 7, violations: [violation, { ...violation, parameters: [] }] };
  expect(await undeclaredIn('bundled', 'default', body)).toEqual([
    { pointer: '/code', example: 7 },
    { pointer: '/violations/*/parameters', example: {} },
  ]);
});

test('maps and objects of which nothing is declared are free-form', async () => {
  expect(await undeclaredIn('bundled', 'default', { context: { trace: { a: 1 } } })).toEqual([]);
  const object = { email: 'e', roles: [], preferences: { grid: { size: 1 } }, id: 1 };
  expect(await undeclaredIn('dereferenced', '200', { message: 'm', object })).toEqual([
    { pointer: '/object/id', example: 1 },
  ]);
});

const ROWS: readonly (readonly [string, JsonSchema, unknown, readonly string[]])[] = [
  ['a schema that admits all', true, { a: 1 }, []],
  ['a value that is no object', { properties: { a: {} } }, 'text', []],
  [
    'a branch declares it',
    { properties: { a: {} }, anyOf: [{ properties: { b: {} } }] },
    { b: 1 },
    [],
  ],
  ['a pattern declares it', { patternProperties: { '^x': {} } }, { x1: 1, y: 1 }, ['/y']],
  [
    'a map has items of a schema',
    { additionalProperties: { properties: { a: {} } } },
    { k: { b: 1 } },
    ['/k/b'],
  ],
  ['closed objects', { properties: { a: {} }, additionalProperties: false }, { b: 1 }, ['/b']],
  [
    'names of Object.prototype',
    { properties: { a: {} } },
    JSON.parse('{"__proto__":1,"toString":2}'),
    ['/__proto__', '/toString'],
  ],
  ['names that pointers escape', { properties: { a: {} } }, { 'a/b~': 1 }, ['/a~1b~0']],
];

for (const [name, schema, value, pointers] of ROWS) {
  test(`undeclared properties: ${name}`, () => {
    expect(undeclaredProperties(schema, value).map(({ pointer }) => pointer)).toEqual(pointers);
  });
}

test('a recursive schema ends', () => {
  const tree: Record<string, unknown> = { type: 'object' };
  tree.properties = { children: { items: tree } };
  tree.anyOf = [tree];
  expect(undeclaredProperties(tree, { children: [{ children: [], size: 1 }] })).toEqual([
    { pointer: '/children/*/size', example: 1 },
  ]);
});
