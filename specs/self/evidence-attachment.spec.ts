import { expect, test } from '@playwright/test';
import { outcomeOf } from '../../reports/verdict/evidence-attachment.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import { control, EXERCISED, runResults, claim } from './reporter/fake-run-results.ts';

const TEST = { title: 'A claim of another shard', tags: ['@late'] };

test('a claim that was interrupted did not run, so that merged shards reach no verdict', () => {
  const late = outcomeOf(TEST, { status: 'interrupted', attachments: [] });
  expect(late).toEqual({ claim: 'late', ran: false, evidence: null, troubles: [] });
  const outcomes = [control(), claim('valid', { exercised: EXERCISED }), late];
  const claims = ['control', 'valid', 'late'];
  const report = decide(runResults({ claims, outcomes, fromShards: true }));
  expect([report.verdict, report.exitCode]).toEqual(['inconclusive', 2]);
});

test('a claim that passed without evidence is trouble', () => {
  const passed = outcomeOf(TEST, { status: 'passed', attachments: [] });
  expect(passed).toMatchObject({ ran: true, troubles: [{ kind: 'suite-error' }] });
});
