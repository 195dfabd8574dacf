import type { Confirmation, Trouble } from '../schema/evidence.ts';
import { isTroubleOfTarget } from '../schema/target-trouble.ts';
import type { ConformanceReport, ReportedRequirement } from './conformance-report.ts';
import { describeCutShort, type CutShort } from './cut-short.ts';
import { describeConfirmation } from './failure-text.ts';
import { countOf } from './quantity.ts';
import { leadingFailure, type Standing, standingOf } from './standing.ts';

/** What the verdict of a run rests on, once its requirements are decided. */
export interface RunState {
  readonly requirements: readonly ReportedRequirement[];
  readonly interrupted: boolean;
  readonly troubles: readonly Trouble[];
  /** Claims that a limit of the run ended before they had asked all. */
  readonly cutShort: readonly CutShort[];
  /** Claims of the suite that were not selected, or lost with their shard. */
  readonly missing: readonly string[];
  /** Claims that were selected and did not run. */
  readonly skipped: readonly string[];
  /** How many claims ran. */
  readonly ran: number;
  readonly fromShards: boolean;
  readonly strict: boolean;
  /** Whether the target is as it was found. */
  readonly putBack: boolean;
}

/** The verdict of a run with its exit code and reason. */
export type RunRuling = Pick<ConformanceReport, 'verdict' | 'exitCode' | 'reason'>;

/** The verdict of a run: the first rule that applies, so that nothing is excused by a later one. */
export function decideRun(state: RunState): RunRuling {
  return (
    interruption(state) ??
    inTrouble(state) ??
    lostShard(state) ??
    nonconformance(state) ??
    outOfMeans(state) ??
    incompleteness(state) ??
    unverified(state) ??
    leftBehind(state) ??
    conformance(state)
  );
}

function inconclusive(kind: string, message: string): RunRuling {
  return { verdict: 'inconclusive', exitCode: 2, reason: { kind, message } };
}

function interruption({ interrupted }: RunState): RunRuling | null {
  if (!interrupted) return null;
  const message = 'The run was interrupted before it could reach a verdict.';
  return { ...inconclusive('interrupted', message), exitCode: 130 };
}

/** What becomes of a target takes nothing back that was confirmed before; in any other trouble nothing is believed. */
function inTrouble(state: RunState): RunRuling | null {
  const { troubles } = state;
  const [first] = troubles;
  if (first === undefined) return null;
  if (troubles.every(isTroubleOfTarget) && withStanding(state, 'fail').some(isConfirmed))
    return null;
  return inconclusive(first.kind, oneLine(first.message));
}

/** Whether a finding that no baseline entry excuses showed again when its request was sent again. */
function isConfirmed({ failures }: ReportedRequirement): boolean {
  return failures.some(({ known, confirmed }) => known === undefined && confirmed.failed > 1);
}

/** What a lost shard found nobody knows: no verdict, whatever the others found. */
function lostShard({ missing, fromShards }: RunState): RunRuling | null {
  if (!fromShards || missing.length === 0) return null;
  const message = `${countOf(missing.length, 'claim')} of the suite did not run (a shard is missing, or did not finish): ${missing.join(', ')}.`;
  return inconclusive('missing-claims', message);
}

function nonconformance(state: RunState): RunRuling | null {
  const failing = withStanding(state, 'fail');
  const stale = withStanding(state, 'stale');
  if (failing.length > 0) {
    const subject = `${failing.length} of ${countOf(gatingOf(state).length, 'gating requirement')}`;
    const part = state.missing.length > 0 ? ' in this partial run' : '';
    const fail = failing.length === 1 ? 'fails' : 'fail';
    const named = failing.map(nameFailure).join(', ');
    const sentences = [
      `${subject} ${fail}${part}: ${named}.`,
      ...unasked(state),
      ...cautions(state),
    ];
    const message = sentences.join(' ');
    return { verdict: 'nonconformant', exitCode: 1, reason: { kind: 'nonconformant', message } };
  }
  if (stale.length === 0) return null;
  const message = `What it says of ${listed(stale)} is fixed or has expired: correct it, or write it anew with --update-baseline.`;
  return { verdict: 'nonconformant', exitCode: 1, reason: { kind: 'stale', message } };
}

/** Why the rest was not asked, where the target stopped answering after it had failed. */
function unasked({ troubles: [first] }: RunState): readonly string[] {
  if (first === undefined) return [];
  const message = oneLine(first.message);
  return [`The rest was not asked: ${message.charAt(0).toLowerCase()}${message.slice(1)}`];
}

/** What was found counts; what was not asked proves nothing. */
function outOfMeans({ cutShort }: RunState): RunRuling | null {
  const [first] = cutShort;
  if (first === undefined) return null;
  return inconclusive(first.limit.kind, oneLine(describeCutShort(first)));
}

function incompleteness({ ran, missing, skipped, fromShards }: RunState): RunRuling | null {
  if (ran === 0 && skipped.length > 0)
    return inconclusive('all-skipped', 'All claims were skipped, so nothing was verified.');
  if (ran === 0)
    return inconclusive(
      'no-tests',
      'No claim was run, so nothing was verified: --list shows the claims.',
    );
  if (missing.length > 0 && !fromShards) {
    const message = `Only a selection of the claims was run; left out: ${missing.join(', ')}.`;
    return inconclusive('partial', message);
  }
  const absent = [...missing, ...skipped];
  if (absent.length === 0) return null;
  const cause = fromShards ? ' (a shard is missing, or did not finish)' : '';
  const message = `${countOf(absent.length, 'claim')} of the suite did not run${cause}: ${absent.join(', ')}.`;
  return inconclusive('missing-claims', message);
}

function unverified(state: RunState): RunRuling | null {
  const open = gatingOf(state).filter(({ verdict }) => ['unverified', 'error'].includes(verdict));
  if (open.length === 0) return null;
  const message = `${countOf(open.length, 'requirement')} that must be verified ${open.length === 1 ? 'was' : 'were'} not: ${listed(open)}.`;
  return inconclusive('unverified', message);
}

/** Strict mode takes no run for conformant that leaves the target other than it was. */
function leftBehind({ strict, putBack }: RunState): RunRuling | null {
  return strict && !putBack ? inconclusive('not-put-back', `N${NOT_PUT_BACK.slice(1)}`) : null;
}

function conformance(state: RunState): RunRuling {
  const known = withStanding(state, 'known').filter(({ gates }) => gates).length;
  const all = gatingOf(state).length;
  const kept =
    known > 0
      ? `${all - known} of ${all} gating requirements`
      : `All ${countOf(all, 'gating requirement')}`;
  const parts = [
    `${kept} that apply were exercised and kept`,
    ...(known > 0 ? [`${known} ${known === 1 ? 'deviates' : 'deviate'} as the baseline says`] : []),
  ];
  const message = [`${parts.join(', ')}.`, ...cautions(state)].join(' ');
  return { verdict: 'conformant', exitCode: 0, reason: { kind: 'conformant', message } };
}

/** What does not change the verdict, and is not to be overlooked. */
function cautions(state: RunState): readonly string[] {
  const warnings = withStanding(state, 'warning');
  const gate = warnings.length === 1 ? 'it gates' : 'they gate';
  const warned = `${countOf(warnings.length, 'warning')} (${gate} with STRICT=1): ${listed(warnings)}.`;
  return [
    ...(warnings.length > 0 ? [warned] : []),
    ...(state.putBack ? [] : [`Warning: ${NOT_PUT_BACK}`]),
  ];
}

/** What is said where the target is not as it was found; reads on from a colon. */
export const NOT_PUT_BACK =
  'not all that the run changed was put back; what is said of "restore" names what is left.';

function gatingOf({ requirements }: RunState): readonly ReportedRequirement[] {
  return requirements.filter(({ gates, verdict }) => gates && verdict !== 'not-applicable');
}

function withStanding(
  { requirements }: RunState,
  standing: Standing,
): readonly ReportedRequirement[] {
  return requirements.filter((each) => standingOf(each) === standing);
}

function nameFailure(requirement: ReportedRequirement): string {
  const first = leadingFailure(requirement);
  return first === undefined ? requirement.id : `${requirement.id} (${frequency(first.confirmed)})`;
}

function frequency(confirmed: Confirmation): string {
  const always = confirmed.label === 'always' && confirmed.sent > 1;
  return always ? 'always' : describeConfirmation(confirmed);
}

function listed(requirements: readonly ReportedRequirement[]): string {
  return requirements.map(({ id }) => id).join(', ');
}

function oneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/\.\s*\n\s*/g, '. ')
    .replaceAll(/\s*\n\s*/g, '; ');
}
