import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { Redactor } from '../../fixtures/redaction/redaction.ts';
import { keepCounterexample } from '../../fixtures/regressions/keep-counterexample.ts';
import {
  loadRegressions,
  readSavedCase,
  writeSavedCase,
} from '../../fixtures/regressions/saved-case.ts';
import { SUBJECT } from '../../fixtures/preferences/tested-subject.ts';
import { settingsOf } from '../../fixtures/counterexamples/request-settings.ts';
import { bodyValidatorOf, classify } from '../../schema/contract/case-class.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { Case } from '../../schema/http/exchange.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { requirementRows } from '../../schema/preferences/catalogue.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { testDirectory } from './test-directory.ts';

const STEP: Case = {
  label: 'a step',
  method: 'PUT',
  path: '/users/preferences/update',
  query: 'space=a%00b',
  headers: [
    ['Content-Type', 'application/json'],
    ['content-type', 'text/plain'],
  ],
  body: Buffer.from('\ufeff{"a": "\u2028é\\ud800"}'),
};

test('the saved counterexamples are valid updates that name a requirement', async () => {
  const contract = await loadContract(PINNED_CONTRACT.pathname);
  const operation = operationOf(contract, UPDATE_USER_PREFERENCES);
  const validateBody = bodyValidatorOf(operation, contract.validators);
  const ids = requirementRows(contract, operation).map(({ id }) => id);
  const saved = loadRegressions();
  expect(saved.map(({ name }) => name)).toEqual([
    'an update of nothing',
    'keys that read like the indices of a list',
    'an integer that is spelled with a fraction',
  ]);
  for (const { requirement, steps } of saved) {
    expect(steps.map((step) => classify(operation, validateBody, step))).toEqual(['valid']);
    expect(ids).toContain(requirement);
  }
  expect(saved.map(({ steps }) => Buffer.from(steps[0].body ?? '').toString())).toEqual([
    '{"updatedPreferences":{}}',
    '{"updatedPreferences":{"0":"a","1":"b"}}',
    '{"updatedPreferences":{"cts_zero":1.0}}',
  ]);
});

const SHOWN = {
  clause: '#/components/schemas/UserResponse/properties/message/type',
  where: '/message',
  expected: 'a string',
  actual: '1 (number)',
  curl: "curl -X PUT 'http://127.0.0.1:1/' --data-raw '{}'",
};

test('a case comes back byte for byte', () => {
  const octets = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  const steps = [
    { ...STEP, acceptance: 'observed' },
    { ...STEP, query: '', body: Buffer.from(octets) },
    { ...STEP, query: null, body: Buffer.alloc(0), headers: [] },
    { ...STEP, body: null },
    { ...STEP, inPieces: true },
    { ...STEP, afterMs: 1_500 },
    { ...STEP, inFlight: true },
  ] as const;
  const saved = { name: 'n', requirement: 'r', signature: null, target: null, steps };
  expect(readSavedCase('f', writeSavedCase(saved))).toEqual(saved);
  const found = { ...saved, finding: SHOWN };
  expect(readSavedCase('f', writeSavedCase(found))).toEqual(found);
});

test('a request that needs no pieces is saved so that it can be read', async () => {
  const contract = await loadContract(PINNED_CONTRACT.pathname);
  const operation = operationOf(contract, UPDATE_USER_PREFERENCES);
  const session = { operation, subject: SUBJECT };
  const asked: Case = { ...STEP, inPieces: true };
  const smaller = settingsOf(session, asked).map((without) => without(asked));
  expect(smaller.map(({ inPieces }) => inPieces)).toContain(undefined);
  const steps = [asked, ...smaller] as const;
  const saved = { name: 'n', requirement: 'r', signature: null, target: null, steps };
  expect(readSavedCase('f', writeSavedCase(saved))).toEqual(saved);
});

const BROKEN: readonly (readonly [problem: string, change: object, message: string])[] = [
  ['an unknown member', { seed: 1 }, 'f.json is no saved counterexample: it has a member "seed"'],
  ['another format', { format: 2 }, 'f.json at /format is not 1'],
  ['a finding without its clause', { finding: { where: '' } }, '/finding/clause is no string'],
  ['no steps', { steps: [] }, 'f.json at /steps is empty'],
  ['no name', { name: undefined }, 'f.json at /name is no string'],
  ['a missing query', { steps: [{ ...stepJson(), query: undefined }] }, 'at /steps/0/query'],
  ['a short header', { steps: [{ ...stepJson(), headers: [['a']] }] }, 'at /steps/0/headers/0'],
  ['a body of no base64', { steps: [{ ...stepJson(), body: { base64: '*' } }] }, '/body/base64 is'],
  ['a path that is a host', { steps: [{ ...stepJson(), path: 'x.y' }] }, 'does not start with /'],
  ['a method that is none', { steps: [{ ...stepJson(), method: 'A B' }] }, '/method is no method'],
  [
    'another acceptance',
    { steps: [{ ...stepJson(), acceptance: 'x' }] },
    '/acceptance can only be',
  ],
  ['another flight', { steps: [{ ...stepJson(), inFlight: 1 }] }, '/inFlight can only be true'],
  [
    'another pause',
    { steps: [{ ...stepJson(), afterMs: -1 }] },
    '/afterMs is no number of milliseconds up to 60000',
  ],
  ['other pieces', { steps: [{ ...stepJson(), inPieces: 2 }] }, '/inPieces can only be true'],
  [
    'credentials',
    { steps: [{ ...stepJson(), headers: [['authorization', 'x']] }] },
    '/steps/0/headers/0/0 is for credentials',
  ],
];

for (const [problem, change, message] of BROKEN) {
  test(`${problem}: an error that says where`, () => {
    const whole = { format: 1, name: 'n', requirement: 'r', signature: null, steps: [stepJson()] };
    expect(() => readSavedCase('f.json', JSON.stringify(whole))).not.toThrow();
    const text = JSON.stringify({ ...whole, ...change });
    expect(() => readSavedCase('f.json', text)).toThrow(message);
  });
}

test('what is no JSON says so', () => {
  expect(() => readSavedCase('f.json', '{')).toThrow(/^f\.json is no JSON/);
});

test('a counterexample is kept under a name of its own, the same each time, without secrets', () => {
  const out = testDirectory();
  const secret = { value: 's3cret', replacement: '***' };
  const redactor = new Redactor([secret], { showEmails: false, showPreferences: false });
  const facts = { out, baseUrl: 'http://127.0.0.1:1/api/v1', embedded: true };
  let count = 0;
  const keep = (signature: string, value: string, more = {}) =>
    keepCounterexample(
      { ...facts, ...more },
      { signature, ...SHOWN, actual: String(count++) },
      [{ ...STEP, body: Buffer.from(value) }],
      redactor,
    );
  const line = keep('200-message 200 ../../etc', '{"a":"s3cret"}');
  expect(keep('200-message 200 ../../etc', '{"a":"s3cret"}')).toBe(line);
  expect(keep('200-message 200 ../../etc', '{"a":1}')).not.toBe(line);
  expect(keep('../..//x 1', '{}')).toContain('counterexamples/');
  const file = line.replace('npm run replay -- ', '');
  expect(relative(out, file)).toMatch(/^counterexamples\/200-message-[\da-f]{8}\.json$/);
  const saved = readSavedCase(file, readFileSync(file, 'utf8'));
  expect(saved).toMatchObject({ requirement: '200-message', name: 'a step' });
  const suite = expect.stringMatching(/^alumio-conformance \d+\.\d+\.\d+$/);
  expect(saved.finding).toEqual({ ...SHOWN, actual: '1', suite, redacted: true });
  expect(Buffer.from(saved.steps[0].body ?? '').toString()).toBe('{"a":"***"}');
  const ofTarget = keep('200-message 200', '{}', { embedded: false });
  expect(ofTarget).toMatch(/^BASE_URL=http:\/\/127\.0\.0\.1:1\/api\/v1 npm run replay -- /);
  const told = ofTarget.split(' ').at(-1) ?? '';
  const whole = readSavedCase(told, readFileSync(told, 'utf8'));
  expect(whole.target).toBe(facts.baseUrl);
  expect(whole.finding).not.toHaveProperty('redacted');
  const address = '{"email":"someone@made-up.example"}';
  const kept = keep('200-message 200', address).replace('npm run replay -- ', '');
  expect(
    Buffer.from(readSavedCase(kept, readFileSync(kept, 'utf8')).steps[0].body ?? '').toString(),
  ).toBe(address);
});

test('a file tells the first of many inputs that went out in one request', () => {
  const out = testDirectory();
  const redactor = new Redactor([], { showEmails: false, showPreferences: false });
  const label = Array.from({ length: 300 }, (_, index) => `string-${index}`).join(' ');
  const facts = { out, baseUrl: null, embedded: true };
  const shown = { signature: '200-message 200', ...SHOWN };
  const line = keepCounterexample(facts, shown, [{ ...STEP, label }], redactor);
  const file = line.replace('npm run replay -- ', '');
  const { name, steps } = readSavedCase(file, readFileSync(file, 'utf8'));
  expect(name).toMatch(/^string-0 .* string-8 and 291 more$/);
  expect(steps[0].label).toBe(name);
});

function stepJson(): Record<string, unknown> {
  return { ...STEP, body: 'text' };
}
