import type { Counts } from '../../schema/requirements/evidence.ts';
import type { ConformanceReport } from '../formats/conformance-report.ts';
import { countOf, formatCount } from '../formats/quantity.ts';
import { breakable, html, type Html } from './html.ts';

/** A location of the contract, with how many responses carried it and the locations below. */
interface CoverageNode {
  readonly pointer: string;
  /** What the location is, seen from its parent: `email`, `each item`, `anyOf 2`. */
  readonly label: string;
  readonly count: number;
  readonly children: readonly CoverageNode[];
}

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

/**
 * Counts by JSON pointer, each perhaps after a response key and a space (`200 #/components/schemas/User`), as a forest: a
 * location hangs from the longest other pointer that it continues.
 */
export function coverageForest(counts: Counts): CoverageNode[] {
  const pointers = Object.keys(counts);
  const parents = new Map(pointers.map((pointer) => [pointer, parentOf(pointer, counts)]));
  const build = (parent: string | null): CoverageNode[] =>
    pointers
      .filter((pointer) => parents.get(pointer) === parent)
      .map((pointer) => ({
        pointer,
        label: labelOf(pointer.slice(parent?.length ?? 0)),
        count: counts[pointer] ?? 0,
        children: build(pointer),
      }));
  return build(null);
}

function parentOf(pointer: string, counts: Counts): string | null {
  const end = pointer.lastIndexOf('/');
  if (end < 0) return null;
  const prefix = pointer.slice(0, end);
  return Object.hasOwn(counts, prefix) ? prefix : parentOf(prefix, counts);
}

function labelOf(rest: string): string {
  return rest
    .replace(/^(?:(\S+) )?#?\/(?:components\/schemas\/)?/, (_, key?: string) =>
      key ? `${key} · ` : '',
    )
    .replaceAll(/(^|\/)properties\/([^/]+)/g, '$1$2')
    .replaceAll(/(^|\/)items(?=\/|$)/g, '$1each item')
    .replaceAll(/(^|\/)additionalProperties(?=\/|$)/g, '$1any other')
    .replaceAll(/(^|\/)(anyOf|oneOf|allOf)\/(\d+)/g, '$1$2 $3')
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
}
