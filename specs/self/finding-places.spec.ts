import type { Finding } from '../../schema/requirements/finding.ts';
import { expect, test } from '@playwright/test';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { judgeExchange } from '../../schema/requirements/judge.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { preferenceRequirements } from '../../schema/preferences/catalogue.ts';
import { openRequirements } from '../../schema/requirements/requirement.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';

const contract = await loadContract(PINNED_CONTRACT.pathname);
const operation = operationOf(contract, UPDATE_USER_PREFERENCES);

/** The response to an update. */
function exchangeOf(sent: string, status: number, body: string): Exchange {
  return {
    case: {
      label: 'an update',
      method: 'PUT',
      path: operation.path,
      query: null,
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(sent),
    },
    class: sent.includes('updatedPreferences') ? 'valid' : 'invalid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response: {
      status,
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(body),
      bodyLength: body.length,
    },
  };
}

/** The finding of a requirement in the last of several responses, each told as what was sent, status and body. */
function findingOf(
  requirement: string,
  ...told: readonly Parameters<typeof exchangeOf>[]
): Finding {
  const requirements = openRequirements(preferenceRequirements(contract, operation));
  const judged = told.map((each) => judgeExchange(requirements, exchangeOf(...each)));
  const found = judged.at(-1)?.findings.find((each) => each.requirement === requirement);
  if (found === undefined) throw new Error(`no finding of ${requirement}`);
  return found;
}

test('a preference is named by its JSON pointer, and its signature names no key', () => {
  const sent = '{"updatedPreferences":{"a/b~c":1}}';
  const shown = '{"object":{"preferences":{"a/b~c":2}}}';
  const { where, signature } = findingOf('sent-keys-are-returned', [sent, 200, shown]);
  expect(where).toBe('/object/preferences/a~1b~0c');
  expect(signature).toMatch(/description \/object\/preferences\/\* /);
});

for (const [requirement, sent, status] of [
  ['no-server-error', '{"updatedPreferences":{}}', 500],
  ['valid-is-accepted', '{"updatedPreferences":{}}', 422],
  ['success-is-declared', '{"updatedPreferences":{}}', 202],
  ['invalid-is-refused', '[]', 200],
] as const) {
  test(`${requirement} is about the status, and its signature is as it always was`, () => {
    const { where, signature, clause } = findingOf(requirement, [sent, status, '{}']);
    expect(where).toBe('status');
    expect(signature).toMatch(new RegExp(`^${requirement} ${status} \\S.*`));
    expect(signature.startsWith(`${requirement} ${status} ${clause}`)).toBe(true);
    expect(signature).not.toContain('status ');
  });
}

const padded = (size: number) => JSON.stringify({ object: { preferences: { ' size ': size } } });
const SENT = '{"updatedPreferences":{"size":1}}';
for (const [what, before, shown, label] of [
  [
    'stands there since an earlier update',
    ['{"updatedPreferences":{" size ":2}}', 200, padded(2)],
    padded(2),
    'dropped',
  ],
  ['was not there before', [SENT, 200, '{}'], padded(1), 'key renamed: trimmed'],
] as const) {
  test(`a preference is absent, and a name like its own ${what}: it is told as ${label}`, () => {
    const finding = findingOf('sent-keys-are-returned', [...before], [SENT, 200, shown]);
    expect(finding.label).toBe(label);
  });
}

test('a null may delete a name that differs in its form only, and no other', () => {
  const shown = '{"object":{"preferences":{}}}';
  const update = (name: string): string => `{"updatedPreferences":{"size":1,"${name}":null}}`;
  const told = (name: string) => () =>
    findingOf('sent-keys-are-returned', [update(name), 200, shown]);
  expect(told('Size')).toThrow('no finding');
  expect(told('width')().label).toBe('dropped');
});
