import type { Observation } from '../../schema/requirements/evidence.ts';
import type { ConformanceReport } from '../formats/conformance-report.ts';
import { FEWEST } from '../formats/latency.ts';
import { observationText } from '../formats/observation-text.ts';
import { cutText } from '../../schema/visible-text.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const DATA_LENGTH = 2000;
/** Characters of a statement that is read better over the whole width. */
const LONG = 300;

/** Facts without a verdict, by kind, limits first; nothing where there is none. What stands elsewhere on the page is left out. */
export function renderObservations(report: ConformanceReport): Html | null {
  const elsewhere = ['target', ...(report.latencies.length < FEWEST ? [] : ['latency'])];
  const observations = report.observations.filter(({ kind }) => !elsewhere.includes(kind));
  if (observations.length === 0) return null;
  const kinds = [...new Set(observations.map(({ kind }) => kind))];
  const ordered = [...kinds.filter(isLimit), ...kinds.filter((kind) => !isLimit(kind))];
  const groups = ordered.map((kind) =>
    renderKind(
      kind,
      observations.filter((each) => each.kind === kind),
    ),
  );
  return html`<section id="observations" aria-labelledby="observations-title">
    <h2 id="observations-title">Limits and other observations</h2>
    <p class="lead">Facts without a verdict: the contract leaves them open.</p>
    <dl class="observations">${groups}</dl>
  </section>`;
}

function renderKind(kind: string, members: readonly Observation[]): Html {
  const wide = members.some(({ statement }) => statement.length > LONG);
  return html`<div class="${wide ? 'wide' : ''}">
    <dt>${kind.replaceAll('-', ' ')}</dt>
    <dd>
      <ul>
        ${members.map(renderObservation)}
      </ul>
    </dd>
  </div>`;
}

function renderObservation(observation: Observation): Html {
  const { data } = observation;
  const details =
    data === undefined
      ? null
      : html`<details class="fold">
          <summary>Data</summary>
          <pre class="body">${cutText(JSON.stringify(data, null, 2), DATA_LENGTH)}</pre>
        </details>`;
  return html`<li>${observationText(observation)} ${details}</li>`;
}

function isLimit(kind: string): boolean {
  return kind === 'limit';
}
