import { expect, test } from '@playwright/test';
import { mergeEvidence, onePerClaim } from '../../reports/verdict/merge-evidence.ts';
import { defaultHeaders } from '../../schema/http/exchange.ts';
import { fakeEvidence, fakeFinding } from './reporter/fake-evidence.ts';
import { sampleRequest } from './reports/sample-finding.ts';

const control = fakeEvidence({
  claim: 'control',
  requests: 2,
  exercised: { a: 1 },
  latencies: [1],
});
const small = sampleRequest({ body: '{}' });
const large = sampleRequest({ body: '{"updatedPreferences":{"a":1,"b":2}}' });
const first = fakeEvidence({
  claim: 'first',
  requests: 10,
  exercised: { a: 3, b: 1 },
  findings: [fakeFinding('a', 200, { count: 2, request: large })],
  observations: [{ kind: 'limit', statement: 'Same.' }],
  latencies: [2, 3],
});
const second = fakeEvidence({
  claim: 'second',
  requests: 20,
  exercised: { b: 4, c: 5 },
  findings: [fakeFinding('a', 200, { count: 3, request: small }), fakeFinding('b')],
  observations: [
    { kind: 'limit', statement: 'Same.' },
    { kind: 'limit', statement: 'Other.' },
  ],
  latencies: [4],
});
const CLAIMS = ['control', 'first', 'second'];

test('counts add up, and a finding shows its smallest request with the sum of its counts', () => {
  const merged = mergeEvidence([control, first, second]);
  expect(merged.requests).toBe(32);
  expect(merged.exercised).toEqual({ a: 4, b: 5, c: 5 });
  expect(merged.findings.map(({ count }) => count)).toEqual([5, 212]);
  expect(merged.findings[0]?.request).toEqual(small);
  expect(merged.observations).toHaveLength(2);
  expect(merged.latencies).toEqual([1, 2, 3, 4]);
});

test('the same observation counts once, with the sum of its counts and its first example', () => {
  const seen = (times: number, example: string) =>
    fakeEvidence({
      observations: [
        { kind: 'undeclared-property', statement: '/id', data: { seen: times, example } },
      ],
    });
  expect(mergeEvidence([seen(2, '7'), seen(3, '8')]).observations).toEqual([
    { kind: 'undeclared-property', statement: '/id', data: { seen: 5, example: '7' } },
  ]);
});

test('a request that the contract leaves open is shown only where no other shows the finding', () => {
  const open = { ...small, class: 'undefined' as const };
  const third = fakeEvidence({
    claim: 'third',
    findings: [fakeFinding('a', 200, { count: 1, request: open })],
  });
  const [finding] = mergeEvidence([third, first]).findings;
  expect(finding?.request).toEqual(large);
  expect(mergeEvidence([third]).findings[0]?.request).toEqual(open);
});

test('a finding that always showed is shown before a smaller one that came and went', () => {
  const confirmed = { label: 'intermittent', failed: 2, sent: 4 } as const;
  const unsteady = fakeEvidence({
    findings: [fakeFinding('a', 200, { request: small, confirmed })],
  });
  for (const evidences of [
    [unsteady, first],
    [first, unsteady],
  ]) {
    expect(mergeEvidence(evidences).findings[0]?.request).toEqual(large);
  }
});

test('a finding that was sent again is shown before a smaller one that was not', () => {
  const once = { label: 'always', failed: 1, sent: 1 } as const;
  const unconfirmed = fakeEvidence({
    findings: [fakeFinding('a', 200, { request: small, confirmed: once })],
  });
  for (const evidences of [
    [unconfirmed, first],
    [first, unconfirmed],
  ]) {
    expect(mergeEvidence(evidences).findings[0]?.request).toEqual(large);
  }
});

test('what every request carries does not count: the smallest is that which a claim would choose', () => {
  const plain = sampleRequest({
    body: '{}',
    headers: [['Content-Type', 'application/json'], ...defaultHeaders],
  });
  const odd = {
    ...plain,
    headers: [
      ['Content-Type', 'application/json'],
      ['Accept', ''],
    ] as const,
  };
  const [one, two] = [plain, odd].map((request) =>
    fakeEvidence({ findings: [fakeFinding('a', 200, { request })] }),
  );
  for (const evidences of [
    [one, two],
    [two, one],
  ]) {
    const [finding] = mergeEvidence(evidences.flatMap((each) => each ?? [])).findings;
    expect(finding?.request).toEqual(plain);
  }
});

test('shards in any order, each with its control, add up to the unsharded run', () => {
  const whole = mergeEvidence(onePerClaim([control, first, second], CLAIMS));
  const shards = mergeEvidence(onePerClaim([control, second, control, first], CLAIMS));
  expect(JSON.stringify(shards)).toBe(JSON.stringify(whole));
});

test('what only a copy of the control found or suffered is kept', () => {
  const error = { kind: 'unauthorized', message: 'It wants credentials.' };
  const copy = { ...control, findings: [fakeFinding('c')], errors: [error] };
  const [merged] = onePerClaim([control, copy], CLAIMS);
  expect(merged?.findings).toHaveLength(1);
  expect(merged?.errors).toEqual([error]);
  expect(merged?.requests).toBe(2);
});

test('nothing merges to nothing', () => {
  expect(mergeEvidence([]).requests).toBe(0);
});
