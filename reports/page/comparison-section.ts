import { CHANGES, comparisonCounts } from '../formats/comparison.ts';
import type { ComparedFinding, ConformanceReport } from '../formats/conformance-report.ts';
import { countOf } from '../formats/quantity.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const MEANINGS: Readonly<Record<ComparedFinding['change'], string>> = {
  new: 'New',
  gone: 'Gone',
  'still there': 'Still there',
  'not seen':
    'Not seen, and no proof that it is gone: this run was asked otherwise, or not to its end',
};

/** What became of the findings of the run that PREVIOUS names; nothing where there is none. */
export function renderComparison({ comparison }: ConformanceReport): Html | null {
  if (comparison === undefined) return null;
  const { previous, findings } = comparison;
  const when = previous.startedAt.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
  return html`<section id="comparison" aria-labelledby="comparison-title">
    <h2 id="comparison-title">Since the earlier run</h2>
    <p class="lead">
      ${comparisonCounts(comparison)}. The earlier run: ${when}, ${previous.target}, profile
      ${previous.profile}, seed ${previous.seed}, ${previous.verdict}.
    </p>
    ${CHANGES.map((change) =>
      renderChange(
        change,
        findings.filter((each) => each.change === change),
      ),
    )}
  </section>`;
}

function renderChange(
  change: ComparedFinding['change'],
  members: readonly ComparedFinding[],
): Html | null {
  if (members.length === 0) return null;
  const items = html`<ul>
    ${members.map(({ requirement, message }) => {
      const name = html`<code>${requirement}</code>`;
      const linked = html`<a href="#requirement-${requirement}">${name}</a>`;
      return html`<li>${linked} ${message}</li>`;
    })}
  </ul>`;
  const folded = html`<details class="fold">
    <summary>Show ${countOf(members.length, 'finding')}</summary>
    ${items}
  </details>`;
  return html`<div class="change" data-change="${change}">
    <h3>${MEANINGS[change]}</h3>
    ${change === 'still there' ? folded : items}
  </div>`;
}
