import type { Evidence, Observation, RunError } from '../../schema/requirements/evidence.ts';
import type { RequirementRow } from '../../schema/requirements/requirement.ts';
import type { BaselineEntry } from '../../schema/baseline/baseline-entry.ts';
import type { ConformanceReport } from '../formats/conformance-report.ts';

/** What became of one claim. */
export interface ClaimOutcome {
  readonly claim: string;
  /** Whether it was run, to whatever end of its own: not skipped, and not interrupted. */
  readonly ran: boolean;
  /** What it learned; `null` when it left nothing behind. */
  readonly evidence: Evidence | null;
  /** Errors that the evidence does not tell of: a crash, a time-out. */
  readonly errors: readonly RunError[];
}

/** All errors of one claim: what its evidence tells, and what it does not. */
export function errorsIn({ evidence, errors }: ClaimOutcome): readonly RunError[] {
  return [...(evidence?.errors ?? []), ...errors];
}

/** Facts of a run that a verdict passes on as they are. */
export type ReportedFacts = Pick<
  ConformanceReport,
  | 'suite'
  | 'contract'
  | 'operation'
  | 'target'
  | 'profile'
  | 'seed'
  | 'startedAt'
  | 'durationMs'
  | 'contractStrength'
>;

/** All that a verdict rests on. */
export interface RunResults {
  readonly facts: ReportedFacts;
  /** The catalogue, in the order of reports. */
  readonly rows: readonly RequirementRow[];
  /** All claims that the suite has, the control first. */
  readonly claims: readonly string[];
  /** Outcomes of the claims that were selected; a claim of several shards has several. */
  readonly outcomes: readonly ClaimOutcome[];
  /** The outcomes come from several shards, so claims that are missing were lost, not left out. */
  readonly fromShards: boolean;
  /** What was observed outside of claims, such as what could not be put back. */
  readonly observations: readonly Observation[];
  /** Errors outside of claims. */
  readonly errors: readonly RunError[];
  readonly interrupted: boolean;
  readonly strict: boolean;
  readonly baseline: readonly BaselineEntry[];
}
