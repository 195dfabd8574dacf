import { expect, test } from '@playwright/test';
import type { Trouble } from '../../schema/evidence.ts';
import type { Proceedings } from '../../reports/proceedings.ts';
import { decide } from '../../reports/verdict.ts';
import { entry, proceedings, skipped, valid } from './reporter/fake-proceedings.ts';

const LIMIT: Trouble = { kind: 'request-limit', message: 'It sent 5. MAX_REQUESTS allows more.' };
const STATEMENT = 'It sent 5. MAX_REQUESTS allows more. Not asked in full: valid.';
const INCONCLUSIVE = { verdict: 'inconclusive', exitCode: 2 };

test('a limit that ended a claim is inconclusive, though all requirements were exercised', () => {
  expect(decide(proceedings({ outcomes: valid({ limits: [LIMIT] }) }))).toMatchObject({
    ...INCONCLUSIVE,
    reason: { kind: 'request-limit', message: STATEMENT },
  });
});

test('what was found before a limit gates, and the limit is told beside it', () => {
  const outcomes = valid({ findings: ['declared'], limits: [LIMIT] });
  const report = decide(proceedings({ outcomes }));
  expect(report).toMatchObject({ verdict: 'nonconformant', exitCode: 1 });
  expect(report.observations).toContainEqual({
    kind: 'cut-short',
    statement: STATEMENT,
    data: { kind: 'request-limit' },
  });
});

const OTHERS: readonly (readonly [string, Partial<Proceedings>])[] = [
  [
    'claims that were skipped beside a limit do not hide it',
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
    expect(decide(proceedings(change))).toMatchObject({
      ...INCONCLUSIVE,
      reason: { kind: 'request-limit' },
    });
  });
}
