import type { ReportedFinding } from '../schema/evidence.ts';
import { EMBEDDED } from './reporter-options.ts';
import { isPutBack } from './restoration.ts';
import type {
  ConformanceReport,
  ReportedRequirement,
  RequirementVerdict,
} from './conformance-report.ts';

/**
 * A requirement's verdict as reports show it: a failure that does not gate is a warning, and what does not apply only
 * because the run did not ask for it is not tested.
 */
export type Standing = RequirementVerdict | 'warning' | 'not-tested';

/** All standings, the most pressing first. */
export const STANDINGS: readonly Standing[] = [
  'fail',
  'error',
  'stale',
  'unverified',
  'warning',
  'known',
  'not-tested',
  'pass',
  'not-applicable',
];

const WORDS: Readonly<Record<Standing, string>> = {
  fail: 'failed',
  error: 'suite error',
  stale: 'stale baseline',
  unverified: 'not verified',
  warning: 'warning',
  known: 'known deviation',
  'not-tested': 'not tested',
  pass: 'passed',
  'not-applicable': 'not applicable',
};

/** How a requirement stands: its verdict, `warning` for a failure that does not gate, or `not-tested`. */
export function standingOf(requirement: ReportedRequirement): Standing {
  if (requirement.untested === true) return 'not-tested';
  return requirement.verdict === 'fail' && !requirement.gates ? 'warning' : requirement.verdict;
}

/** A standing in words, lower case: `not verified`. */
export function standingWords(standing: Standing): string {
  return WORDS[standing];
}

/** The requirements of each standing that occurs, the most pressing standing first, in the report's order within. */
export function byStanding(
  requirements: readonly ReportedRequirement[],
): readonly (readonly [Standing, readonly ReportedRequirement[]])[] {
  return STANDINGS.map(
    (standing) => [standing, requirements.filter((each) => standingOf(each) === standing)] as const,
  ).filter(([, members]) => members.length > 0);
}

/** Whether a requirement keeps the run from a verdict: trouble, or never exercised although it gates. */
export function isUndecided(requirement: ReportedRequirement): boolean {
  return (
    requirement.verdict === 'error' || (requirement.verdict === 'unverified' && requirement.gates)
  );
}

/** Whether a report has something that does not change its verdict and is not to be overlooked. */
export function hasCautions({ requirements, observations }: ConformanceReport): boolean {
  return requirements.some((each) => standingOf(each) === 'warning') || !isPutBack(observations);
}

/** The finding to name first: one that no baseline entry excuses, where there is one. */
export function leadingFailure({ failures }: ReportedRequirement): ReportedFinding | undefined {
  return failures.find(({ known }) => known === undefined) ?? failures[0];
}

/** The verdict of the run as a headline: `The target conforms to the contract`. */
export function headline(report: ConformanceReport): string {
  const subject = report.target.startsWith(EMBEDDED) ? `T${EMBEDDED.slice(1)}` : 'The target';
  switch (report.verdict) {
    case 'conformant':
      return `${subject} conforms to the contract`;
    case 'nonconformant':
      return report.reason.kind === 'stale'
        ? 'The baseline is out of date'
        : `${subject} does not conform to the contract`;
    case 'inconclusive':
      return 'No verdict could be reached';
  }
}
