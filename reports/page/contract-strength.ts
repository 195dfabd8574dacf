import type { ConformanceReport, ContractWeakness } from '../conformance-report.ts';
import { countOf } from '../quantity.ts';
import { breakable } from './breakable.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** What the contract is unable to catch: wrong answers that its schemas admit, with the smallest edit that would catch each. */
export function renderContractStrength({ contractStrength }: ConformanceReport): Html {
  return html`<section id="strength" aria-labelledby="strength-title">
    <h2 id="strength-title">Strength of the contract</h2>
    ${contractStrength.length === 0 ? html`<p class="quiet">No admission is listed.</p>` : renderTable(contractStrength)}
  </section>`;
}

function renderTable(weaknesses: readonly ContractWeakness[]): Html {
  return html`<p class="lead">
      ${countOf(weaknesses.length, 'single change')} to a conforming answer would pass the schemas
      unnoticed.
    </p>
    <table class="strength">
      <thead>
        <tr>
          <th scope="col">Admitted change</th>
          <th scope="col">Where</th>
          <th scope="col">Smallest edit that catches it</th>
        </tr>
      </thead>
      <tbody>
        ${weaknesses.map(
          ({ change, pointer, remedy }) =>
            html`<tr>
              <th scope="row">${change}</th>
              <td><code>${breakable(pointer)}</code></td>
              <td><code>${remedy}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
