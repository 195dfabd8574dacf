import { visibleText } from '../../schema/visible-text.ts';
import type { ConformanceReport, ReportedRequirement } from './conformance-report.ts';
import { failureTexts } from './failure-text.ts';
import { headline, isUndecided, leadingFailure, requirementStatus } from './requirement-status.ts';

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

interface Test {
  readonly name: string;
  readonly status: Status;
  readonly rawStatus: string;
  readonly duration: number;
  readonly suite: readonly string[];
  readonly message?: string;
  readonly trace?: string;
}

/**
 * The run in the Common Test Report Format (ctrf.io, specification 0.0.0), as JSON.
 * Nonconformance is `failed`, also where the baseline is stale; errors and gating requirements that nothing
 * exercised are `other`; a test for the run itself fails when no verdict was reached, so that nobody takes
 * `failed: 0` for a green run.
 * Durations, in milliseconds: requirements share their exchanges, so theirs are 0; the test for the run has all of it.
 */
export function renderCtrf(report: ConformanceReport): string {
  const tests = [
    ...report.requirements.map((each) => requirementTest(report, each)),
    runTest(report),
  ];
  const start = Date.parse(report.startedAt);
  const duration = Math.round(report.durationMs);
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: {
      tool: { name: report.suite.name, version: report.suite.version },
      summary: { ...tally(tests), start, stop: start + duration },
      tests,
      extra: {
        verdict: report.verdict,
        target: report.target,
        contract: report.contract,
        profile: report.profile,
        seed: report.seed,
        partial: report.partial,
        strict: report.strict,
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function requirementTest(report: ConformanceReport, requirement: ReportedRequirement): Test {
  const { note } = requirement;
  const message = note ?? leadingFailure(requirement)?.message;
  const pages = failureTexts(requirement);
  return {
    name: `${requirement.id} · ${requirement.statement}`,
    status: statusOf(requirement),
    rawStatus: requirementStatus(requirement),
    duration: 0,
    suite: [report.operation.id, requirement.level],
    ...(message === undefined ? {} : { message: visibleText(message) }),
    ...(pages.length === 0 ? {} : { trace: pages.join('\n\n') }),
  };
}

function statusOf(requirement: ReportedRequirement): Status {
  if (isUndecided(requirement)) return 'other';
  switch (requirementStatus(requirement)) {
    case 'pass':
    case 'warning':
      return 'passed';
    case 'fail':
    case 'stale':
      return 'failed';
    case 'error':
      return 'other';
    case 'known':
    case 'unverified':
    case 'not-tested':
    case 'not-applicable':
      return 'skipped';
  }
}

function runTest(report: ConformanceReport): Test {
  const base = {
    name: 'run · The run reaches a verdict.',
    rawStatus: report.verdict,
    duration: Math.round(report.durationMs),
    suite: [report.operation.id, 'run'],
  };
  if (report.verdict !== 'inconclusive') return { ...base, status: 'passed' };
  const message = visibleText(`${headline(report)}: ${report.reason.message}`);
  return { ...base, status: 'failed', message };
}

function tally(tests: readonly Test[]): Record<'tests' | Status, number> {
  const count = (status: Status) => tests.filter((test) => test.status === status).length;
  return {
    tests: tests.length,
    passed: count('passed'),
    failed: count('failed'),
    pending: count('pending'),
    skipped: count('skipped'),
    other: count('other'),
  };
}
