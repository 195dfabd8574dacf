import type {
  Coverage,
  ReportedFinding,
  HazardResult,
  Observation,
} from '../../schema/requirements/evidence.ts';
import type { ContractGaps } from '../../schema/gaps/contract-gaps.ts';
import type { RequirementRow } from '../../schema/requirements/requirement.ts';
import type { Suite } from '../../schema/requirements/suite.ts';

/** Verdict of one requirement. */
export type RequirementVerdict =
  'pass' | 'fail' | 'unverified' | 'known' | 'stale' | 'not-applicable' | 'error';

/** Verdict of the run. */
export type RunVerdict = 'conformant' | 'nonconformant' | 'inconclusive';

/** One requirement with its verdict. */
export interface ReportedRequirement extends Omit<RequirementRow, 'unseenWhere'> {
  readonly verdict: RequirementVerdict;
  /** Whether a failure of it makes the run nonconformant. */
  readonly gates: boolean;
  /** How many exchanges exercised it. */
  readonly exercised: number;
  readonly failures: readonly ReportedFinding[];
  /** Not applicable only because the run did not ask for it: `optIn` is the setting that does. */
  readonly untested?: true;
  /** Why it is unverified, stale, not applicable or an error, in one sentence. */
  readonly note?: string;
}

/** What the schemas of the operation's responses catch, and what they admit. */
export type ReportedGaps = Pick<ContractGaps, 'tried' | 'caught' | 'untried' | 'weaknesses'>;

/** What became of one finding since an earlier run. */
export interface ComparedFinding {
  readonly requirement: string;
  readonly signature: string;
  readonly message: string;
  /** `not seen`: it does not show, and this run is no proof that it is gone. */
  readonly change: 'new' | 'gone' | 'still there' | 'not seen';
}

/** This run's findings next to those of an earlier one. */
export interface Comparison {
  readonly previous: {
    readonly startedAt: string;
    readonly target: string;
    readonly profile: string;
    readonly verdict: string;
    readonly seed: number;
    /** Version of the suite. */
    readonly suite: string;
    /** Fingerprint of the contract. */
    readonly contract: string;
  };
  readonly findings: readonly ComparedFinding[];
}

/** `conformance.json`: all that the renderers need, in a stable order. */
export interface ConformanceReport {
  readonly suite: Suite;
  readonly verdict: RunVerdict;
  readonly exitCode: 0 | 1 | 2 | 130;
  readonly reason: { readonly kind: string; readonly message: string };
  /** A selection of claims was run: no badge, and never conformant. */
  readonly partial: boolean;
  readonly strict: boolean;
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string };
  readonly operation: { readonly id: string; readonly method: string; readonly path: string };
  readonly target: string;
  readonly profile: string;
  readonly seed: number;
  readonly requests: number;
  /** ISO 8601, start of the run. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requirements: readonly ReportedRequirement[];
  readonly observations: readonly Observation[];
  readonly hazards: readonly HazardResult[];
  readonly coverage: Coverage;
  /** Milliseconds per response, in the order of the claims. */
  readonly latencies: readonly number[];
  readonly contractStrength: ReportedGaps;
  /** What became of the findings of the run that PREVIOUS names. */
  readonly comparison?: Comparison;
}
