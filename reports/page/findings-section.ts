import type { ConformanceReport, ReportedRequirement } from '../conformance-report.ts';
import { countOf, formatCount } from '../quantity.ts';
import { byStanding, standingOf, standingWords } from '../standing.ts';
import type { Standing } from '../standing.ts';
import { describeExercise, sharedNote } from './exercise.ts';
import { renderClause } from './clause.ts';
import { renderFinding } from './finding-view.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** What decides the verdict: shown in full. */
const PRESSING: readonly Standing[] = ['fail', 'error', 'stale'];
/** What does not change the verdict: folded, under a heading of its own. */
const MUTED = [
  [
    'warning',
    'Warnings',
    'Only the prose of the contract asks for these. They do not change the verdict, unless STRICT=1 is set.',
  ],
  ['known', 'Known deviations', 'The baseline excuses these until a date.'],
] as const;

/** Requirements whose findings stand in a section of their own, above all others. */
export function hasFindings(requirement: ReportedRequirement): boolean {
  const standing = standingOf(requirement);
  return PRESSING.includes(standing) || MUTED.some(([muted]) => muted === standing);
}

/** Findings, then warnings and known deviations, each requirement with what it says and where it says it. */
export function renderFindings({ requirements }: ConformanceReport): Html {
  const groups = byStanding(requirements);
  const pressing = groups.filter(([standing]) => PRESSING.includes(standing));
  const members = pressing.flatMap(([, each]) => each);
  const told = sharedNote(members);
  return html`${
    members.length === 0
      ? null
      : html`<section id="findings" aria-labelledby="findings-title">
          <h2 id="findings-title">
            Findings <span class="count">${formatCount(members.length)}</span>
          </h2>
          ${told === undefined ? null : html`<p class="note">${told}</p>`}
          ${members.map((member) => renderFull(member, told))}
        </section>`
  }
  ${MUTED.map(([standing, title, lead]) => {
    const muted = groups.filter(([each]) => each === standing).flatMap(([, each]) => each);
    return muted.length === 0 ? null : renderMuted(standing, title, lead, muted);
  })}`;
}

function renderMuted(
  id: string,
  title: string,
  lead: string,
  members: readonly ReportedRequirement[],
): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title} <span class="count">${formatCount(members.length)}</span></h2>
    <p class="lead">${lead}</p>
    ${members.map(renderFolded)}
  </section>`;
}

function renderFull(requirement: ReportedRequirement, told: string | undefined): Html {
  const standing = standingOf(requirement);
  return html`<article
    class="requirement"
    id="requirement-${requirement.id}"
    data-standing="${standing}"
  >
    <h3>${requirement.statement}</h3>
    ${renderContent(requirement, told)}
  </article>`;
}

function renderFolded(requirement: ReportedRequirement): Html {
  const { id, statement, failures } = requirement;
  return html`<details
    class="requirement"
    id="requirement-${id}"
    data-standing="${standingOf(requirement)}"
  >
    <summary>
      <h3>${statement}</h3>
      <span class="quiet">${countOf(failures.length, 'finding')}</span>
    </summary>
    ${renderContent(requirement, undefined)}
  </details>`;
}

function renderContent(requirement: ReportedRequirement, told: string | undefined): Html {
  const { id, level, source, failures, note } = requirement;
  return html`<p class="meta">
      <span class="pill">${standingWords(standingOf(requirement))}</span>
      <a class="slug" href="#requirement-${id}">${id}</a>
      <a href="#words">${level}</a>
      <span>${describeExercise(requirement)}</span>
    </p>
    ${note === undefined || note === told ? null : html`<p class="note">${note}</p>`}
    ${renderClause(source)}
    ${failures.map((failure, index) => renderFinding(requirement, failure, index + 1))}`;
}
