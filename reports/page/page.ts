import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConformanceReport, RequirementVerdict } from '../formats/conformance-report.ts';
import { headline } from '../formats/requirement-status.ts';
import { renderComparison } from './comparison-section.ts';
import { renderContractGaps } from './contract-gaps.ts';
import { renderCoverage } from './coverage-section.ts';
import { renderFindings } from './findings-section.ts';
import { renderHazards } from './hazard-table.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';
import { renderLatency } from './latency-plot.ts';
import { renderMasthead } from './masthead.ts';
import { renderObservations } from './observation-list.ts';
import { renderRequirements } from './requirement-list.ts';
import { renderWords } from './words.ts';

const STYLE = [
  'palette.css',
  'layout.css',
  'filter.css',
  'requirement.css',
  'finding.css',
  'figures.css',
  'print.css',
]
  .map(readAsset)
  .join('\n');
const SCRIPTS = ['filter.js', 'unfold.js', 'copy.js'].map(readAsset);

const SECTIONS = [
  ['comparison', 'Since the earlier run'],
  ['findings', 'Findings'],
  ['warning', 'Warnings'],
  ['known', 'Known deviations'],
  ['requirements', 'All requirements'],
  ['observations', 'Observations'],
  ['latency', 'Latency'],
  ['hazards', 'Hazards'],
  ['coverage', 'Coverage'],
  ['strength', 'Strength of the contract'],
  ['words', 'Words'],
] as const;

/**
 * `index.html`: the report as one self-contained page that opens from a download.
 * Its policy admits this style sheet and these scripts by hash and nothing else: no network, no inline handler,
 * whatever the responses of the target carry.
 */
export function renderPage(report: ConformanceReport): string {
  return `<!doctype html>\n${renderDocument(report).markup}\n`;
}

function renderDocument(report: ConformanceReport): Html {
  const main = renderMain(report);
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy()}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${headline(report)} · ${report.target}</title>
      ${inline('style', STYLE)}
    </head>
    <body>
      <a class="skip" href="#main">Skip to the results</a>
      ${renderMasthead(report)} ${renderNavigation(main)}
      <main id="main">${main}</main>
      <footer>
        <p>${report.suite.name} ${report.suite.version}</p>
        <p>
          E-mail addresses are masked, unless the run had SHOW_EMAILS=1; secrets never stand here.
        </p>
        <p id="announcement" role="status"></p>
      </footer>
      ${SCRIPTS.map((script) => inline('script', script))}
    </body>
  </html>`;
}

const UNDECIDED: readonly RequirementVerdict[] = ['unverified', 'error'];

/** Where nothing could be verified, the reason is all that there is to read. */
function renderMain(report: ConformanceReport): Html {
  const verified = report.requirements.filter(({ verdict }) => !UNDECIDED.includes(verdict));
  if (verified.length === 0)
    return html`${renderComparison(report)} ${renderRequirements(report, 'alone')}
    ${renderObservations(report)} ${renderWords(report)}`;
  return html`${renderComparison(report)} ${renderFindings(report)} ${renderRequirements(report)}
  ${renderObservations(report)} ${renderLatency(report)} ${renderHazards(report)}
  ${renderCoverage(report)} ${renderContractGaps(report)} ${renderWords(report)}`;
}

/** Links to the sections that there are; none where the page is short. */
function renderNavigation({ markup }: Html): Html | null {
  const sections = SECTIONS.filter(([id]) => markup.includes(`<section id="${id}"`));
  if (sections.length <= 3) return null;
  return html`<nav aria-label="Sections">
    <ul>
      ${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
  </nav>`;
}

function policy(): string {
  const scripts = SCRIPTS.map(hashSource).join(' ');
  return [
    `default-src 'none'`,
    `style-src ${hashSource(STYLE)}`,
    `script-src ${scripts}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** A style or script element whose text is exactly the asset, so that its hash holds (CSP 3, 6.7.3). */
function inline(element: 'style' | 'script', asset: string): Html {
  return trusted(`<${element}>${asset}</${element}>`);
}

function hashSource(asset: string): string {
  return `'sha256-${createHash('sha256').update(asset).digest('base64')}'`;
}

function readAsset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
