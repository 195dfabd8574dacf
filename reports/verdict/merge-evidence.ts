import type {
  Counts,
  Coverage,
  Evidence,
  ReportedFinding,
  Observation,
  RunError,
} from '../../schema/requirements/evidence.ts';
import { sequenceWeight } from '../../schema/requirements/request-weight.ts';

/** What a whole run learned: the evidence of all its claims. */
export type MergedEvidence = Omit<Evidence, 'claim' | 'terms'>;

/**
 * Merges the evidence of claims: counts are added, findings with one signature become one, which shows the
 * smallest request, and lists follow each other in the order given. Equal observations count once.
 */
export function mergeEvidence(evidences: readonly Evidence[]): MergedEvidence {
  return {
    requests: evidences.reduce((sum, { requests }) => sum + requests, 0),
    exercised: addCounts(evidences.map(({ exercised }) => exercised)),
    findings: mergeFindings(evidences.flatMap(({ findings }) => findings)),
    observations: distinct(evidences.flatMap(({ observations }) => observations)),
    hazards: evidences.flatMap(({ hazards }) => hazards),
    coverage: addCoverage(evidences.map(({ coverage }) => coverage)),
    latencies: evidences.flatMap(({ latencies }) => latencies),
    errors: distinctErrors(evidences.flatMap(({ errors }) => errors)),
    limits: distinctErrors(evidences.flatMap(({ limits }) => limits)),
  };
}

/**
 * One evidence per claim, in the order of `claims`; claims that it does not name come last. The control runs once
 * in each shard: its counts are taken once, so that shards add up to an unsharded run, but findings and
 * errors of every copy stay.
 */
export function onePerClaim(
  evidences: readonly Evidence[],
  claims: readonly string[],
): readonly Evidence[] {
  const rank = ({ claim }: Evidence): number => {
    const index = claims.indexOf(claim);
    return index === -1 ? claims.length : index;
  };
  const byClaim = new Map<string, Evidence>();
  for (const evidence of evidences) {
    const first = byClaim.get(evidence.claim);
    byClaim.set(evidence.claim, first === undefined ? evidence : addCopy(first, evidence));
  }
  return [...byClaim.values()].toSorted((a, b) => rank(a) - rank(b));
}

function addCopy(first: Evidence, copy: Evidence): Evidence {
  const shown = new Set(first.findings.map(({ signature }) => signature));
  const more = copy.findings.filter(({ signature }) => !shown.has(signature));
  return {
    ...first,
    findings: [...first.findings, ...more],
    errors: distinctErrors([...first.errors, ...copy.errors]),
    limits: distinctErrors([...first.limits, ...copy.limits]),
  };
}

function mergeFindings(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const merged = new Map<string, ReportedFinding>();
  for (const finding of findings) {
    const other = merged.get(finding.signature);
    merged.set(finding.signature, other === undefined ? finding : joined(other, finding));
  }
  return [...merged.values()];
}

/** Of two findings with one signature the one that is surer is shown; else the smaller one, or the first. */
function joined(a: ReportedFinding, b: ReportedFinding): ReportedFinding {
  const [sureA, sureB] = [surenessOf(a), surenessOf(b)];
  const isBetter = sureA === sureB ? sequenceWeight(b) < sequenceWeight(a) : sureB > sureA;
  const alone = [...(a.alone ?? []), ...(b.alone ?? [])];
  const inputs = [...new Map(alone.map((each) => [each.input, each])).values()];
  return {
    ...(isBetter ? b : a),
    count: a.count + b.count,
    ...(inputs.length > 0 && { alone: inputs }),
  };
}

/** 0 for what was not sent again, 1 for what then showed now and then, 2 for what always did. */
function surenessOf({ confirmed }: ReportedFinding): number {
  if (confirmed.sent === 1) return 0;
  return confirmed.label === 'always' ? 2 : 1;
}

function addCoverage(all: readonly Coverage[]): Coverage {
  return {
    response: addCounts(all.map(({ response }) => response)),
    requestExercised: addCounts(all.map(({ requestExercised }) => requestExercised)),
    requestViolated: addCounts(all.map(({ requestViolated }) => requestViolated)),
    responseKeys: addCounts(all.map(({ responseKeys }) => responseKeys)),
    statuses: addCounts(all.map(({ statuses }) => statuses)),
  };
}

/** Sums of counts, by name, so that the order of the claims leaves no trace. */
function addCounts(all: readonly Counts[]): Counts {
  const sums = new Map<string, number>();
  for (const [name, count] of all.flatMap((counts) => Object.entries(counts)))
    sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function distinct(observations: readonly Observation[]): readonly Observation[] {
  const merged = new Map<string, Observation>();
  for (const observation of observations) {
    const { kind, statement } = observation;
    const key = JSON.stringify([kind, statement]);
    merged.set(key, counted(merged.get(key), observation));
  }
  return [...merged.values()];
}

/** Counts of the same observation add up (`data.seen`); the rest of its data is that of the first. */
function counted(known: Observation | undefined, next: Observation): Observation {
  const [before, now] = [known?.data?.seen, next.data?.seen];
  if (typeof before !== 'number' || typeof now !== 'number') return next;
  return { ...next, data: { ...known?.data, seen: before + now } };
}

function distinctErrors(errors: readonly RunError[]): readonly RunError[] {
  return [...new Map(errors.map((each) => [`${each.kind} ${each.message}`, each])).values()];
}
