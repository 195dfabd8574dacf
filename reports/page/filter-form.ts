import type { ReportedRequirement } from '../conformance-report.ts';
import { countOf, formatCount } from '../quantity.ts';
import { byStanding, standingWords } from '../standing.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const LEVELS = ['declared', 'implied', 'tentative'] as const;

/** The filter by verdict and level. It is hidden until its script runs: without one everything stays visible. */
export function renderFilter(requirements: readonly ReportedRequirement[]): Html {
  const verdicts = byStanding(requirements).map(([standing, members]) =>
    choice('standing', standing, standingWords(standing), members.length),
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

function choice(name: 'standing' | 'level', value: string, words: string, count: number): Html {
  const standing = name === 'standing' ? html`data-standing="${value}"` : null;
  return html`<label class="choice" ${standing}>
    <input type="checkbox" name="${name}" value="${value}" checked />
    ${words} <span class="count">${formatCount(count)}</span>
  </label>`;
}
