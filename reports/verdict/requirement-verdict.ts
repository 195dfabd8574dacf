import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import { gates, type OptIn, type RequirementRow } from '../../schema/requirements/requirement.ts';
import type { RunTerms } from '../../schema/requirements/run-terms.ts';
import { type BaselineEntry, covers, isExpired } from '../../schema/baseline/baseline-entry.ts';
import type { ReportedRequirement, RequirementVerdict } from '../formats/conformance-report.ts';

/** Whether the text of a setting lets what needs it be asked. */
const ALLOWS: Readonly<Record<OptIn, (text: string) => boolean>> = {
  SPACES: (text) => text.split(',').filter((space) => space !== '').length >= 2,
  PROFILE: (text) => text !== 'smoke',
  PROBE_IDENTITY: (text) => text === '1',
  PROBE_METHODS: (text) => text === '1',
};

/** What is known when requirements are decided. */
export interface Findings {
  readonly exercised: Readonly<Record<string, number>>;
  readonly findings: readonly ReportedFinding[];
  readonly baseline: readonly BaselineEntry[];
  readonly strict: boolean;
  /** Day of the run, UTC: `2026-06-22`. */
  readonly today: string;
  /** Everything ran to its end, so that a finding which did not show is gone. */
  readonly complete: boolean;
  /** The run was broken off, or a limit ended it, before all was asked: what did not occur might have. */
  readonly brokenOff: boolean;
  /** Why nothing that was not shown broken can be believed, such as a control that failed; else `null`. */
  readonly doubt: Doubt | null;
  /** Settings of the run by name, as far as they are known. */
  readonly settings: RunTerms['settings'];
}

/** Why nothing can be believed, and the verdict that this leaves to requirements. */
export interface Doubt {
  readonly verdict: 'unverified' | 'error';
  readonly note: string;
}

interface Ruling {
  readonly verdict: RequirementVerdict;
  readonly note?: string;
  readonly untested?: true;
}

/** The verdict of one requirement, with its findings and what the baseline says of them. */
export function decideRequirement(row: RequirementRow, known: Findings): ReportedRequirement {
  const entries = known.baseline.filter(({ requirement }) => requirement === row.id);
  const failures = known.findings
    .filter(({ requirement }) => requirement === row.id)
    .map((finding) => withEntry(finding, entries));
  // The note says it.
  const { unseenWhere, ...told } = row;
  return {
    ...told,
    gates: gates(row, known.strict),
    exercised: known.exercised[row.id] ?? 0,
    failures,
    ...ruling(row, failures, entries, known),
  };
}

function ruling(
  row: RequirementRow,
  failures: readonly ReportedFinding[],
  entries: readonly BaselineEntry[],
  known: Findings,
): Ruling {
  if (failures.some((failure) => failure.known === undefined)) return { verdict: 'fail' };
  const stale = staleNote(row, failures, entries, known);
  if (stale !== null) return { verdict: 'stale', note: stale };
  if (failures.length > 0) return { verdict: 'known' };
  if (known.doubt !== null) return known.doubt;
  if ((known.exercised[row.id] ?? 0) > 0) return { verdict: 'pass' };
  if (known.brokenOff) {
    return { verdict: 'unverified', note: 'The run ended before it was exercised.' };
  }
  if (row.optIn !== undefined && isOptedOut(row, known.settings)) {
    const note = `Not tested: ${row.optIn} tests it.`;
    return { verdict: 'not-applicable', untested: true, note };
  }
  if (row.condition !== undefined) {
    return {
      verdict: 'not-applicable',
      note: `Not applicable: it needs "${row.condition}", which did not occur.`,
    };
  }
  const why = row.unseenWhere === undefined ? '' : ` ${row.unseenWhere}`;
  return { verdict: 'unverified', note: `No exchange exercised it.${why}` };
}

function staleNote(
  row: RequirementRow,
  failures: readonly ReportedFinding[],
  entries: readonly BaselineEntry[],
  { today, complete, exercised }: Findings,
): string | null {
  const expired = entries.find((entry) => isExpired(entry, today));
  if (expired !== undefined) {
    return `Its baseline entry expired on ${expired.until}: fix it, or agree on a new date (${expired.signature}).`;
  }
  if (!complete || (exercised[row.id] ?? 0) === 0) return null;
  const fixed = entries.find((entry) => !failures.some((failure) => covers(entry, failure)));
  return fixed === undefined
    ? null
    : `The deviation that its baseline entry excuses no longer occurs: remove the entry (${fixed.signature}).`;
}

function withEntry(finding: ReportedFinding, entries: readonly BaselineEntry[]): ReportedFinding {
  const entry = entries.find((each) => covers(each, finding));
  if (entry === undefined) return finding;
  const { reason, link, until } = entry;
  return { ...finding, known: { reason, link, until } };
}

/**
 * Whether nothing could exercise a requirement because its setting was not given. Of a run whose settings are not
 * known, nothing is said.
 */
function isOptedOut({ optIn }: RequirementRow, settings: RunTerms['settings']): boolean {
  if (optIn === undefined) return false;
  const [name = ''] = optIn.split('=');
  const text = settings[name];
  return isOptIn(name) && text !== undefined && !ALLOWS[name](text);
}

function isOptIn(name: string): name is OptIn {
  return Object.hasOwn(ALLOWS, name);
}
