import { expect, test } from '@playwright/test';
import type { RunResults } from '../../reports/verdict/run-results.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import { entry, runResults, valid } from './reporter/fake-run-results.ts';

const DECISIONS: readonly [
  name: string,
  change: Partial<RunResults>,
  requirements: string,
  run: string,
][] = [
  [
    'a known failure',
    { baseline: [entry()], outcomes: valid({ findings: ['declared'] }) },
    'known pass pass',
    'conformant 0 conformant',
  ],
  [
    'another failure of a known requirement',
    {
      baseline: [entry({ signature: 'declared 200 #/b/type /a' })],
      outcomes: valid({ findings: ['declared'] }),
    },
    'fail pass pass',
    'nonconformant 1 nonconformant',
  ],
  ['a fixed entry', { baseline: [entry()] }, 'stale pass pass', 'nonconformant 1 stale'],
  [
    'an expired entry',
    { baseline: [entry({ until: '2026-01-01' })], outcomes: valid({ findings: ['declared'] }) },
    'stale pass pass',
    'nonconformant 1 stale',
  ],
  [
    'an entry on its last day',
    { baseline: [entry({ until: '2026-01-02' })], outcomes: valid({ findings: ['declared'] }) },
    'known pass pass',
    'conformant 0 conformant',
  ],
  [
    'an entry of what nothing exercised',
    {
      baseline: [entry({ requirement: 'implied', signature: 'implied 401 #/a/type /a' })],
      outcomes: valid({ exercised: { declared: 1, tentative: 1 } }),
    },
    'pass not-applicable pass',
    'conformant 0 conformant',
  ],
  [
    'an entry that a selection did not show',
    { baseline: [entry()], claims: ['control', 'valid', 'more'] },
    'pass pass pass',
    'inconclusive 2 partial',
  ],
  [
    'a stale entry and a failure',
    { baseline: [entry()], outcomes: valid({ findings: ['implied'] }) },
    'stale fail pass',
    'nonconformant 1 nonconformant',
  ],
];

for (const [name, change, requirements, run] of DECISIONS) {
  test(`${name}: ${requirements}; ${run}`, () => {
    const report = decide(runResults(change));
    expect(report.requirements.map(({ verdict }) => verdict).join(' ')).toBe(requirements);
    expect(`${report.verdict} ${report.exitCode} ${report.reason.kind}`).toBe(run);
  });
}

test('a known finding stays visible with its entry', () => {
  const { requirements } = decide(
    runResults({ baseline: [entry()], outcomes: valid({ findings: ['declared'] }) }),
  );
  expect(requirements[0]?.failures[0]?.known).toEqual({
    reason: 'Being fixed.',
    link: '',
    until: '2026-12-31',
  });
});
