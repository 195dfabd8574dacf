import type { Counts, Coverage, Evidence, ReportedFinding } from '../requirements/evidence.ts';
import type { EvidenceEntry } from './record-entry.ts';

const NO_COVERAGE: Coverage = {
  response: {},
  requestExercised: {},
  requestViolated: {},
  responseKeys: {},
  statuses: {},
};

/** Evidence of a claim that has asked nothing yet. */
export function noEvidence(claim: string): Evidence {
  return {
    claim,
    requests: 0,
    exercised: {},
    findings: [],
    observations: [],
    hazards: [],
    coverage: NO_COVERAGE,
    latencies: [],
    errors: [],
    limits: [],
  };
}

/** What a claim has learned by now: its evidence before, and what an entry adds to it. */
export function withEntry(before: Evidence, entry: EvidenceEntry): Evidence {
  const findings = replaced(before.findings, entry.findings, signatureOf);
  return {
    claim: before.claim,
    requests: before.requests + entry.requests,
    exercised: sum(before.exercised, entry.exercised),
    findings: counted(findings, entry),
    observations: replaced(before.observations, entry.observations, nameOfObservation),
    hazards: replaced(before.hazards, entry.hazards, ({ hazard }) => hazard),
    coverage: sumCoverage(before.coverage, entry.coverage),
    latencies: [...before.latencies, ...entry.latencies],
    errors: [...before.errors, ...entry.errors],
    limits: [...before.limits, ...entry.limits],
  };
}

/** What a claim has learned between two looks at it, as an entry; `null` where it has learned nothing. */
export function entryBetween(before: Evidence, now: Evidence): EvidenceEntry | null {
  const known = new Map(before.findings.map((finding) => [finding.signature, finding]));
  const signatures = new Set(now.findings.map(signatureOf));
  const entry: EvidenceEntry = {
    entry: 'evidence',
    claim: now.claim,
    requests: now.requests - before.requests,
    exercised: difference(before.exercised, now.exercised),
    findings: now.findings.filter((finding) => isNew(known.get(finding.signature), finding)),
    counts: countsOf(now.findings.filter((finding) => isRecounted(known, finding))),
    withdrawn: [...known.keys()].filter((signature) => !signatures.has(signature)),
    observations: changed(before.observations, now.observations, nameOfObservation),
    hazards: changed(before.hazards, now.hazards, ({ hazard }) => hazard),
    coverage: coverageDifference(before.coverage, now.coverage),
    latencies: now.latencies.slice(before.latencies.length),
    errors: now.errors.slice(before.errors.length),
    limits: now.limits.slice(before.limits.length),
  };
  return isEmpty(entry) ? null : entry;
}

function signatureOf({ signature }: ReportedFinding): string {
  return signature;
}

function nameOfObservation({ kind, statement }: Evidence['observations'][number]): string {
  return JSON.stringify([kind, statement]);
}

/** A finding is told again once it is confirmed, shown by another request, or by more inputs; a count alone goes into `counts`. */
function isNew(known: ReportedFinding | undefined, now: ReportedFinding): boolean {
  if (known === undefined) return true;
  const isToldMore = known.alone?.length !== now.alone?.length;
  return isToldMore || known.confirmed.sent !== now.confirmed.sent || known.replay !== now.replay;
}

function isRecounted(known: ReadonlyMap<string, ReportedFinding>, now: ReportedFinding): boolean {
  const before = known.get(now.signature);
  return before !== undefined && before.count !== now.count;
}

function countsOf(findings: readonly ReportedFinding[]): Counts {
  return Object.fromEntries(findings.map(({ signature, count }) => [signature, count]));
}

function counted(
  findings: readonly ReportedFinding[],
  { counts, withdrawn }: EvidenceEntry,
): readonly ReportedFinding[] {
  return findings
    .filter(({ signature }) => !withdrawn.includes(signature))
    .map((finding) => ({ ...finding, count: countOf(counts, finding.signature) ?? finding.count }));
}

function countOf(counts: Counts, name: string): number | undefined {
  return Object.hasOwn(counts, name) ? counts[name] : undefined;
}

function replaced<T>(
  before: readonly T[],
  added: readonly T[],
  nameOf: (item: T) => string,
): readonly T[] {
  const all = new Map(before.map((item) => [nameOf(item), item]));
  for (const item of added) all.set(nameOf(item), item);
  return [...all.values()];
}

function changed<T>(
  before: readonly T[],
  now: readonly T[],
  nameOf: (item: T) => string,
): readonly T[] {
  const known = new Map(before.map((item) => [nameOf(item), JSON.stringify(item)]));
  return now.filter((item) => known.get(nameOf(item)) !== JSON.stringify(item));
}

function sum(before: Counts, added: Counts): Counts {
  const names = new Set([...Object.keys(before), ...Object.keys(added)]);
  return Object.fromEntries(
    [...names]
      .toSorted()
      .map((name) => [name, (countOf(before, name) ?? 0) + (countOf(added, name) ?? 0)]),
  );
}

/** Counts that changed; one of 0 says that the name could have been seen. */
function difference(before: Counts, now: Counts): Counts {
  return Object.fromEntries(
    Object.entries(now)
      .filter(([name, count]) => countOf(before, name) !== count)
      .map(([name, count]) => [name, count - (countOf(before, name) ?? 0)]),
  );
}

function sumCoverage(before: Coverage, added: Partial<Coverage>): Coverage {
  return {
    response: sum(before.response, added.response ?? {}),
    requestExercised: sum(before.requestExercised, added.requestExercised ?? {}),
    requestViolated: sum(before.requestViolated, added.requestViolated ?? {}),
    responseKeys: sum(before.responseKeys, added.responseKeys ?? {}),
    statuses: sum(before.statuses, added.statuses ?? {}),
  };
}

function coverageDifference(before: Coverage, now: Coverage): Coverage {
  return {
    response: difference(before.response, now.response),
    requestExercised: difference(before.requestExercised, now.requestExercised),
    requestViolated: difference(before.requestViolated, now.requestViolated),
    responseKeys: difference(before.responseKeys, now.responseKeys),
    statuses: difference(before.statuses, now.statuses),
  };
}

function isEmpty({ coverage, requests, exercised, counts, ...lists }: EvidenceEntry): boolean {
  const { findings, withdrawn, observations, hazards, latencies, errors, limits } = lists;
  const parts = [findings, withdrawn, observations, hazards, latencies, errors, limits];
  const all = [...parts, exercised, counts, ...Object.values(coverage)];
  return requests === 0 && all.every((part) => Object.keys(part).length === 0);
}
