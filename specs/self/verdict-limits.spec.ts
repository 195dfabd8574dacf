import { expect, test } from '@playwright/test';
import type { RunError } from '../../schema/requirements/evidence.ts';
import type { RunResults } from '../../reports/verdict/run-results.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import { entry, runResults, skipped, valid } from './reporter/fake-run-results.ts';

const LIMIT: RunError = { kind: 'request-limit', message: 'It sent 5. MAX_REQUESTS allows more.' };
const STATEMENT = 'It sent 5. MAX_REQUESTS allows more. Not asked in full: valid.';
const INCONCLUSIVE = { verdict: 'inconclusive', exitCode: 2 };

test('a limit that ended a claim is inconclusive, though all requirements were exercised', () => {
  expect(decide(runResults({ outcomes: valid({ limits: [LIMIT] }) }))).toMatchObject({
    ...INCONCLUSIVE,
    reason: { kind: 'request-limit', message: STATEMENT },
  });
});

test('what was found before a limit gates, and the limit is told with it', () => {
  const outcomes = valid({ findings: ['declared'], limits: [LIMIT] });
  const report = decide(runResults({ outcomes }));
  expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
  expect(report.observations).toContainEqual({
    kind: 'cut-short',
    statement: STATEMENT,
    data: { kind: 'request-limit' },
  });
});

const OTHERS: readonly (readonly [string, Partial<RunResults>])[] = [
  [
    'claims that were skipped do not hide a limit',
    {
      outcomes: [...valid({ limits: [LIMIT] }), skipped('more')],
      claims: ['control', 'valid', 'more'],
    },
  ],
  [
    'a known failure that a limit kept from showing is not stale',
    { outcomes: valid({ limits: [LIMIT] }), baseline: [entry()] },
  ],
];

for (const [name, change] of OTHERS) {
  test(name, () => {
    expect(decide(runResults(change))).toMatchObject({
      ...INCONCLUSIVE,
      reason: { kind: 'request-limit' },
    });
  });
}
