import type { ConformanceReport } from '../formats/conformance-report.ts';
import { countOf, formatCount, formatDuration } from '../formats/quantity.ts';
import { byStatus, hasCautions, headline, statusWords } from '../formats/requirement-status.ts';
import { html } from './html.ts';
import type { Child, Html } from './html.ts';

const BAR_WIDTH = 1000;

/** The top of the page: the verdict in a sentence, the tally, and the facts of the run. */
export function renderMasthead(report: ConformanceReport): Html {
  const { operation, contract } = report;
  return html`<header
    class="masthead"
    data-verdict="${report.verdict}"
    ${hasCautions(report) ? html`data-cautions` : null}
  >
    <p class="eyebrow">${contract.title} · ${operation.method} ${operation.path}</p>
    <h1>${headline(report)}</h1>
    <p class="reason">${report.reason.message}</p>
    ${renderMarks(report)} ${renderTally(report)}
    <dl class="facts">
      ${fact('Target', html`<code>${report.target}</code>`)}
      ${fact('Contract', html`${contract.title} <code>${contract.version}</code>`)}
      ${fact('Fingerprint', html`<code>${contract.sha256}</code>`)}
      ${fact('Profile', report.profile)} ${fact('Seed', html`<code>${report.seed}</code>`)}
      ${fact('Started', renderTime(report.startedAt))}
      ${fact('Took', formatDuration(report.durationMs))}
      ${fact('Requests', formatCount(report.requests))} ${fact('Exit code', report.exitCode)}
    </dl>
  </header>`;
}

function renderMarks({ partial, strict }: ConformanceReport): Html | null {
  if (!partial && !strict) return null;
  return html`<ul class="marks">
    ${partial ? html`<li><b>Partial run:</b> only a selection of the claims was run.</li>` : null}
    ${strict ? html`<li><b>Strict:</b> tentative requirements gate too.</li>` : null}
  </ul>`;
}

function renderTally({ requirements }: ConformanceReport): Html {
  const groups = byStatus(requirements).map(
    ([status, members]) => [status, members.length] as const,
  );
  const unit = BAR_WIDTH / Math.max(1, requirements.length);
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, [, count]) => sum + count * unit, 0),
  );
  return html`<div class="tally">
    <svg viewBox="0 0 ${BAR_WIDTH} 8" preserveAspectRatio="none" aria-hidden="true">
      ${groups.map(
        ([status, count], index) =>
          html`<rect
            data-status="${status}"
            x="${starts[index] ?? 0}"
            width="${count * unit}"
            height="8"
          />`,
      )}
    </svg>
    <ul aria-label="${countOf(requirements.length, 'requirement')} by verdict">
      ${groups.map(
        ([status, count]) =>
          html`<li data-status="${status}">
            <b>${formatCount(count)}</b> ${statusWords(status)}
          </li>`,
      )}
    </ul>
  </div>`;
}

function renderTime(iso: string): Html {
  const readable = iso.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
  return html`<time datetime="${iso}">${readable}</time>`;
}

function fact(term: string, description: Child): Html {
  return html`<div>
    <dt>${term}</dt>
    <dd>${description}</dd>
  </div>`;
}
