import { expect, test } from '@playwright/test';
import { renderAnnotations } from '../../reports/formats/annotations.ts';
import { renderBadge } from '../../reports/formats/badge.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { renderCtrf } from '../../reports/formats/ctrf.ts';
import { deviatingRun } from './reports/deviating-run.ts';
import { baselineRun, inconclusiveRun, partialRun } from './reports/other-runs.ts';
import { sampleFinding } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleCatalogue, sampleRequirement } from './reports/sample-requirements.ts';

test.describe('annotations', () => {
  test('a conforming run has none', () => {
    expect(renderAnnotations(sampleReport())).toBe('');
  });

  test('gating findings are errors, the others warnings', () => {
    const lines = renderAnnotations(deviatingRun()).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::error title='))).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith('::warning title='))).toHaveLength(1);
    expect(lines).toHaveLength(5);
  });

  test('a hostile message stays within its command', () => {
    const lines = renderAnnotations(deviatingRun()).trimEnd().split('\n');
    const hostile = lines.find((line) => line.includes('default-content-type'));
    expect(hostile).toContain('%0A\\u003a:stop-commands::x%0A');
    expect(hostile).not.toMatch(/\p{Cc}/u);
  });

  test('a message holds no command of other pipelines, which obey one anywhere in a line', () => {
    const hostile = sampleFinding({ message: '##[error]x', actual: '##vso[task.complete]y' });
    const requirement = sampleRequirement({ id: 'a', verdict: 'fail', failures: [hostile] });
    const text = renderAnnotations(sampleReport({ requirements: [requirement] }));
    expect(text).toContain('[task.complete]y');
    expect(text).not.toMatch(/##(\[|vso)/);
  });

  test('a percent sign, and in a title colon and comma, are escaped', () => {
    const requirement = sampleRequirement({
      id: 'a,b:c%',
      verdict: 'fail',
      failures: [sampleFinding({ message: '50% of, it: all' })],
    });
    expect(renderAnnotations(sampleReport({ requirements: [requirement] }))).toMatch(
      /^::error title=a%2Cb%3Ac%25 failed::50%25 of, it: all%0A/,
    );
  });

  test('at most ten errors and ten warnings, the tenth counts the rest', () => {
    const failing = Array.from({ length: 30 }, (_, index) =>
      sampleRequirement({
        id: `claim-${index}`,
        level: index < 15 ? 'declared' : 'tentative',
        verdict: 'fail',
        failures: [sampleFinding()],
      }),
    );
    const lines = renderAnnotations(sampleReport({ requirements: failing }))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(20);
    expect(lines[9]).toMatch(/^::error title=6 more findings::claim-9 failed%0A.*claim-14 failed$/);
    expect(lines[19]).toMatch(/^::warning title=6 more findings::claim-24 warning%0A/);
  });

  test('an inconclusive run is one error, with the reason and what helps', () => {
    expect(renderAnnotations(inconclusiveRun())).toBe(
      '::error title=No verdict could be reached::The target answers 401 to the control: set API_TOKEN to a valid bearer token.\n',
    );
  });

  test('what an inconclusive run has found stands next to its reason', () => {
    const { requirements, ...run } = inconclusiveRun();
    const found = sampleRequirement({ id: 'a', verdict: 'fail', failures: [sampleFinding()] });
    const lines = renderAnnotations({ ...run, requirements: [...requirements, found] })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^::error title=\S+ failed::/);
  });

  test('next to findings, what was not verified is one error', () => {
    const { requirements } = inconclusiveRun();
    const found = sampleRequirement({ id: 'a', verdict: 'fail', failures: [sampleFinding()] });
    const report = sampleReport({
      verdict: 'nonconformant',
      exitCode: 1,
      requirements: [found, ...requirements],
    });
    const lines = renderAnnotations(report).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::error title=\d+ requirements not verified::.*default-status.*%0AThe control failed\.$/,
    );
  });
});

test.describe('badge', () => {
  const badge = (report: ConformanceReport): unknown => JSON.parse(renderBadge(report) ?? 'null');

  test('counts the gating requirements that apply', () => {
    expect(badge(sampleReport())).toEqual({
      schemaVersion: 1,
      label: 'contract',
      message: '10/10',
      color: 'brightgreen',
      isError: false,
    });
    expect(badge(deviatingRun())).toMatchObject({ message: '6/10', color: 'red', isError: true });
    expect(badge(inconclusiveRun())).toMatchObject({ message: 'inconclusive', isError: true });
  });

  test('is amber for warnings, and for what was not put back', () => {
    const failures = [sampleFinding()];
    const warned = sampleReport({
      requirements: sampleCatalogue({ 'update-is-saved': { verdict: 'fail', failures } }),
    });
    expect(badge(warned)).toMatchObject({ message: '10/10, 1 warning', color: 'ffbf00' });
    const restore = { kind: 'restore', statement: 'Two stay.', data: { complete: false } };
    const changed = sampleReport({ observations: [restore] });
    expect(badge(changed)).toMatchObject({ message: '10/10, not put back', color: 'ffbf00' });
  });

  test('a partial run has none', () => {
    expect(renderBadge(partialRun())).toBeNull();
  });
});

test.describe('CTRF', () => {
  test('the summary counts the tests by status', () => {
    const { results } = ctrf(baselineRun());
    expect(results.summary).toMatchObject({
      tests: 15,
      passed: 10,
      failed: 2,
      skipped: 2,
      other: 1,
    });
    expect(results.summary).toMatchObject({ start: 1_772_532_900_000, stop: 1_772_532_908_412 });
    expect(results.tests.map(({ status }) => status)).toHaveLength(15);
  });

  test('nonconformance fails, with message and failure page', () => {
    const test = ctrf(deviatingRun()).results.tests.find(({ name }) =>
      name.startsWith('200-object-roles'),
    );
    expect(test).toMatchObject({ status: 'failed', rawStatus: 'fail', duration: 0 });
    expect(test?.trace).toContain('actual     "ROLE_OWNER"');
  });

  test('durations add up to that of the run', () => {
    const { results } = ctrf(sampleReport());
    const durations = results.tests.map(({ duration }) => duration);
    expect(durations.reduce((sum, each) => sum + each, 0)).toBe(8_412);
    expect(results.tests.at(-1)).toMatchObject({ rawStatus: 'conformant', duration: 8_412 });
  });

  test('a run that only a stale baseline fails has a failed test', () => {
    const note = 'Its baseline entry expired on 2026-01-31.';
    const requirement = sampleRequirement({ id: '200-body', verdict: 'stale', note });
    const { results } = ctrf(
      sampleReport({ verdict: 'nonconformant', exitCode: 1, requirements: [requirement] }),
    );
    expect(results.summary).toMatchObject({ failed: 1, other: 0 });
    expect(results.tests[0]).toMatchObject({ status: 'failed', rawStatus: 'stale', message: note });
  });

  test('an inconclusive run never reads as green', () => {
    const { results } = ctrf(inconclusiveRun());
    expect(results.summary).toMatchObject({ passed: 0, failed: 1 });
  });

  function ctrf(report: ConformanceReport): Ctrf {
    return JSON.parse(renderCtrf(report)) as Ctrf;
  }
});

interface Ctrf {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly tests: readonly { name: string; status: string; duration: number; trace?: string }[];
  };
}
