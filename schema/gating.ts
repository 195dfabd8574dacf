import type { Finding } from './finding.ts';
import type { RequirementRow } from './requirement.ts';

/** Whether a finding of a requirement makes a run nonconformant: what only prose says gates in strict mode alone. */
export function gates({ level }: Pick<RequirementRow, 'level'>, isStrict: boolean): boolean {
  return isStrict || level !== 'tentative';
}

/** Those of some findings whose requirement gates. */
export function gatingFindings<F extends Pick<Finding, 'requirement'>>(
  findings: readonly F[],
  rows: readonly RequirementRow[],
  isStrict: boolean,
): readonly F[] {
  const ids = new Set(rows.filter((row) => gates(row, isStrict)).map(({ id }) => id));
  return findings.filter(({ requirement }) => ids.has(requirement));
}
