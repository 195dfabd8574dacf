import type { ConformanceReport } from './conformance-report.ts';

/**
 * The run as a shields.io endpoint badge (JSON, schema version 1): gating requirements that pass, of those that apply.
 * `null` for a partial run, which says nothing of the whole.
 */
export function renderBadge(report: ConformanceReport): string | null {
  if (report.partial || report.requirements.length === 0) return null;
  const badge = { schemaVersion: 1, label: 'contract', ...face(report) };
  return `${JSON.stringify(badge)}\n`;
}

function face(report: ConformanceReport): { message: string; color: string; isError: boolean } {
  const gating = report.requirements.filter(
    ({ gates, verdict }) => gates && verdict !== 'not-applicable',
  );
  const kept = gating.filter(({ verdict }) => verdict === 'pass').length;
  const message = `${kept}/${gating.length}`;
  switch (report.verdict) {
    case 'conformant':
      return { message, color: kept === gating.length ? 'brightgreen' : 'green', isError: false };
    case 'nonconformant':
      return { message, color: 'red', isError: true };
    case 'inconclusive':
      return { message: 'inconclusive', color: 'lightgrey', isError: true };
  }
}
