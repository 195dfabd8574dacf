import { expect, test } from '@playwright/test';
import type { Observation, RunError } from '../../schema/requirements/evidence.ts';
import type { RunResults } from '../../reports/verdict/run-results.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { fakeFinding } from './reporter/fake-evidence.ts';
import {
  claim,
  control,
  EXERCISED,
  runResults,
  skipped,
  valid,
} from './reporter/fake-run-results.ts';

const ERROR: RunError = {
  kind: 'unauthorized',
  message: 'It wants credentials.\nSet API_TOKEN.',
};

test('a run that kept everything conforms', () => {
  const report = decide(runResults());
  expect(verdicts(report)).toEqual(['pass', 'pass', 'pass']);
  expect([report.verdict, report.exitCode, report.reason.kind]).toEqual([
    'conformant',
    0,
    'conformant',
  ]);
  expect(report.reason.message).toBe(
    'All 2 gating requirements that apply were exercised and kept.',
  );
});

test('a finding of what is no requirement is an error of the suite, whatever else was kept', () => {
  const outcomes = valid({ findings: ['declard'] });
  const report = decide(runResults({ outcomes }));
  expect([report.verdict, report.exitCode, report.reason.kind]).toEqual([
    'inconclusive',
    2,
    'suite-error',
  ]);
  expect(report.reason.message).toContain('declard');
});

const WENT_AWAY: RunError = { kind: 'went-away', message: 'The target stopped answering.' };

const DECISIONS: readonly [
  name: string,
  change: Partial<RunResults>,
  requirements: string,
  run: string,
][] = [
  [
    'a declared failure',
    { outcomes: valid({ findings: ['declared'] }) },
    'fail pass pass',
    'nonconformant 1 nonconformant',
  ],
  [
    'an implied failure',
    { outcomes: valid({ findings: ['implied'] }) },
    'pass fail pass',
    'nonconformant 1 nonconformant',
  ],
  [
    'a tentative failure',
    { outcomes: valid({ findings: ['tentative'] }) },
    'pass pass fail',
    'conformant 0 conformant',
  ],
  [
    'a tentative failure in strict mode',
    { outcomes: valid({ findings: ['tentative'] }), strict: true },
    'pass pass fail',
    'nonconformant 1 nonconformant',
  ],
  [
    'a condition that did not arise',
    { outcomes: valid({ exercised: { declared: 1, tentative: 1 } }) },
    'pass not-applicable pass',
    'conformant 0 conformant',
  ],
  [
    'a gating requirement that nothing exercised',
    { outcomes: valid({ exercised: { implied: 1, tentative: 1 } }) },
    'unverified pass pass',
    'inconclusive 2 unverified',
  ],
  [
    'a tentative one that nothing exercised',
    { outcomes: valid({ exercised: { declared: 1, implied: 1 } }) },
    'pass pass unverified',
    'conformant 0 conformant',
  ],
  [
    'a tentative one that nothing exercised, in strict mode',
    { outcomes: valid({ exercised: { declared: 1, implied: 1 } }), strict: true },
    'pass pass unverified',
    'inconclusive 2 unverified',
  ],
  [
    'a failure and an unverified one',
    { outcomes: valid({ exercised: { implied: 1 }, findings: ['implied'] }) },
    'unverified fail unverified',
    'nonconformant 1 nonconformant',
  ],
  [
    'an error and a failure',
    { outcomes: valid({ findings: ['declared'], errors: [ERROR] }) },
    'fail pass pass',
    'inconclusive 2 unauthorized',
  ],
  [
    'a target that goes away after a failure',
    { outcomes: valid({ findings: ['declared'], errors: [WENT_AWAY] }) },
    'fail pass pass',
    'nonconformant 1 nonconformant',
  ],
  [
    'a token that expires after a failure, so that the rest is unverified',
    {
      outcomes: valid({
        exercised: { declared: 1 },
        findings: ['declared'],
        errors: [{ kind: 'token-expired', message: 'It expired.' }],
      }),
    },
    'fail unverified unverified',
    'nonconformant 1 nonconformant',
  ],
  [
    'a target that goes away',
    { outcomes: valid({ errors: [WENT_AWAY] }) },
    'pass pass pass',
    'inconclusive 2 went-away',
  ],
  [
    'a target that goes away after a tentative failure',
    { outcomes: valid({ findings: ['tentative'], errors: [WENT_AWAY] }) },
    'pass pass fail',
    'inconclusive 2 went-away',
  ],
  [
    'a suite that breaks after a failure, and a target that goes away',
    {
      outcomes: valid({
        findings: ['declared'],
        errors: [WENT_AWAY, { kind: 'suite-error', message: 'It broke.' }],
      }),
    },
    'fail pass pass',
    'inconclusive 2 went-away',
  ],
  [
    'an error outside of claims',
    { errors: [ERROR] },
    'pass pass pass',
    'inconclusive 2 unauthorized',
  ],
  [
    'a crash of a claim',
    {
      outcomes: [
        control(),
        { ...claim('valid'), errors: [{ kind: 'suite-error', message: 'It broke.' }] },
      ],
    },
    'unverified not-applicable unverified',
    'inconclusive 2 suite-error',
  ],
  [
    'a failed control',
    { outcomes: [control({ errors: [ERROR] }), skipped('valid')] },
    'unverified unverified unverified',
    'inconclusive 2 unauthorized',
  ],
  [
    'a control that the suite broke',
    {
      outcomes: [
        control({ errors: [{ kind: 'suite-error', message: 'It broke.' }] }),
        skipped('valid'),
      ],
    },
    'error error error',
    'inconclusive 2 suite-error',
  ],
  [
    'no claims',
    { outcomes: [] },
    'unverified not-applicable unverified',
    'inconclusive 2 no-tests',
  ],
  [
    'all claims skipped',
    { outcomes: [skipped('control'), skipped('valid')] },
    'unverified not-applicable unverified',
    'inconclusive 2 all-skipped',
  ],
  [
    'one claim skipped',
    { outcomes: [...valid(), skipped('more')], claims: ['control', 'valid', 'more'] },
    'pass pass pass',
    'inconclusive 2 missing-claims',
  ],
  [
    'a selection of claims',
    { claims: ['control', 'valid', 'more'] },
    'pass pass pass',
    'inconclusive 2 partial',
  ],
  [
    'a selection of claims that fails',
    { claims: ['control', 'valid', 'more'], outcomes: valid({ findings: ['declared'] }) },
    'fail pass pass',
    'nonconformant 1 nonconformant',
  ],
  [
    'a missing shard',
    { claims: ['control', 'valid', 'more'], fromShards: true },
    'pass pass pass',
    'inconclusive 2 missing-claims',
  ],
  [
    'an interrupt',
    { interrupted: true, outcomes: valid({ findings: ['declared'], errors: [ERROR] }) },
    'fail pass pass',
    'inconclusive 130 interrupted',
  ],
];

for (const [name, change, requirements, run] of DECISIONS) {
  test(`${name}: ${requirements}; ${run}`, () => {
    const report = decide(runResults(change));
    expect(verdicts(report).join(' ')).toBe(requirements);
    expect(`${report.verdict} ${report.exitCode} ${report.reason.kind}`).toBe(run);
    expect(report.reason.message).toMatch(/^[^\n]+\.$/);
  });
}

test('the reason of a failure counts and names what fails, and how often', () => {
  const findings = [
    fakeFinding('declared'),
    fakeFinding('implied', 401, { confirmed: { label: 'intermittent', failed: 2, sent: 5 } }),
  ];
  const outcomes = [control(), claim('valid', { exercised: EXERCISED, findings })];
  expect(decide(runResults({ outcomes })).reason.message).toBe(
    '2 of 2 gating requirements fail: declared (always), implied (intermittent: 2 of 5).',
  );
});

test('the reason of several failures that always show says so once', () => {
  const findings = [fakeFinding('declared'), fakeFinding('implied', 401)];
  const outcomes = [control(), claim('valid', { exercised: EXERCISED, findings })];
  expect(decide(runResults({ outcomes })).reason.message).toBe(
    '2 of 2 gating requirements fail: declared, implied (each of them always).',
  );
});

test('the reason of a failure that was not sent again does not say that it always shows', () => {
  const confirmed = { label: 'always', failed: 1, sent: 1 } as const;
  const findings = [fakeFinding('declared', 200, { confirmed })];
  const outcomes = [control(), claim('valid', { exercised: EXERCISED, findings })];
  expect(decide(runResults({ outcomes })).reason.message).toBe(
    '1 of 2 gating requirements fails: declared (not sent again).',
  );
});

test('the reason of a failure before a target went away tells both, and that the rest was not asked', () => {
  const outcomes = valid({ findings: ['declared'], errors: [WENT_AWAY] });
  const report = decide(runResults({ outcomes }));
  expect(report.reason.message).toBe(
    '1 of 2 gating requirements fails: declared (always). The rest was not asked: the target stopped answering.',
  );
  expect(report.observations.map(({ kind }) => kind)).toEqual(['trouble']);
});

test('what was seen once before a target went away is not confirmed: no verdict', () => {
  const confirmed = { label: 'always', failed: 1, sent: 1 } as const;
  const findings = [fakeFinding('declared', 200, { confirmed })];
  const gone = claim('valid', { exercised: EXERCISED, findings, errors: [WENT_AWAY] });
  const report = decide(runResults({ outcomes: [control(), gone] }));
  expect([report.exitCode, report.reason.kind]).toEqual([2, 'went-away']);
});

test('findings of a run with an error are kept, and its other errors are observed', () => {
  const other = { kind: 'went-away', message: 'It went away.' };
  const outcomes = valid({ findings: ['declared'], errors: [ERROR, other] });
  const report = decide(runResults({ outcomes }));
  expect(report.requirements[0]?.failures).toHaveLength(1);
  expect(report.observations).toEqual([
    { kind: 'trouble', statement: 'It went away.', data: { kind: 'went-away' } },
  ]);
});

test('a selection is partial, a whole run is not', () => {
  expect(decide(runResults()).partial).toBe(false);
  expect(decide(runResults({ claims: ['control', 'valid', 'more'] })).partial).toBe(true);
});

const LEFT_BEHIND: Observation = {
  kind: 'restore',
  statement: 'Two preferences stay.',
  data: { complete: false, requests: [], spaces: [] },
};

test('warnings are counted and named in the verdict, with what makes them gate', () => {
  const report = decide(runResults({ outcomes: valid({ findings: ['tentative'] }) }));
  expect(report.reason.message).toBe(
    'All 2 gating requirements that apply were exercised and kept. 1 warning (it gates with STRICT=1): tentative.',
  );
  const both = decide(runResults({ outcomes: valid({ findings: ['declared', 'tentative'] }) }));
  expect(both.reason.message).toMatch(/ 1 warning \(it gates with STRICT=1\): tentative\.$/);
});

test('what was not put back is a warning of the verdict, and no verdict in strict mode', () => {
  const observations = [LEFT_BEHIND];
  const report = decide(runResults({ observations }));
  expect([report.verdict, report.exitCode]).toEqual(['conformant', 0]);
  expect(report.reason.message).toMatch(/ Warning: not all that the run changed was put back; /);
  const strict = decide(runResults({ observations, strict: true }));
  expect([strict.exitCode, strict.reason.kind]).toEqual([2, 'not-put-back']);
  const failing = valid({ findings: ['declared'] });
  const broken = decide(runResults({ observations, strict: true, outcomes: failing }));
  expect([broken.exitCode, broken.reason.kind]).toEqual([1, 'nonconformant']);
  const whole = [{ ...LEFT_BEHIND, data: { ...LEFT_BEHIND.data, complete: true } }];
  expect(decide(runResults({ observations: whole, strict: true })).exitCode).toBe(0);
});

function verdicts(report: ConformanceReport): string[] {
  return report.requirements.map(({ verdict }) => verdict);
}
