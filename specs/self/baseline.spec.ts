import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { covers, type BaselineEntry } from '../../schema/baseline/baseline-entry.ts';
import type { Signed } from '../../schema/requirements/finding.ts';
import { anyStatusSignature } from '../../schema/requirements/finding.ts';
import { BaselineError, readBaseline } from '../../schema/baseline/read-baseline.ts';
import { updatedBaseline, writeBaseline } from '../../reports/baseline/write-baseline.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { judgeExchange } from '../../schema/requirements/judge.ts';
import { preferenceRequirements } from '../../schema/preferences/catalogue.ts';
import { openRequirements } from '../../schema/requirements/requirement.ts';
import { fakeFinding } from './reporter/fake-evidence.ts';
import { claim, control, entry, runResults } from './reporter/fake-run-results.ts';

const IDS = new Set(['declared', 'implied']);

test('a baseline is read as it is written', () => {
  expect(readBaseline(textOf([entry()]), 'b.json', IDS)).toEqual([entry()]);
  expect(readBaseline('{"entries":[]}', 'b.json', IDS)).toEqual([]);
});

const REFUSALS: readonly [name: string, text: string, problem: string][] = [
  ['no JSON', '{', 'b.json # is not JSON'],
  ['no list', '[]', 'b.json # must be an object with a list `entries`'],
  ['an unknown key at the top', '{"entries":[],"x":1}', 'b.json #/x is not known'],
  [
    'an unknown key of an entry',
    textOf([{ ...entry(), 'a/b': 1 }]),
    '#/entries/0/a~1b is not known',
  ],
  ['an entry that is no object', textOf([1]), '#/entries/0 must be an object'],
  [
    'an unknown requirement',
    textOf([entry({ requirement: 'x', signature: 'x 200' })]),
    '#/entries/0/requirement names no requirement',
  ],
  [
    'the signature of another requirement',
    textOf([entry({ signature: 'implied 200' })]),
    '#/entries/0/signature must start with its requirement',
  ],
  ['an empty reason', textOf([entry({ reason: ' ' })]), '#/entries/0/reason is empty; fill in'],
  [
    'a missing reason',
    textOf([{ ...entry(), reason: undefined }]),
    '#/entries/0/reason must be a string',
  ],
  [
    'a script as link',
    textOf([entry({ link: 'javascript:alert(1)' })]),
    '#/entries/0/link must be an http(s) address',
  ],
  [
    'a date that does not exist',
    textOf([entry({ until: '2026-02-30' })]),
    '#/entries/0/until must be a date',
  ],
  [
    'a time',
    textOf([entry({ until: '2026-02-03T00:00:00Z' })]),
    '#/entries/0/until must be a date',
  ],
  [
    'a repeated entry',
    textOf([entry(), entry({ reason: 'Other.' })]),
    '#/entries/1/signature repeats #/entries/0',
  ],
];

for (const [name, text, problem] of REFUSALS) {
  test(`a baseline with ${name} is refused with its place`, () => {
    const read = () => readBaseline(text, 'b.json', IDS);
    expect(read).toThrow(BaselineError);
    expect(read).toThrow(problem);
  });
}

test('all problems of a baseline are told at once', () => {
  const text = textOf([entry({ reason: '', until: 'soon' })]);
  expect(() => readBaseline(text, 'b.json', IDS)).toThrow(/reason[^\n]*\n[^\n]*until/);
});

test('a star covers a finding under any status, and no other place', () => {
  const any = entry({ signature: 'declared * #/a/type /a' });
  expect(anyStatusSignature(fakeFinding('declared', 422))).toBe(any.signature);
  expect(covers(any, fakeFinding('declared', 422))).toBe(true);
  expect(covers(any, fakeFinding('declared', null))).toBe(true);
  expect(covers(any, fakeFinding('implied', 422))).toBe(false);
  expect(covers(any, fakeFinding('declared', 422, { signature: 'declared 422 #/b /a' }))).toBe(
    false,
  );
  expect(covers(entry(), fakeFinding('declared', 422))).toBe(false);
});

test('a numeric status under many statuses and an empty list of preferences take two entries', () => {
  const report = reportOf([
    ...[400, 404, 405, 415, 422].map((status) => fakeFinding('declared', status)),
    fakeFinding('implied', 200),
    fakeFinding('tentative', 200),
  ]);
  expect(updatedBaseline(report, null)).toEqual([
    entry({ signature: 'declared * #/a/type /a', reason: '', until: '2026-04-02' }),
    entry({
      requirement: 'implied',
      signature: 'implied 200 #/a/type /a',
      reason: '',
      until: '2026-04-02',
    }),
  ]);
});

test('an update keeps entries that still show and drops the others', () => {
  const report = reportOf([fakeFinding('declared', 400), fakeFinding('declared', 422)]);
  const kept = entry({ signature: 'declared * #/a/type /a', link: 'https://example.com/1' });
  const gone = entry({ requirement: 'implied', signature: 'implied 200 #/a/type /a' });
  expect(updatedBaseline(report, textOf([kept, gone]))).toEqual([kept]);
});

test('an update keeps entries of findings that do not gate now', () => {
  const report = reportOf([fakeFinding('tentative', 200)]);
  const kept = entry({ requirement: 'tentative', signature: 'tentative 200 #/a/type /a' });
  expect(updatedBaseline(report, textOf([kept]))).toEqual([kept]);
});

test('a run of some claims, or of claims cut short, writes no baseline', ({}, testInfo) => {
  const file = testInfo.outputPath('baseline.json');
  const whole = { ...reportOf([fakeFinding('declared', 400)]), partial: false };
  const cut = { kind: 'cut-short', statement: 'A limit was reached.', data: {} };
  for (const report of [
    { ...whole, partial: true },
    { ...whole, observations: [cut] },
  ]) {
    expect(writeBaseline(report, file)).toContain('was not written: not all claims were run');
    expect(existsSync(file)).toBe(false);
  }
  expect(writeBaseline(whole, file)).toContain('Wrote 1 entry');
});

test('an update that has nothing to write says why', ({}, testInfo) => {
  const file = testInfo.outputPath('baseline.json');
  const conformant = { partial: false, verdict: 'conformant' } as const;
  const warned = { ...reportOf([fakeFinding('tentative')]), ...conformant };
  expect(writeBaseline(warned, file)).toBe(
    `${file} was not written: no finding gates; STRICT=1 makes 1 warning gate, to write down with it.`,
  );
  const clean = { ...reportOf([]), ...conformant };
  expect(writeBaseline(clean, file)).toContain('was not written: the run has no findings');
  expect(existsSync(file)).toBe(false);
});

test('an update says how many entries went out', ({}, testInfo) => {
  const file = testInfo.outputPath('baseline.json');
  writeFileSync(file, textOf([entry()]));
  const clean = { ...reportOf([]), partial: false, verdict: 'conformant' } as const;
  expect(writeBaseline(clean, file)).toBe(
    `Wrote 0 entries to ${file}. 1 entry whose failure did not show went out. Nothing is left to excuse: leave BASELINE out.`,
  );
  expect(writeBaseline(clean, file)).toContain('was not written: the run has no findings');
});

test('an update does not overwrite what it cannot read', () => {
  expect(() => updatedBaseline(reportOf([]), '{"entries":[{"reason":"Long."}]}')).toThrow(
    BaselineError,
  );
});

test('an entry that was written with the length of a cut covers a cut of that length', () => {
  const cut = (label: string, signature: string): Signed =>
    fakeFinding('declared', 200, { label, signature: `declared 200 #/a /b/* ${signature}` });
  const entryOf = (length: string): BaselineEntry =>
    entry({ signature: `declared 200 #/a /b/* ${length}` });
  const [text, list] = [
    cut('truncated at 255', 'truncated'),
    cut('list truncated at 20', 'list truncated'),
  ];
  expect(covers(entryOf('truncated'), text)).toBe(true);
  expect(covers(entryOf('truncated at 255'), text)).toBe(true);
  expect(covers(entryOf('truncated at 20'), list)).toBe(true);
  expect(covers(entryOf('truncated at 255'), list)).toBe(false);
  expect(covers(entryOf('truncated'), list)).toBe(false);
});

test('the example covers a numeric status and an empty list of preferences', async () => {
  const example = new URL('../../fixtures/baselines/example.json', import.meta.url);
  const contract = await loadContract('schema/alumio.openapi.yaml');
  const requirements = preferenceRequirements(
    contract,
    operationOf(contract, 'updateUserPreferences'),
  );
  const ids = new Set(requirements.map(({ id }) => id));
  const entries = readBaseline(readFileSync(example, 'utf8'), 'example.json', ids);
  const responses = [
    responseOf(422, { status: 422 }),
    responseOf(200, { object: { email: 'ada@example.com', roles: [], preferences: [] } }),
  ];
  const findings = responses.flatMap(
    (exchange) => judgeExchange(openRequirements(requirements), exchange).findings,
  );
  const warnings = requirements.filter(({ level }) => level === 'tentative').map(({ id }) => id);
  const gating = findings.filter(({ requirement }) => !warnings.includes(requirement));
  expect(gating.map(({ requirement }) => requirement)).toEqual(
    entries.map(({ requirement }) => requirement),
  );
  for (const finding of gating) expect(entries.some((each) => covers(each, finding))).toBe(true);
});

function reportOf(findings: readonly ReportedFinding[]) {
  const exercised = { declared: 9, implied: 9, tentative: 9 };
  return decide(runResults({ outcomes: [control(), claim('valid', { exercised, findings })] }));
}

function responseOf(status: number, value: unknown): Exchange {
  const body = Buffer.from(JSON.stringify(value));
  const headers = [['Content-Type', 'application/json']] as const;
  return {
    case: {
      label: 'x',
      method: 'PUT',
      path: '/users/preferences/update',
      query: null,
      headers,
      body: Buffer.from('{}'),
    },
    class: status === 200 ? 'valid' : 'undefined',
    url: 'http://127.0.0.1/api/v1/users/preferences/update',
    startedAt: 0,
    durationMs: 1,
    response: { status, headers, body, bodyLength: body.length },
  };
}

function textOf(entries: readonly unknown[]): string {
  return JSON.stringify({ entries });
}
