import type { PrintedRequest, ReportedFinding } from '../../schema/requirements/evidence.ts';
import type { HeaderPair } from '../../schema/http/exchange.ts';
import { labelText } from '../../schema/visible-text.ts';
import { describeWhere, pointerIn } from '../../schema/requirements/finding.ts';
import { type AlikeFindings, alsoWith } from '../formats/alike-findings.ts';
import type { ReportedRequirement } from '../formats/conformance-report.ts';
import { describeConfirmation, describeResponse } from '../formats/failure-text.ts';
import { countOf } from '../formats/quantity.ts';
import { renderLink, renderRef } from './clause.ts';
import { breakable, type Child, html, type Html } from './html.ts';
import { renderRequestBody, renderResponseBody } from './message-body.ts';

const HEADER = /^header (.+)$/;
const NAMED_INPUTS = 3;
const LONG_COMMAND = 2000;

/**
 * A finding: expected against actual, the smallest request and the response, and the lines that send it again; folded,
 * the same of the findings that it stands for.
 *
 * @param number counts from 1 within the requirement
 * @param isUnfolded whether it is, unless it is a known deviation
 */
export function renderFinding(
  requirement: ReportedRequirement,
  { shown: finding, alike }: AlikeFindings,
  number: number,
  isUnfolded: boolean,
): Html {
  const id = `${requirement.id}-${number}`;
  const open = finding.known === undefined && isUnfolded;
  return html`<details class="finding" id="finding-${id}" ${open ? html`open` : null}>
    <summary>
      <span class="status">${finding.status ?? 'no response'}</span>
      <span class="message">${finding.message}</span>
      ${alike.length === 0 ? null : html`<span class="also">${alsoWith(alike)}</span>`}
      <span class="odds">${describeConfirmation(finding.confirmed)}</span>
      <span class="quiet">seen ${countOf(finding.count, 'time')}</span>
    </summary>
    ${renderKnown(finding)} ${renderContrast(requirement, finding)} ${renderExchange(finding, id)}
    ${renderAlike(alike, id)}
  </details>`;
}

function renderExchange(finding: ReportedFinding, id: string): Html {
  return html`${renderBefore(finding.before)}
    <div class="exchange">
      ${renderRequest('Smallest request', finding.request, finding.where)}
      ${renderResponse(finding)}
    </div>
    ${renderCommand(`curl-${id}`, 'As curl', 'Copy as curl', finding.curl)}
    ${renderCommand(`replay-${id}`, 'Replay', 'Copy replay line', finding.replay)}
    ${renderOthers(finding, id)}`;
}

function renderAlike(alike: readonly ReportedFinding[], id: string): Html | null {
  if (alike.length === 0) return null;
  const items = alike.map(
    (each, index) =>
      html`<li>
        <p class="quiet">${each.message}, seen ${countOf(each.count, 'time')}</p>
        ${renderExchange(each, `${id}-also-${index + 1}`)}
      </li>`,
  );
  return html`<details class="fold before others">
    <summary>Show it ${alsoWith(alike)}</summary>
    <ol>
      ${items}
    </ol>
  </details>`;
}

function renderOthers({ alone = [], request }: ReportedFinding, id: string): Html | null {
  const others = alone.filter(({ input }) => input !== request.label);
  if (others.length === 0) return null;
  const items = others.map(
    (each, index) =>
      html`<li>
        ${renderRequest(each.input, each.request, '')}
        ${renderCommand(`replay-${id}-${index + 1}`, 'Replay', 'Copy replay line', each.replay)}
      </li>`,
  );
  const named = others.slice(0, NAMED_INPUTS).map(({ input }) => input);
  const more = others.length - named.length;
  const names = `${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
  return html`<details class="fold before others">
    <summary>Also shown, maybe for another fault, by each of: ${names}</summary>
    <ol>
      ${items}
    </ol>
  </details>`;
}

function renderKnown({ known }: ReportedFinding): Html | null {
  if (known === undefined) return null;
  return html`<p class="known">
    Known deviation until ${known.until}: ${known.reason} ${renderLink(known.link)}
  </p>`;
}

function renderContrast(requirement: ReportedRequirement, finding: ReportedFinding): Html {
  const { clause, expected, actual, label, where } = finding;
  return html`<dl class="contrast">
      <div class="expected">${fact('Expected', html`${expected}`)}</div>
      <div class="actual">
        ${fact('Actual', html`${actual}${label === undefined ? null : ` (${label})`}`)}
      </div>
    </dl>
    <dl class="place">
      <div>${fact('Where', html`<code>${breakable(describeWhere(where))}</code>`)}</div>
      ${renderFinder(finding)}
      ${clause === requirement.source.ref ? null : html`<div>${fact('Breaks', renderRef(clause))}</div>`}
    </dl>`;
}

/** The claim that found it, and the line of its spec. */
function renderFinder({ claim, specLine }: ReportedFinding): Html | null {
  if (claim === undefined) return null;
  const line = specLine === undefined ? null : html`, <code>${breakable(specLine)}</code>`;
  return html`<div>${fact('Found by', html`<code>@${claim}</code>${line}`)}</div>`;
}

function fact(term: string, description: Html): Html {
  return html`<dt>${term}</dt>
    <dd>${description}</dd>`;
}

function renderBefore(steps: readonly PrintedRequest[]): Html | null {
  if (steps.length === 0) return null;
  const items = steps.map(
    (step, index) => html`<li>${renderRequest(`Step ${index + 1}`, step, '')}</li>`,
  );
  return html`<details class="fold before" open>
    <summary>${countOf(steps.length, 'earlier step')}</summary>
    <ol>
      ${items}
    </ol>
  </details>`;
}

function renderRequest(title: string, request: PrintedRequest, where: string): Html {
  return html`<div class="message-view">
    <h4>${title}</h4>
    <p class="line"><b>${request.method}</b> ${breakable(request.url)}</p>
    <p class="quiet">${request.class}: ${labelText(request.label)}</p>
    ${renderHeaders(request.headers, null)} ${renderRequestBody(request, pointerIn(where) ?? '')}
  </div>`;
}

function renderResponse({ response, where }: ReportedFinding): Html {
  const [, header] = HEADER.exec(where) ?? [];
  const line = describeResponse(response);
  return html`<div class="message-view">
    <h4>Response</h4>
    <p class="line">${where === 'status' ? html`<mark>${line}</mark>` : line}</p>
    ${response.trouble === undefined ? null : html`<p class="no-response">${response.trouble}</p>`}
    ${renderHeaders(response.headers, header ?? null)}
    ${response.status === null ? null : renderResponseBody(response, pointerIn(where))}
  </div>`;
}

function renderHeaders(headers: readonly HeaderPair[], broken: string | null): Html | null {
  if (headers.length === 0) return null;
  const lines = headers.map(([name, value]) => {
    const line = html`<b>${name}:</b> ${value}`;
    const breaks = broken?.toLowerCase() === name.toLowerCase();
    return html`<li>${breaks ? html`<mark>${line}</mark>` : line}</li>`;
  });
  return html`<ul class="headers">
    ${lines}
  </ul>`;
}

function renderCommand(id: string, title: string, action: string, command: string): Html {
  const scrolls = html`class="scroll" tabindex="0" role="region" aria-label="${title}"`;
  return html`<div class="command">
    <h4>${title}</h4>
    <button type="button" class="copy" data-copies="${id}" hidden>${action}</button>
    <pre id="${id}" ${command.length > LONG_COMMAND ? scrolls : null}>
${withWholeOptions(command)}</pre>
  </div>`;
}

/** Options are not divided between lines: `--` and `data-raw` would read as two words. */
function withWholeOptions(command: string): readonly Child[] {
  return command
    .split(/(?<= )(--?[a-zA-Z][\w-]*)(?= )/)
    .map((part, index) => (index % 2 === 1 ? html`<span class="option">${part}</span>` : part));
}
