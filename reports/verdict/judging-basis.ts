import { readFileSync } from 'node:fs';
import { ContractError } from '../../schema/contract/contract-error.ts';
import { operationOf } from '../../schema/contract/contract.ts';
import type { ReportedFinding, RunError } from '../../schema/requirements/evidence.ts';
import { gatingFindings, type RequirementRow } from '../../schema/requirements/requirement.ts';
import type { RunTerms } from '../../schema/requirements/run-terms.ts';
import { TESTED_RULES } from '../../schema/preferences/tested-rules.ts';
import { type BaselineEntry, covers } from '../../schema/baseline/baseline-entry.ts';
import { BaselineError, readBaseline } from '../../schema/baseline/read-baseline.ts';
import { gapsOf } from '../formats/gaps-report.ts';
import type { ReportedFacts } from './run-results.ts';

/** What a run is judged by: the catalogue, the baseline, and what is known of the contract. */
export interface JudgingBasis extends Pick<
  ReportedFacts,
  'contract' | 'operation' | 'contractStrength'
> {
  readonly rows: readonly RequirementRow[];
  readonly baseline: readonly BaselineEntry[];
}

/** Why there is nothing to judge by, as an error of a kind of its own. */
export class BasisError extends Error {
  override readonly name = 'BasisError';
  readonly kind: string;

  constructor({ kind, message }: RunError) {
    super(message);
    this.kind = kind;
  }
}

/** What is left to judge by when the basis cannot be loaded: nothing, so no run can conform. */
export const NO_BASIS: JudgingBasis = {
  contract: { title: 'unknown contract', version: '', sha256: '' },
  operation: { id: TESTED_RULES.operationId, method: '', path: '' },
  contractStrength: { tried: 0, caught: 0, untried: [], weaknesses: [] },
  rows: [],
  baseline: [],
};

/** What else says by what a run is judged. */
export interface BasisOptions {
  /** sha256 that the contract must have, where it is known. */
  readonly fingerprint?: string | null;
  /** The operation to read with; by default the only one that fits. */
  readonly readOperation?: string | null;
}

/**
 * Loads the contract and the baseline of a run.
 *
 * @param file path of the contract
 * @param baseline path of the baseline, or `null`; for shards, their baseline itself
 * @throws ContractError, or BaselineError with file and JSON pointer
 */
export async function loadBasis(
  file: string,
  baseline: string | RunTerms['baseline'],
  { fingerprint = null, readOperation = null }: BasisOptions = {},
): Promise<JudgingBasis> {
  const contract = await TESTED_RULES.load(file, readOperation);
  if (fingerprint !== null && fingerprint !== contract.document.sha256)
    throw new ContractError(file, '#', otherContract(fingerprint));
  const operation = operationOf(contract, TESTED_RULES.operationId);
  const rows = TESTED_RULES.rows(contract, operation);
  const { title, version, sha256 } = contract.document;
  return {
    contract: { title, version, sha256 },
    operation: { id: operation.id, method: operation.method, path: operation.path },
    contractStrength: gapsOf(contract, operation),
    rows,
    baseline: baseline === null ? [] : loadBaseline(baseline, rows),
  };
}

/** Names why a basis could not be loaded, for the reason of an inconclusive run. */
export function basisError(error: unknown): RunError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BasisError) return { kind: error.kind, message };
  if (error instanceof ContractError) return { kind: 'contract', message };
  if (error instanceof BaselineError) return { kind: 'baseline', message };
  return { kind: 'suite-error', message };
}

/** The requirements that gate and that findings break, except for known deviations. */
export function brokenRows(
  { rows, baseline }: JudgingBasis,
  findings: readonly ReportedFinding[],
  isStrict: boolean,
): readonly RequirementRow[] {
  const open = findings.filter((finding) => !baseline.some((entry) => covers(entry, finding)));
  const broken = new Set(
    gatingFindings(open, rows, isStrict).map(({ requirement }) => requirement),
  );
  return rows.filter(({ id }) => broken.has(id));
}

function loadBaseline(
  baseline: string | NonNullable<RunTerms['baseline']>,
  rows: readonly RequirementRow[],
): readonly BaselineEntry[] {
  const { file, text } =
    typeof baseline === 'string' ? { file: baseline, text: textOf(baseline) } : baseline;
  return readBaseline(text, file, new Set(rows.map(({ id }) => id)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new BaselineError(`${file} cannot be read: correct BASELINE, or leave it out.`);
  }
}

function otherContract(sha256: string): string {
  return `this is not the contract that the shards were asked by, whose fingerprint is ${sha256}: name theirs in CONTRACT.`;
}
