import type { ConformanceReport, ReportedRequirement } from '../conformance-report.ts';
import { countOf, formatCount } from '../quantity.ts';
import { byStanding, standingOf, standingWords } from '../standing.ts';
import type { Standing } from '../standing.ts';
import { renderClause } from './clause.ts';
import { renderFilter } from './filter-form.ts';
import { renderFinding } from './finding-view.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Every requirement with level, clause, verdict and how often it was exercised; the most pressing come first. */
export function renderRequirements({ requirements }: ConformanceReport): Html {
  return html`<section id="requirements" aria-labelledby="requirements-title">
    <h2 id="requirements-title">Requirements</h2>
    ${renderFilter(requirements)} ${byStanding(requirements).map(renderGroup)}
  </section>`;
}

function renderGroup([standing, members]: readonly [
  Standing,
  readonly ReportedRequirement[],
]): Html {
  const shared = sharedNote(members);
  return html`<section class="group" data-standing="${standing}">
    <h3>${standingWords(standing)} <span class="count">${formatCount(members.length)}</span></h3>
    ${shared === undefined ? null : html`<p class="note">${shared}</p>`}
    ${members.map((member) => renderRequirement(member, shared))}
  </section>`;
}

/** A note that all requirements of a group have: told once. */
function sharedNote([first, ...others]: readonly ReportedRequirement[]): string | undefined {
  const isShared = others.length > 0 && others.every(({ note }) => note === first?.note);
  return isShared ? first?.note : undefined;
}

function renderRequirement(requirement: ReportedRequirement, told: string | undefined): Html {
  const { id, level, statement, source, failures, note } = requirement;
  const standing = standingOf(requirement);
  return html`<article
    class="requirement"
    id="requirement-${id}"
    data-standing="${standing}"
    data-level="${level}"
  >
    <h4>${statement}</h4>
    <p class="meta">
      <span class="pill">${standingWords(standing)}</span>
      <a class="slug" href="#requirement-${id}">${id}</a>
      <span>${level}</span>
      <span>${describeExercise(requirement)}</span>
    </p>
    ${note === undefined || note === told ? null : html`<p class="note">${note}</p>`}
    ${renderClause(source)}
    ${failures.map((failure, index) => renderFinding(requirement, failure, index + 1))}
  </article>`;
}

function describeExercise({ exercised, condition, note }: ReportedRequirement): string {
  if (exercised > 0) return `exercised ${countOf(exercised, 'time')}`;
  return condition === undefined || note !== undefined
    ? 'never exercised'
    : `did not occur: ${condition}`;
}
