import { groupAlike } from '../formats/alike-findings.ts';
import type { ConformanceReport, ReportedRequirement } from '../formats/conformance-report.ts';
import { countOf, formatCount } from '../formats/quantity.ts';
import {
  byStatus,
  type RequirementStatus,
  requirementStatus,
  statusWords,
} from '../formats/requirement-status.ts';
import { renderClause } from './clause.ts';
import { renderFinding } from './finding-view.ts';
import { html, type Html } from './html.ts';

/** What decides the verdict: shown in full. */
const PRESSING: readonly RequirementStatus[] = ['fail', 'error', 'stale'];
/** Findings that are unfolded: of one requirement, and of all that decide the verdict. */
const UNFOLDED = { ofOne: 3, ofAll: 5 };
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
  const status = requirementStatus(requirement);
  return PRESSING.includes(status) || MUTED.some(([muted]) => muted === status);
}

/** Findings, then warnings and known deviations, each requirement with what it says and where it says it. */
export function renderFindings({ requirements }: ConformanceReport): Html {
  const groups = byStatus(requirements);
  const pressing = groups.filter(([status]) => PRESSING.includes(status));
  const members = pressing.flatMap(([, each]) => each);
  const told = sharedNote(members);
  const unfolded = unfoldedOf(members);
  return html`${
    members.length === 0
      ? null
      : html`<section id="findings" aria-labelledby="findings-title">
          <h2 id="findings-title">
            Findings <span class="count">${formatCount(members.length)}</span>
          </h2>
          ${told === undefined ? null : html`<p class="note">${told}</p>`}
          ${members.map((member, index) => renderFull(member, told, unfolded[index] ?? 0))}
        </section>`
  }
  ${MUTED.map(([status, title, lead]) => {
    const muted = groups.filter(([each]) => each === status).flatMap(([, each]) => each);
    return muted.length === 0 ? null : renderMuted(status, title, lead, muted);
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

/** How many findings of each requirement are unfolded: those that stand first on the page. */
function unfoldedOf(members: readonly ReportedRequirement[]): readonly number[] {
  let left = UNFOLDED.ofAll;
  return members.map((member) => {
    if (requirementStatus(member) !== 'fail') return 0;
    const count = Math.min(left, UNFOLDED.ofOne, groupAlike(member.failures).length);
    left -= count;
    return count;
  });
}

function renderFull(
  requirement: ReportedRequirement,
  told: string | undefined,
  unfolded: number,
): Html {
  const status = requirementStatus(requirement);
  return html`<article
    class="requirement"
    id="requirement-${requirement.id}"
    data-status="${status}"
  >
    <h3>${requirement.statement}</h3>
    ${renderContent(requirement, told, unfolded)}
  </article>`;
}

function renderFolded(requirement: ReportedRequirement): Html {
  const { id, statement, failures } = requirement;
  return html`<details
    class="requirement"
    id="requirement-${id}"
    data-status="${requirementStatus(requirement)}"
  >
    <summary>
      <h3>${statement}</h3>
      <span class="quiet">${countOf(groupAlike(failures).length, 'finding')}</span>
    </summary>
    ${renderContent(requirement, undefined, requirementStatus(requirement) === 'warning' ? 1 : 0)}
  </details>`;
}

function renderContent(
  requirement: ReportedRequirement,
  told: string | undefined,
  unfolded: number,
): Html {
  const { id, level, source, failures, note } = requirement;
  return html`<p class="meta">
      <span class="pill">${statusWords(requirementStatus(requirement))}</span>
      <a class="slug" href="#requirement-${id}">${id}</a>
      <a href="#words">${level}</a>
      <span>${describeExercise(requirement)}</span>
    </p>
    ${note === undefined || note === told ? null : html`<p class="note">${note}</p>`}
    ${renderClause(source)}
    ${groupAlike(failures).map((each, index) => renderFinding(requirement, each, index + 1, index < unfolded))}`;
}

/** How often a requirement was exercised, in words, or why it was not. */
export function describeExercise({ exercised, condition, note }: ReportedRequirement): string {
  if (exercised > 0) return `exercised ${countOf(exercised, 'time')}`;
  return condition === undefined || note !== undefined
    ? 'never exercised'
    : `did not occur: ${condition}`;
}

/** A note that all of several requirements have: told once. */
export function sharedNote([first, ...others]: readonly ReportedRequirement[]): string | undefined {
  const isShared = others.length > 0 && others.every(({ note }) => note === first?.note);
  return isShared ? first?.note : undefined;
}
