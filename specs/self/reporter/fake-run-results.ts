import type { Evidence, RunError } from '../../../schema/requirements/evidence.ts';
import type { RequirementRow } from '../../../schema/requirements/requirement.ts';
import type { BaselineEntry } from '../../../schema/baseline/baseline-entry.ts';
import type { ClaimOutcome, RunResults } from '../../../reports/verdict/run-results.ts';
import { fakeEvidence, fakeFinding } from './fake-evidence.ts';

const source = { ref: '#/a', quote: '"a"' };
const ROWS: readonly RequirementRow[] = [
  { id: 'declared', level: 'declared', statement: 'Declared.', source },
  { id: 'implied', level: 'implied', statement: 'Implied.', source, condition: 'a 401' },
  { id: 'tentative', level: 'tentative', statement: 'Tentative.', source },
];
/** Evidence for every row. */
export const EXERCISED = { declared: 3, implied: 2, tentative: 1 };
/** A run on the second of January that kept everything, with whatever differs. */
export function runResults(change: Partial<RunResults> = {}): RunResults {
  return {
    facts: {
      suite: { name: 'suite', version: '1.0.0' },
      contract: { title: 'API', version: '1', sha256: '00' },
      operation: { id: 'update', method: 'PUT', path: '/a' },
      target: 'http://127.0.0.1',
      profile: 'default',
      seed: 1,
      startedAt: '2026-01-02T03:04:05.000Z',
      durationMs: 1,
      contractStrength: { tried: 0, caught: 0, untried: [], weaknesses: [] },
    },
    rows: ROWS,
    claims: ['control', 'valid'],
    outcomes: valid(),
    fromShards: false,
    observations: [],
    errors: [],
    interrupted: false,
    strict: false,
    baseline: [],
    ...change,
  };
}

interface Learned {
  readonly exercised?: Readonly<Record<string, number>>;
  readonly findings?: readonly string[];
  readonly errors?: readonly RunError[];
  readonly limits?: readonly RunError[];
}

/** The control and one more claim, with what that one learned. */
export function valid({
  exercised = EXERCISED,
  findings = [],
  errors = [],
  limits = [],
}: Learned = {}) {
  const found = findings.map((id) => fakeFinding(id));
  return [control(), claim('valid', { exercised, findings: found, errors, limits })];
}

/** A control that ran, with what it learned. */
export function control(evidence: Partial<Evidence> = {}): ClaimOutcome {
  return claim('control', evidence);
}

/** A claim that ran; without evidence, it left none. */
export function claim(name: string, evidence?: Partial<Evidence>): ClaimOutcome {
  const learned = evidence === undefined ? null : fakeEvidence({ ...evidence, claim: name });
  return { claim: name, ran: true, evidence: learned, errors: [] };
}

/** A claim that was selected and did not run. */
export function skipped(name: string): ClaimOutcome {
  return { claim: name, ran: false, evidence: null, errors: [] };
}

/** A baseline entry for the finding of `declared`, with whatever differs. */
export function entry(change: Partial<BaselineEntry> = {}): BaselineEntry {
  return {
    requirement: 'declared',
    signature: 'declared 200 #/a/type /a',
    reason: 'Being fixed.',
    link: '',
    until: '2026-12-31',
    ...change,
  };
}
