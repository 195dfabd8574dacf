import type { ConformanceReport } from './conformance-report.ts';
import { countOf } from './quantity.ts';
import { isPutBack, isUnseen } from './restoration.ts';
import { requirementStatus } from './requirement-status.ts';

/** Amber, as a hexadecimal colour of shields.io: conformant, with something not to be overlooked. */
const AMBER = 'ffbf00';

/**
 * The run as a shields.io endpoint badge (JSON, schema version 1): gating requirements that pass, of those that apply,
 * and how many warnings there are. `null` for a partial run, which says nothing of the whole.
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
      return { ...conforming(report, message, kept === gating.length), isError: false };
    case 'nonconformant':
      return { message, color: 'red', isError: true };
    case 'inconclusive':
      return { message: 'inconclusive', color: 'lightgrey', isError: true };
  }
}

function conforming(report: ConformanceReport, message: string, keptAll: boolean) {
  const warnings = report.requirements.filter(
    (each) => requirementStatus(each) === 'warning',
  ).length;
  if (warnings > 0) return { message: `${message}, ${countOf(warnings, 'warning')}`, color: AMBER };
  if (!isPutBack(report.observations)) return { message: `${message}, not put back`, color: AMBER };
  if (isUnseen(report.observations)) return { message: `${message}, store unseen`, color: AMBER };
  return { message, color: keptAll ? 'brightgreen' : 'green' };
}
