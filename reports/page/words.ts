import type { ConformanceReport } from '../formats/conformance-report.ts';
import { renderLink } from './clause.ts';
import { html } from './html.ts';
import type { Child, Html } from './html.ts';
import { TESTED_RULES } from '../../schema/preferences/tested-rules.ts';

/** What somebody needs who has only this file: the words of the page, and how to see a finding again. */
export function renderWords(report: ConformanceReport): Html {
  return html`<section id="words" aria-labelledby="words-title">
    <h2 id="words-title">Words, and how to see a finding again</h2>
    <details class="fold">
      <summary>Explain this page</summary>
      ${renderReproduction(report)}
      <dl class="words">
        ${WORDS.map(
          ([term, meaning]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${meaning}</dd>
            </div>`,
        )}
      </dl>
    </details>
  </section>`;
}

function renderReproduction({ suite }: ConformanceReport): Html {
  const { name, version, homepage } = suite;
  const where =
    homepage === undefined
      ? html`ask whoever sent you this page for ${name} ${version}`
      : html`get ${name} ${version} from ${renderLink(homepage)}`;
  return html`<ul class="ways">
    <li>
      <b>See a finding again.</b> Paste its lines “As curl”. They need bash and curl, and nothing of
      the suite. They put nothing back: what they write stays stored. On a server where an update
      replaces the stored preferences, the user’s own are lost.
    </li>
    <li>
      <b>Judge a server as this page does.</b> To have the suite, ${where} (tag v${version}). Then
      run <code>npm ci</code>, and
      <code>BASE_URL=https://your.server/api/v1 ALLOW_WRITES=your.server npm run conformance</code>,
      with <code>API_TOKEN</code> where the server asks for a token.
    </li>
    <li>
      <b>Replay a finding.</b> The line “Replay” needs the suite, and the finding’s file from
      <code>counterexamples/</code>, which the run wrote next to this page. It puts back what it
      found.
    </li>
  </ul>`;
}

const WORDS: readonly (readonly [term: Child, meaning: Child])[] = [
  ['declared', 'A keyword of the contract says so. A failure makes the target nonconformant.'],
  ['implied', 'OpenAPI 3.1 or an RFC says so. A failure makes the target nonconformant.'],
  [
    'tentative',
    'Only the prose of the contract says so, and a server may read it otherwise. A failure is a warning.',
  ],
  [
    html`<code>#/…</code>`,
    'A place in the contract, the OpenAPI document named at the top. Without #, it is one in the response.',
  ],
  [
    'fingerprint',
    'SHA-256 of what the operation reaches in that document. What else the document holds, its layout and its version do not change it.',
  ],
  [
    'always: 4 of 4',
    'The smallest request was sent four times, and each response was wrong in this way.',
  ],
  ['intermittent: 2 of 4', 'It was sent four times, and two of the responses were wrong.'],
  [
    'seen 12 times',
    'So many places in the responses of the run are wrong in this way, whatever was sent.',
  ],
  ['exercised', 'How many responses could have broken the requirement.'],
  ['not verified', 'No response showed whether the requirement is kept, although one should have.'],
  ['not tested', 'The run did not try it. The setting that would is named.'],
  ['not applicable', 'What the requirement is about did not occur.'],
  [
    html`<code>$API_TOKEN</code>, <code>$X_API_KEY</code>`,
    'Stand for secrets. Set the variable before you paste the line.',
  ],
  [
    html`<code>${TESTED_RULES.prefix}…</code>`,
    'Preferences that the suite itself wrote, and puts back.',
  ],
  ['hazard', 'Input that is known to break servers, such as a preference named __proto__.'],
];
