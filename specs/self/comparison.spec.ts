import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { compareRuns, comparisonCounts, readPrevious } from '../../reports/formats/comparison.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { renderClosing } from '../../reports/formats/terminal.ts';
import { sampleFinding } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleCatalogue } from './reports/sample-requirements.ts';
import { run } from './running/run.ts';
import { testDirectory } from './test-directory.ts';

/** A run that shows findings with these signatures. */
function runWith(
  signatures: readonly string[],
  overrides: Partial<ConformanceReport> = {},
): ConformanceReport {
  const failures = signatures.map((signature) =>
    sampleFinding({ signature, message: `the finding ${signature}` }),
  );
  const verdict = failures.length === 0 ? 'pass' : 'fail';
  return sampleReport({
    verdict: failures.length === 0 ? 'conformant' : 'nonconformant',
    requirements: sampleCatalogue({ '200-object-roles': { verdict, failures } }),
    ...overrides,
  });
}

const before = () => readPrevious(saved(JSON.stringify(runWith(['a', 'b']))));

function saved(text: string): string {
  const file = join(testDirectory(), 'conformance.json');
  writeFileSync(file, text);
  return file;
}

test('findings are new, gone or still there', () => {
  const comparison = compareRuns(runWith(['b', 'c']), before());
  expect(comparison.findings.map(({ signature, change }) => [signature, change])).toEqual([
    ['b', 'still there'],
    ['c', 'new'],
    ['a', 'gone'],
  ]);
  expect(comparisonCounts(comparison)).toBe('1 new, 1 gone, 1 still there');
  const text = renderClosing({ ...runWith(['b', 'c']), comparison }, 'reports/out');
  expect(text).toContain('(https://staging.example.com/api/v1): 1 new, 1 gone, 1 still there');
  expect(text).toContain('  gone: 200-object-roles: the finding a');
  expect(text).not.toContain('still there: 200');
});

const LESS: Readonly<Record<string, Partial<ConformanceReport>>> = {
  'another profile': { profile: 'smoke' },
  'another seed': { seed: 7 },
  'another contract': { contract: { title: 't', version: 'v', sha256: 'other' } },
  'a selection of claims': { partial: true },
  'no verdict': { verdict: 'inconclusive' },
  'a requirement that was not exercised': {
    requirements: sampleCatalogue({
      '200-object-roles': { verdict: 'not-applicable', exercised: 0 },
    }),
  },
};

for (const [what, overrides] of Object.entries(LESS)) {
  test(`${what} is no proof that a finding is gone`, () => {
    const { findings } = compareRuns(runWith([], overrides), before());
    expect(findings.map(({ change }) => change)).toEqual(['not seen', 'not seen']);
  });
}

const BAD: readonly (readonly [text: string, message: string])[] = [
  ['{', 'is no JSON'],
  ['[]', 'is no object'],
  ['{}', '/seed is no number'],
  ['{"seed":1,"requirements":{}}', '/requirements is no list'],
  [
    '{"seed":1,"startedAt":"","target":"","profile":"","verdict":"","requirements":[{"id":"x","failures":[{}]}]}',
    '/requirements/0/failures/0 is no finding',
  ],
];

test('what is no report is refused, with the file, the place and what to do', () => {
  for (const [text, message] of BAD) {
    expect(() => readPrevious(saved(text))).toThrow(
      `${message}. Give the conformance.json of an earlier run, or leave PREVIOUS out.`,
    );
  }
  expect(() => readPrevious('/nowhere/conformance.json')).toThrow('cannot be read');
});

test('a run is compared with the report that it would overwrite', async () => {
  const out = testDirectory();
  const report = join(out, 'conformance.json');
  writeFileSync(report, JSON.stringify(runWith(['a'])));
  const variables = { CONFORMANCE_OUT: out, PREVIOUS: report, BASE_URL: 'http://127.0.0.1:1/' };
  const ended = await run({ variables });
  expect(ended.code).toBe(2);
  expect(ended.stdout).toContain('1 not seen');
});
