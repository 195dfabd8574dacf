import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAnnotations } from './formats/annotations.ts';
import { renderBadge } from './formats/badge.ts';
import type { ConformanceReport } from './formats/conformance-report.ts';
import { renderCtrf } from './formats/ctrf.ts';
import { renderJunit } from './formats/junit.ts';
import { renderPage } from './page/page.ts';
import { renderSummary } from './formats/summary.ts';

const RENDERERS: Readonly<Record<string, (report: ConformanceReport) => string | null>> = {
  'conformance.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  'index.html': renderPage,
  'summary.md': renderSummary,
  'junit.xml': renderJunit,
  'ctrf.json': renderCtrf,
  'badge.json': renderBadge,
};

/** Removes the reports of an earlier run, so that nothing old can be taken for new. */
export function clearReports(directory: string): void {
  for (const name of Object.keys(RENDERERS)) rmSync(join(directory, name), { force: true });
}

/**
 * Writes all reports of a run. `conformance.json` comes last: where it is, the others are.
 * Renderers that have nothing to say of a run (the badge of a partial one) write nothing.
 */
export function writeReports(report: ConformanceReport, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, render] of Object.entries(RENDERERS).toReversed()) {
    const text = render(report);
    if (text !== null) writeFileSync(join(directory, name), text);
  }
}

/** Tells GitHub of a run: its summary file, and annotations where it reads the output; nothing elsewhere. */
export function tellPipeline(
  report: ConformanceReport,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary !== undefined && summary !== '') appendFileSync(summary, renderSummary(report));
  return env.GITHUB_ACTIONS === 'true' ? renderAnnotations(report) : '';
}
