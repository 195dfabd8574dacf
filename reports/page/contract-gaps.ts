import type { ContractWeakness } from '../../schema/gaps/gap.ts';
import type { ConformanceReport, ReportedGaps } from '../formats/conformance-report.ts';
import { scoreSentence, untriedSentence } from '../formats/gaps-words.ts';
import { countOf } from '../formats/quantity.ts';
import { breakable, html, type Html } from './html.ts';

/** What the contract is unable to catch: wrong responses that its schemas admit, with the smallest edit that would catch each. */
export function renderContractGaps({ contractStrength: contractGaps }: ConformanceReport): Html {
  return html`<section id="strength" aria-labelledby="strength-title">
    <h2 id="strength-title">Strength of the contract</h2>
    ${renderScore(contractGaps)} ${renderWeaknesses(contractGaps.weaknesses)}
  </section>`;
}

function renderScore(gaps: ReportedGaps): Html {
  const { weaknesses } = gaps;
  const admitted = weaknesses.length === 0 ? '' : 'What they admit would go unnoticed:';
  return html`<p class="lead">
    ${[scoreSentence(gaps), untriedSentence(gaps), admitted].filter(Boolean).join(' ')}
  </p>`;
}

function renderWeaknesses(weaknesses: readonly ContractWeakness[]): Html | null {
  if (weaknesses.length === 0) return null;
  return html`<details class="fold">
    <summary>Show ${countOf(weaknesses.length, 'weakness', 'weaknesses')}</summary>
    ${renderTable(weaknesses)}
  </details>`;
}

function renderTable(weaknesses: readonly ContractWeakness[]): Html {
  return html`<table class="strength">
    <thead>
      <tr>
        <th scope="col">Admitted change</th>
        <th scope="col">Smallest edit that catches it</th>
      </tr>
    </thead>
    <tbody>
      ${weaknesses.map(
        ({ change, pointer, remedy }) =>
          html`<tr>
            <th scope="row">${change}</th>
            <td>
              <code>${remedy}</code>
              <p class="quiet">at <code>${breakable(pointer)}</code></p>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
