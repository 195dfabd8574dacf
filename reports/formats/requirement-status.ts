import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import type {
  ConformanceReport,
  ReportedRequirement,
  RequirementVerdict,
} from './conformance-report.ts';
import { isPutBack, isUnseen } from './restoration.ts';

/** How the target of a run without `BASE_URL` is called. */
export const EMBEDDED = 'the embedded reference API';

/**
 * A requirement's verdict as reports show it: a failure that does not gate is a warning, and what does not apply only
 * because the run did not ask for it is not tested.
 */
export type RequirementStatus = RequirementVerdict | 'warning' | 'not-tested';

/** All statuses, the most pressing first. */
export const STATUSES: readonly RequirementStatus[] = [
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

const WORDS: Readonly<Record<RequirementStatus, string>> = {
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
export function requirementStatus(requirement: ReportedRequirement): RequirementStatus {
  if (requirement.untested === true) return 'not-tested';
  return requirement.verdict === 'fail' && !requirement.gates ? 'warning' : requirement.verdict;
}

/** A status in words, lower case: `not verified`. */
export function statusWords(status: RequirementStatus): string {
  return WORDS[status];
}

/** The requirements of each status that occurs, the most pressing first, in the report's order within. */
export function byStatus(
  requirements: readonly ReportedRequirement[],
): readonly (readonly [RequirementStatus, readonly ReportedRequirement[]])[] {
  return STATUSES.map(
    (status) =>
      [status, requirements.filter((each) => requirementStatus(each) === status)] as const,
  ).filter(([, members]) => members.length > 0);
}

/** Whether a requirement keeps the run from a verdict: an error, or never exercised although it gates. */
export function isUndecided(requirement: ReportedRequirement): boolean {
  return (
    requirement.verdict === 'error' || (requirement.verdict === 'unverified' && requirement.gates)
  );
}

/** Whether a report has something that does not change its verdict and is not to be overlooked. */
export function hasCautions({ requirements, observations }: ConformanceReport): boolean {
  return (
    requirements.some((each) => requirementStatus(each) === 'warning') ||
    !isPutBack(observations) ||
    isUnseen(observations)
  );
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
