import {
  isErrorOfTarget,
  NOT_ALONE,
  type ReportedFinding,
  type RunError,
} from '../../schema/requirements/evidence.ts';
import type { RequirementRow } from '../../schema/requirements/requirement.ts';
import type { ConformanceReport } from '../formats/conformance-report.ts';
import { latencyObservation } from '../formats/latency.ts';
import { mergeEvidence, onePerClaim } from './merge-evidence.ts';
import { type RunResults, errorsIn } from './run-results.ts';
import { decideRequirement, type Doubt } from './requirement-verdict.ts';
import { isPutBack, isUnseen } from '../formats/restoration.ts';
import { cutShortIn, decideRun, observeCutShort } from './run-verdict.ts';

/** Decides a run: the verdict of each requirement, of the run, its exit code and reason. Pure. */
export function decide(runResults: RunResults): ConformanceReport {
  const { facts, rows, claims, outcomes, strict, baseline } = runResults;
  const evidences = outcomes.flatMap(({ evidence }) => evidence ?? []);
  const merged = mergeEvidence(onePerClaim(evidences, claims));
  const errors = [...errorsOf(runResults), ...withoutRow(merged.findings, rows)];
  const attendance = attendanceOf(runResults);
  const cutShort = cutShortIn(outcomes, claims);
  const complete = [errors, cutShort, attendance.missing, attendance.skipped].every(isEmpty);
  const findings = heldAgainst(merged.findings, rows, errors);
  const requirements = rows.map((row) =>
    decideRequirement(row, {
      exercised: merged.exercised,
      findings,
      baseline,
      strict,
      today: facts.startedAt.slice(0, 10),
      complete: complete && !runResults.interrupted,
      brokenOff: runResults.interrupted || cutShort.length > 0 || errors.some(isErrorOfTarget),
      doubt: doubtOf(runResults),
      settings: evidences.find(({ terms }) => terms !== undefined)?.terms?.settings ?? {},
    }),
  );
  const { interrupted, fromShards } = runResults;
  const ruling = decideRun({
    requirements,
    interrupted,
    errors,
    cutShort,
    ...attendance,
    fromShards,
    strict,
    putBack: isPutBack(runResults.observations),
    unseen: isUnseen(runResults.observations),
  });
  const told = errors.findIndex(({ kind }) => kind === ruling.reason.kind);
  return {
    ...facts,
    ...ruling,
    partial: rows.length > 0 && attendance.missing.length > 0,
    strict,
    requests: merged.requests,
    requirements,
    observations: [
      ...runResults.observations,
      ...merged.observations,
      ...latencyObservation(merged.latencies),
      ...errors.filter((_, index) => index !== told).map(toObservation),
      ...cutShort.map(observeCutShort),
    ],
    hazards: merged.hazards,
    coverage: merged.coverage,
    latencies: merged.latencies,
  };
}

/**
 * The findings that a target has to answer for. Where another run was at work with its user, that is not what rests on a
 * reading of the contract, as all does that holds what is shown against what was sent before.
 */
export function heldAgainst(
  findings: readonly ReportedFinding[],
  rows: readonly RequirementRow[],
  errors: readonly RunError[],
): readonly ReportedFinding[] {
  if (!errors.some(({ kind }) => kind === NOT_ALONE)) return findings;
  const read = new Set(rows.filter(({ level }) => level === 'tentative').map(({ id }) => id));
  return findings.filter(({ requirement }) => !read.has(requirement));
}

/** Errors of the run, the one that explains the others first: outside of claims, then in their order. */
function errorsOf({ errors, outcomes, claims }: RunResults): readonly RunError[] {
  const sorted = outcomes.toSorted((a, b) => claims.indexOf(a.claim) - claims.indexOf(b.claim));
  const all = [...errors, ...sorted.flatMap(errorsIn)];
  return all.filter(
    ({ kind, message }, index) =>
      all.findIndex((each) => each.kind === kind && each.message === message) === index,
  );
}

/** A finding that no row names would be in no verdict: whoever reports it has made a mistake. */
function withoutRow(
  findings: readonly ReportedFinding[],
  rows: readonly RequirementRow[],
): readonly RunError[] {
  const ids = new Set(rows.map(({ id }) => id));
  const unknown = findings.filter(({ requirement }) => !ids.has(requirement));
  // Without any row there is an error already that says why.
  if (rows.length === 0 || unknown.length === 0) return [];
  const named = [...new Set(unknown.map(({ requirement }) => requirement))].join(', ');
  const message = `The suite found what breaks ${named}, which is no requirement of this contract: please report this mistake of the suite.`;
  return [{ kind: 'suite-error', message }];
}

function attendanceOf({ claims, outcomes }: RunResults) {
  const selected = new Set(outcomes.map(({ claim }) => claim));
  const ran = new Set(outcomes.filter((each) => each.ran).map(({ claim }) => claim));
  return {
    missing: claims.filter((claim) => !selected.has(claim)),
    skipped: [...selected].filter((claim) => !ran.has(claim)),
    ran: ran.size,
  };
}

/** Green is believed only of a target that works: of one that fails the control, nothing is. */
function doubtOf({ outcomes, claims }: RunResults): Doubt | null {
  const control = outcomes.filter(({ claim }) => claim === claims[0]);
  const [error] = control.flatMap(errorsIn);
  if (error === undefined) return null;
  const verdict = error.kind === 'suite-error' ? 'error' : 'unverified';
  return { verdict, note: `The control did not pass: ${error.message}` };
}

function toObservation({ kind, message }: RunError) {
  return { kind: 'trouble', statement: message, data: { kind } };
}

function isEmpty(list: readonly unknown[]): boolean {
  return list.length === 0;
}
