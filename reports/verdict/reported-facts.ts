import type { FullResult } from '@playwright/test/reporter';
import { readSuite } from '../../schema/requirements/suite.ts';
import type { JudgingBasis } from './judging-basis.ts';
import type { ClaimOutcome, ReportedFacts } from './run-results.ts';
import { isEmbedded, type ReporterOptions } from './reporter-options.ts';
import { EMBEDDED } from '../formats/requirement-status.ts';

/** Gathers the facts of a run that its verdict passes on as they are. */
export function factsOf(
  { contract, operation, contractStrength: contractGaps }: JudgingBasis,
  options: ReporterOptions | null,
  outcomes: readonly ClaimOutcome[],
  { startTime, duration }: Pick<FullResult, 'startTime' | 'duration'>,
): ReportedFacts {
  return {
    suite: readSuite(),
    contract,
    operation,
    contractStrength: contractGaps,
    target: targetOf(options, askedTarget(outcomes)),
    profile: options?.profile ?? 'default',
    seed: options?.seed ?? 0,
    startedAt: startTime.toISOString(),
    durationMs: Math.round(duration),
  };
}

/** The embedded reference API is named as such, so that a run without `BASE_URL` is not taken for one of a target. */
function targetOf(options: ReporterOptions | null, asked: string | undefined): string {
  if (asked === undefined) return options?.target ?? 'unknown target';
  return isEmbedded(options) ? `${EMBEDDED} at ${asked}` : asked;
}

/** The base URL that the control asked: known only then, when the target is the embedded reference. */
function askedTarget(outcomes: readonly ClaimOutcome[]): string | undefined {
  const observed = outcomes.flatMap(({ evidence }) => evidence?.observations ?? []);
  const url = observed.find(({ kind }) => kind === 'target')?.data?.url;
  return typeof url === 'string' ? url : undefined;
}
