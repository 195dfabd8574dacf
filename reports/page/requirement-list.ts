import type { ConformanceReport, ReportedRequirement } from '../conformance-report.ts';
import { formatCount } from '../quantity.ts';
import { byStanding, standingOf, standingWords } from '../standing.ts';
import type { Standing } from '../standing.ts';
import { renderClause } from './clause.ts';
import { describeExercise, sharedNote } from './exercise.ts';
import { renderFilter } from './filter-form.ts';
import { hasFindings } from './findings-section.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/**
 * All requirements as a list to look things up in: folded by how they stand, with a filter.
 *
 * @param place `below` the findings, which it links to, or `alone` on the page
 */
export function renderRequirements(
  { requirements }: ConformanceReport,
  place: 'below' | 'alone' = 'below',
): Html {
  const groups = byStanding(requirements);
  return html`<section id="requirements" aria-labelledby="requirements-title">
    <h2 id="requirements-title">
      All requirements <span class="count">${formatCount(requirements.length)}</span>
    </h2>
    ${groups.length < 2 ? null : renderFilter(requirements)}
    ${groups.map((group) => renderGroup(group, place === 'below'))}
  </section>`;
}

function renderGroup(
  [standing, members]: readonly [Standing, readonly ReportedRequirement[]],
  isBelow: boolean,
): Html {
  const shared = sharedNote(members);
  return html`<details class="group" data-standing="${standing}">
    <summary>
      <h3>${standingWords(standing)} <span class="count">${formatCount(members.length)}</span></h3>
    </summary>
    ${shared === undefined ? null : html`<p class="note">${shared}</p>`}
    ${members.map((member) => renderRow(member, shared, isBelow && hasFindings(member)))}
  </details>`;
}

function renderRow(
  requirement: ReportedRequirement,
  told: string | undefined,
  above: boolean,
): Html {
  const { id, level, statement, source, note } = requirement;
  return html`<div
    class="row"
    data-standing="${standingOf(requirement)}"
    data-level="${level}"
    ${above ? null : html`id="requirement-${id}"`}
  >
    <h4>${above ? html`<a href="#requirement-${id}">${statement}</a>` : statement}</h4>
    <p class="meta">
      <a class="slug" href="#requirement-${id}">${id}</a>
      <span>${level}</span>
      <span>${describeExercise(requirement)}</span>
    </p>
    ${above || note === undefined || note === told ? null : html`<p class="note">${note}</p>`}
    ${above ? null : renderClause(source)}
  </div>`;
}
