import type { HazardResult } from '../../schema/requirements/evidence.ts';
import type { ConformanceReport } from '../formats/conformance-report.ts';
import { countOf, formatCount } from '../formats/quantity.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const FEW = 8;

const OUTCOMES: readonly (readonly [HazardResult['outcome'], string])[] = [
  ['failed', 'Broke a requirement'],
  ['refused', 'Refused'],
  ['cleared', 'Cleared'],
  ['not-sent', 'Not sent'],
];

/** Input that is known to break servers, by what became of it, each with its status; nothing where none was sent. */
export function renderHazards({ hazards }: ConformanceReport): Html | null {
  if (hazards.length === 0) return null;
  return html`<section id="hazards" aria-labelledby="hazards-title">
    <h2 id="hazards-title">Hazards</h2>
    <p class="lead">
      Input that is known to break servers, whether the contract allows it or not. Cleared: the
      response had no fault that only this hazard shows. Faults that are not specific to one hazard
      are listed once, under Findings.
    </p>
    ${renderTable(hazards)}
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

/** Hazards that broke nothing are folded, unless they are few. */
function renderMembers(outcome: HazardResult['outcome'], members: readonly HazardResult[]): Html {
  const chips = html`<ul class="chips">
    ${members.map(renderHazard)}
  </ul>`;
  if (outcome === 'failed' || members.length <= FEW) return chips;
  return html`<details class="fold">
    <summary>Show ${countOf(members.length, 'hazard')}</summary>
    ${chips}
  </details>`;
}

function renderHazard({ hazard, status }: HazardResult): Html {
  return html`<li><code>${hazard}</code>${status === undefined ? null : html` ${status}`}</li>`;
}
