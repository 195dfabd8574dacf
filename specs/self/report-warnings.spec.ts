import { expect, test } from '@playwright/test';
import {
  renderClosing,
  requirementLine,
  requirementLines,
} from '../../reports/formats/terminal.ts';
import { sampleFinding } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleCatalogue, sampleRequirement } from './reports/sample-requirements.ts';

test('the terminal shows a warning like a finding: request, curl line and replay line', () => {
  const warning = sampleFinding({ requirement: 'update-is-saved' });
  const report = sampleReport({
    requirements: sampleCatalogue({ 'update-is-saved': { verdict: 'fail', failures: [warning] } }),
  });
  const closing = renderClosing(report, 'reports/out');
  expect(closing).toContain('update-is-saved · warning · tentative · ');
  expect(closing).toContain(warning.curl.split('\n')[0] ?? '');
  expect(closing).toContain(warning.replay);
  expect(closing).toMatch(/\n {2}request {4}PUT /);
});

test('known deviations stay brief', () => {
  const known = { reason: 'Ticket 7.', link: '', until: '2027-01-01' };
  const finding = sampleFinding({ requirement: 'update-is-saved', known });
  const report = sampleReport({
    requirements: sampleCatalogue({ 'update-is-saved': { verdict: 'known', failures: [finding] } }),
  });
  const closing = renderClosing(report, 'reports/out');
  expect(closing).toContain('Known deviations:\n  update-is-saved: ');
  expect(closing).not.toContain(finding.curl);
});

test('what became of the preferences is told whole and first, and an error of several claims once', () => {
  const statement = `The target keeps ${'a long name, '.repeat(30)}and no more.`;
  const error = { kind: 'trouble', data: { kind: 'went-away' } };
  const report = sampleReport({
    observations: [
      { ...error, statement: 'The target stopped answering.' },
      { ...error, statement: 'The target stopped answering as well.' },
      { kind: 'restore', statement, data: { complete: false } },
    ],
  });
  const closing = renderClosing(report, 'reports/out');
  expect(closing).toContain(`Observed:\n  restore: ${statement}\n  trouble: The target stopped`);
  expect(closing.match(/trouble: /g)).toHaveLength(1);
});

test('the line of what was not judged says why: the setting that would test it, or what did not occur', () => {
  const open = { verdict: 'not-applicable', exercised: 0, statement: 'It holds.' } as const;
  const untested = sampleRequirement({ ...open, id: 'a', untested: true, optIn: 'SPACES=one,two' });
  const absent = sampleRequirement({ ...open, id: 'b', condition: 'a 401' });
  expect(requirementLine(untested, 160)).toContain(
    'not tested (SPACES=one,two tests it): It holds.',
  );
  expect(requirementLine(absent, 160)).toContain(
    'not applicable (did not occur: a 401): It holds.',
  );
});

test('where nothing was verified, one line stands for all requirements', () => {
  const open = sampleRequirement({ id: 'a', verdict: 'unverified', exercised: 0 });
  const reached = sampleRequirement({ id: 'b', verdict: 'unverified', exercised: 1 });
  const absent = sampleRequirement({ id: 'c', verdict: 'not-applicable', exercised: 0 });
  const [line, ...more] = requirementLines([open, reached, absent], 160);
  expect([line, more]).toEqual(['  ? none of 3 requirements was verified', []]);
  expect(requirementLines([open, sampleRequirement({ id: 'd' })], 160)).toHaveLength(2);
});

test('where nothing was verified, the verdict alone says why', () => {
  const note = 'No exchange exercised it.';
  const unasked = [sampleRequirement({ id: 'a', verdict: 'unverified', exercised: 0, note })];
  const judged = [...unasked, sampleRequirement({ id: 'b' })];
  const closingOf = (requirements: typeof judged): string =>
    renderClosing(sampleReport({ requirements, observations: [] }), 'reports/out');
  expect(closingOf(judged)).toContain(`  a: ${note}`);
  expect(closingOf(unasked)).not.toContain(note);
});

test('a sentence of the suite is told whole', () => {
  const statement = `Not asked in full: ${'a claim, '.repeat(40)}and no more.`;
  const report = sampleReport({ observations: [{ kind: 'cut-short', statement }] });
  expect(renderClosing(report, 'reports/out')).toContain(`  cut-short: ${statement}\n`);
});
