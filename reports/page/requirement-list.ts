import type { ConformanceReport, ReportedRequirement } from '../formats/conformance-report.ts';
import { countOf, formatCount } from '../formats/quantity.ts';
import {
  byStatus,
  type RequirementStatus,
  requirementStatus,
  statusWords,
} from '../formats/requirement-status.ts';
import { renderClause } from './clause.ts';
import { describeExercise, hasFindings, sharedNote } from './findings-section.ts';
import { html, type Html } from './html.ts';

const LEVELS = ['declared', 'implied', 'tentative'] as const;

/**
 * All requirements as a list to look things up in: folded by how they stand, with a filter.
 *
 * @param place `below` the findings, which it links to, or `alone` on the page
 */
export function renderRequirements(
  { requirements }: ConformanceReport,
  place: 'below' | 'alone' = 'below',
): Html {
  const groups = byStatus(requirements);
  return html`<section id="requirements" aria-labelledby="requirements-title">
    <h2 id="requirements-title">
      All requirements <span class="count">${formatCount(requirements.length)}</span>
    </h2>
    ${groups.length < 2 ? null : renderFilter(requirements)}
    ${groups.map((group) => renderGroup(group, place === 'below'))}
  </section>`;
}

function renderGroup(
  [status, members]: readonly [RequirementStatus, readonly ReportedRequirement[]],
  isBelow: boolean,
): Html {
  const shared = sharedNote(members);
  return html`<details class="group" data-status="${status}">
    <summary>
      <h3>${statusWords(status)} <span class="count">${formatCount(members.length)}</span></h3>
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
    data-status="${requirementStatus(requirement)}"
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

/** The filter by verdict and level. It is hidden until its script runs: without one everything stays visible. */
function renderFilter(requirements: readonly ReportedRequirement[]): Html {
  const verdicts = byStatus(requirements).map(([status, members]) =>
    choice('status', status, statusWords(status), members.length),
  );
  const levels = LEVELS.map(
    (level) => [level, requirements.filter((each) => each.level === level).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([level, count]) => choice('level', level, level, count));
  return html`<form id="filter" class="filter" hidden>
    <fieldset>
      <legend>Verdict</legend>
      ${verdicts}
    </fieldset>
    <fieldset>
      <legend>Level</legend>
      ${levels}
    </fieldset>
    <p class="shown">
      <output id="shown">${countOf(requirements.length, 'requirement')} shown</output>
      <button type="reset">Show all</button>
    </p>
  </form>`;
}

function choice(name: 'status' | 'level', value: string, words: string, count: number): Html {
  const status = name === 'status' ? html`data-status="${value}"` : null;
  return html`<label class="choice" ${status}>
    <input type="checkbox" name="${name}" value="${value}" checked />
    ${words} <span class="count">${formatCount(count)}</span>
  </label>`;
}
