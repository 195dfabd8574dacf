import {
  type Confirmation,
  isErrorOfTarget,
  type Observation,
  type RunError,
} from '../../schema/requirements/evidence.ts';
import { visibleLine } from '../../schema/visible-text.ts';
import type { ConformanceReport, ReportedRequirement } from '../formats/conformance-report.ts';
import { describeConfirmation } from '../formats/failure-text.ts';
import type { ClaimOutcome } from './run-results.ts';
import { countOf } from '../formats/quantity.ts';
import {
  leadingFailure,
  type RequirementStatus,
  requirementStatus,
} from '../formats/requirement-status.ts';

/** How one shard ends: it reaches no verdict, because it has not asked all claims. */
interface ShardRuling {
  readonly message: string;
  readonly exitCode: 0 | 2 | 130;
}

/** What the end of a shard rests on. */
interface ShardState {
  readonly errors: readonly RunError[];
  readonly interrupted: boolean;
  readonly strict: boolean;
  /** Whether the target is as the shard found it. */
  readonly putBack: boolean;
}

/** Claims that one limit of the run ended before they had asked all. */
interface CutShort {
  readonly limit: RunError;
  /** Slugs, in the order of a run. */
  readonly claims: readonly string[];
}

/** What the verdict of a run rests on, once its requirements are decided. */
export interface RunState {
  readonly requirements: readonly ReportedRequirement[];
  readonly interrupted: boolean;
  readonly errors: readonly RunError[];
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
  /** Whether the target does not show what it stores, so that nobody knows whether it is as it was. */
  readonly unseen: boolean;
}

/** The verdict of a run with its exit code and reason. */
export type RunRuling = Pick<ConformanceReport, 'verdict' | 'exitCode' | 'reason'>;

/** The verdict of a run: the first rule that applies, so that nothing is excused by a later one. */
export function decideRun(state: RunState): RunRuling {
  return (
    interruption(state) ??
    errorOfRun(state) ??
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
  const message = 'The run was interrupted before it could reach a verdict. Run it again.';
  return { ...inconclusive('interrupted', message), exitCode: 130 };
}

/** What becomes of a target takes nothing back that was confirmed before; after any other error nothing is believed. */
function errorOfRun(state: RunState): RunRuling | null {
  const { errors } = state;
  const [first] = errors;
  if (first === undefined) return null;
  if (errors.every(isErrorOfTarget) && withStatus(state, 'fail').some(isConfirmed)) return null;
  return inconclusive(first.kind, oneLine(first.message));
}

/** Whether a finding that no baseline entry excuses showed again when its request was sent again. */
function isConfirmed({ failures }: ReportedRequirement): boolean {
  return failures.some(({ known, confirmed }) => known === undefined && confirmed.failed > 1);
}

/** What a lost shard found nobody knows: no verdict, whatever the others found. */
function lostShard({ missing, fromShards }: RunState): RunRuling | null {
  if (!fromShards || missing.length === 0) return null;
  const message = `${countOf(missing.length, 'claim')} of the suite did not run (a shard is missing, or did not finish): ${missing.join(', ')}. Run that shard again, and merge the blobs of all.`;
  return inconclusive('missing-claims', message);
}

function nonconformance(state: RunState): RunRuling | null {
  const failing = withStatus(state, 'fail');
  const stale = withStatus(state, 'stale');
  if (failing.length > 0) {
    const subject = `${failing.length} of ${countOf(gatingOf(state).length, 'gating requirement')}`;
    const part = state.missing.length > 0 ? ' in this partial run' : '';
    const fail = failing.length === 1 ? 'fails' : 'fail';
    const sentences = [
      `${subject} ${fail}${part}: ${nameFailures(failing)}.`,
      ...unasked(state),
      ...cautions(state),
    ];
    const message = sentences.join(' ');
    return { verdict: 'nonconformant', exitCode: 1, reason: { kind: 'nonconformant', message } };
  }
  if (stale.length === 0) return null;
  const message = `What it says of ${listed(stale)} is fixed or has expired: correct it, or write it again with --update-baseline.`;
  return { verdict: 'nonconformant', exitCode: 1, reason: { kind: 'stale', message } };
}

/** Why the rest was not asked, where the target stopped answering after it had failed. */
function unasked({ errors: [first] }: RunState): readonly string[] {
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
    const message = `Only a selection of the claims was run, and nothing in it fails. A verdict takes all of them; left out: ${missing.join(', ')}.`;
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
  const message = `${countOf(open.length, 'requirement')} that must be verified ${open.length === 1 ? 'was' : 'were'} not: ${listed(open)}. The report says why.`;
  return inconclusive('unverified', message);
}

/** Strict mode takes no run for conformant that leaves the target other than it was. */
function leftBehind({ strict, putBack }: RunState): RunRuling | null {
  return strict && !putBack ? inconclusive('not-put-back', `N${NOT_PUT_BACK.slice(1)}`) : null;
}

function conformance(state: RunState): RunRuling {
  const known = withStatus(state, 'known').filter(({ gates }) => gates).length;
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
  const warnings = withStatus(state, 'warning');
  const open = state.requirements.filter(({ verdict }) => verdict === 'unverified');
  const gate = warnings.length === 1 ? 'it gates' : 'they gate';
  const warned = `${countOf(warnings.length, 'warning')} (${gate} with STRICT=1): ${listed(warnings)}.`;
  return [
    ...(warnings.length > 0 ? [warned] : []),
    ...(open.length > 0 ? [`Not verified, as STRICT=1 demands: ${listed(open)}.`] : []),
    ...(state.putBack ? [] : [`Warning: ${NOT_PUT_BACK}`]),
    ...(state.unseen ? [UNSEEN] : []),
  ];
}

const UNSEEN =
  'Warning: the target does not show what it stores, so nobody knows whether it is as it was; see what is said of "restore".';

/** What is said where the target is not as it was found; reads on from a colon. */
const NOT_PUT_BACK =
  'not all that the run changed was put back; what is said of "restore" names what is left.';

function gatingOf({ requirements }: RunState): readonly ReportedRequirement[] {
  return requirements.filter(({ gates, verdict }) => gates && verdict !== 'not-applicable');
}

function withStatus(
  { requirements }: RunState,
  status: RequirementStatus,
): readonly ReportedRequirement[] {
  return requirements.filter((each) => requirementStatus(each) === status);
}

const ALWAYS = '(always)';

/** Requirements, each with how often it fails; once for all of them where that is always. */
function nameFailures(failing: readonly ReportedRequirement[]): string {
  const rates = failing.map((each) => rateOf(leadingFailure(each)?.confirmed));
  if (failing.length > 1 && rates.every((rate) => rate === ALWAYS))
    return `${listed(failing)} (each of them always)`;
  return failing.map(({ id }, index) => [id, rates[index] ?? ''].join(' ').trim()).join(', ');
}

function rateOf(confirmed: Confirmation | undefined): string {
  if (confirmed === undefined) return '';
  const isAlways = confirmed.label === 'always' && confirmed.sent > 1;
  return isAlways ? ALWAYS : `(${describeConfirmation(confirmed)})`;
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

/** What was cut short, one entry for each limit, in the order in which a run asks. */
export function cutShortIn(
  outcomes: readonly ClaimOutcome[],
  order: readonly string[],
): readonly CutShort[] {
  const sorted = outcomes.toSorted((a, b) => order.indexOf(a.claim) - order.indexOf(b.claim));
  const entries = new Map<string, CutShort>();
  for (const { claim, evidence } of sorted) {
    for (const limit of evidence?.limits ?? []) {
      const claims = entries.get(limit.message)?.claims ?? [];
      entries.set(limit.message, { limit, claims: [...new Set([...claims, claim])] });
    }
  }
  return [...entries.values()];
}

/** Which limit it was, what allows more, and what was not asked in full. */
function describeCutShort({ limit, claims }: CutShort): string {
  return `${limit.message} Not asked in full: ${claims.join(', ')}.`;
}

/** As a fact of the run, for a verdict that rests on something else. */
export function observeCutShort(cutShort: CutShort): Observation {
  const { kind } = cutShort.limit;
  return { kind: 'cut-short', statement: describeCutShort(cutShort), data: { kind } };
}

/**
 * Ends a shard: 0 whatever it found, so that its job goes on to hand over the evidence; 2 after an error, and in strict
 * mode where it left the target other than it was.
 *
 * @param shard which one, counted from 1
 */
export function endShard(
  shard: { readonly current: number; readonly total: number },
  { errors, interrupted, strict, putBack }: ShardState,
): ShardRuling {
  const name = `Shard ${shard.current} of ${shard.total}`;
  const [error] = errors;
  if (interrupted) return { message: `${name} was interrupted.`, exitCode: 130 };
  if (error !== undefined) {
    return { message: visibleLine(`${name} has an error: ${error.message}`), exitCode: 2 };
  }
  const asked = `${name} has asked its claims. Merging the reports of all shards reaches the verdict.`;
  if (putBack) return { message: asked, exitCode: 0 };
  return { message: `${asked} Warning: ${NOT_PUT_BACK}`, exitCode: strict ? 2 : 0 };
}
