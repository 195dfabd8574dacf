import type { HazardResult } from '../../schema/evidence.ts';
import type { ConformanceReport } from '../conformance-report.ts';
import { countOf, formatCount } from '../quantity.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const OUTCOMES: readonly (readonly [HazardResult['outcome'], string])[] = [
  ['failed', 'Broke a requirement'],
  ['refused', 'Refused'],
  ['cleared', 'Cleared'],
  ['not-sent', 'Not sent'],
];

/** Input that is known to break servers, by what became of it; the status stands beside each. */
export function renderHazards({ hazards }: ConformanceReport): Html {
  return html`<section id="hazards" aria-labelledby="hazards-title">
    <h2 id="hazards-title">Hazards</h2>
    <p class="lead">
      Input that is known to break servers, whether the contract allows it or not. Cleared: nothing
      was wrong with the answer that shows with this hazard only. What shows whatever is sent, or
      has shown with eight hazards, is told among the requirements, and of no more hazards here.
    </p>
    ${hazards.length === 0 ? html`<p class="quiet">No hazard was sent.</p>` : renderTable(hazards)}
  </section>`;
}

function renderTable(hazards: readonly HazardResult[]): Html {
  const rows = OUTCOMES.map(
    ([outcome, words]) =>
      [outcome, words, hazards.filter((each) => each.outcome === outcome)] as const,
  ).filter(([, , members]) => members.length > 0);
  return html`<table class="hazards">
    <thead>
      <tr>
        <th scope="col">Outcome</th>
        <th scope="col">Count</th>
        <th scope="col">Hazards</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([outcome, words, members]) =>
          html`<tr data-outcome="${outcome}">
            <th scope="row">${words}</th>
            <td class="number">${formatCount(members.length)}</td>
            <td>${renderMembers(outcome, members)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Hazards that say nothing of the target are folded. */
function renderMembers(outcome: HazardResult['outcome'], members: readonly HazardResult[]): Html {
  const chips = html`<ul class="chips">
    ${members.map(renderHazard)}
  </ul>`;
  if (outcome === 'failed' || outcome === 'refused') return chips;
  return html`<details class="fold">
    <summary>Show ${countOf(members.length, 'hazard')}</summary>
    ${chips}
  </details>`;
}

function renderHazard({ hazard, status }: HazardResult): Html {
  return html`<li><code>${hazard}</code>${status === undefined ? null : html` ${status}`}</li>`;
}
