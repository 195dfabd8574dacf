import { expect, test } from '@playwright/test';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { outcomesOf } from '../../reports/verdict/evidence-attachment.ts';
import { decide } from '../../reports/verdict/verdict.ts';
import { fakeEvidence } from './reporter/fake-evidence.ts';
import { control, EXERCISED, runResults, claim } from './reporter/fake-run-results.ts';

const TEST = { title: 'A claim of another shard', tags: ['@late'] };

test('a claim that was interrupted did not run, so that merged shards reach no verdict', () => {
  const late = outcomesOf(TEST, { status: 'interrupted', attachments: [] });
  expect(late).toEqual([{ claim: 'late', ran: false, evidence: null, errors: [] }]);
  const outcomes = [control(), claim('valid', { exercised: EXERCISED }), ...late];
  const claims = ['control', 'valid', 'late'];
  const report = decide(runResults({ claims, outcomes, fromShards: true }));
  expect([report.verdict, report.exitCode]).toEqual(['inconclusive', 2]);
});

test('a test that asked the control first tells of both claims, also where the control failed', () => {
  const attached = (evidence: Partial<Evidence>) => ({
    name: 'evidence',
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(fakeEvidence(evidence))),
  });
  const asked = attached({ claim: 'control', requests: 6 });
  const passed = outcomesOf(TEST, {
    status: 'passed',
    attachments: [asked, attached({ claim: 'late', requests: 3 })],
  });
  expect(passed.map(({ claim, ran, evidence }) => [claim, ran, evidence?.requests])).toEqual([
    ['control', true, 6],
    ['late', true, 3],
  ]);
  const errors = [{ kind: 'went-away', message: 'It stopped.' }];
  const skipped = outcomesOf(TEST, {
    status: 'skipped',
    attachments: [attached({ claim: 'control', errors })],
  });
  expect(skipped.map(({ claim, ran, evidence }) => [claim, ran, evidence?.errors])).toEqual([
    ['control', true, errors],
    ['late', false, undefined],
  ]);
});

test('a claim that passed without evidence is an error', () => {
  const [passed] = outcomesOf(TEST, { status: 'passed', attachments: [] });
  expect(passed).toMatchObject({ ran: true, errors: [{ kind: 'suite-error' }] });
});
