import type { Counts } from '../../schema/evidence.ts';
import type { ConformanceReport } from '../conformance-report.ts';
import { countOf, formatCount } from '../quantity.ts';
import { breakable } from './breakable.ts';
import { coverageForest } from './coverage-tree.ts';
import type { CoverageNode } from './coverage-tree.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const BAR_WIDTH = 60;

/** What the run met of the contract, in a sentence; unfolded, the schemas as trees with counts. */
export function renderCoverage({ coverage }: ConformanceReport): Html {
  const forest = coverageForest(coverage.response);
  const seen = Object.values(coverage.response).filter((count) => count > 0).length;
  const all = Object.keys(coverage.response).length;
  return html`<section id="coverage" aria-labelledby="coverage-title">
    <h2 id="coverage-title">Coverage</h2>
    <p class="lead">
      Responses had ${seen} of ${countOf(all, 'place')} in the response schemas. Requests exercised
      ${everOf(coverage.requestExercised)} in the request, and violated
      ${everOf(coverage.requestViolated)} that can be violated.
    </p>
    <details class="fold">
      <summary>Show places and counts</summary>
      <h3>Response schemas</h3>
      ${renderForest(forest)}
      <h3>Responses</h3>
      <div class="columns">
        ${renderCounts('By response of the contract', coverage.responseKeys)}
        ${renderCounts('By status', coverage.statuses)}
      </div>
      <h3>Request keywords</h3>
      ${renderRequest(coverage.requestExercised, coverage.requestViolated)}
    </details>
  </section>`;
}

function renderForest(forest: readonly CoverageNode[]): Html {
  return html`<ul class="tree">
    ${forest.map((root) => renderNode(root, root.count))}
  </ul>`;
}

function renderNode(node: CoverageNode, rootCount: number): Html {
  const width = rootCount === 0 ? 0 : Math.min(1, node.count / rootCount) * BAR_WIDTH;
  const words = node.count === 0 ? 'never seen' : `seen ${countOf(node.count, 'time')}`;
  return html`<li class="${node.count === 0 ? 'unseen' : 'seen'}">
    <div class="node">
      <code title="${node.pointer}">${node.label}</code>
      <svg viewBox="0 0 ${BAR_WIDTH} 6" aria-hidden="true">
        <rect class="track" width="${BAR_WIDTH}" height="6" />
        <rect class="bin" width="${width.toFixed(1)}" height="6" />
      </svg>
      <span>${words}</span>
    </div>
    ${
      node.children.length === 0
        ? null
        : html`<ul>
            ${node.children.map((child) => renderNode(child, rootCount))}
          </ul>`
    }
  </li>`;
}

function renderCounts(caption: string, counts: Counts): Html {
  const rows = Object.entries(counts).map(
    ([name, count]) =>
      html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td class="number">${formatCount(count)}</td>
      </tr>`,
  );
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${
        rows.length === 0
          ? html`<tr>
              <td class="quiet">none</td>
            </tr>`
          : rows
      }
    </tbody>
  </table>`;
}

function renderRequest(exercised: Counts, violated: Counts): Html {
  const pointers = [...new Set([...Object.keys(exercised), ...Object.keys(violated)])];
  if (pointers.length === 0) return html`<p class="quiet">No keyword was exercised.</p>`;
  const rows = pointers.map(
    (pointer) =>
      html`<tr>
        <th scope="row"><code>${breakable(pointer)}</code></th>
        <td class="number">${timesOf(exercised[pointer])}</td>
        <td class="number">${timesOf(violated[pointer])}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Place</th>
        <th scope="col" class="number">Exercised</th>
        <th scope="col" class="number">Violated</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** A count that is absent is of what no case can do. */
function timesOf(count: number | undefined): string {
  if (count === undefined) return '–';
  return count === 0 ? 'never' : formatCount(count);
}

function everOf(counts: Counts): string {
  const all = Object.values(counts);
  return `${all.filter((count) => count > 0).length} of ${countOf(all.length, 'place')}`;
}
