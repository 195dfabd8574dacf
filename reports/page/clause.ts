import type { Source } from '../../schema/requirements/requirement.ts';
import { breakable, html, type Html } from './html.ts';

const SHORT_QUOTE = 200;
const RFC = /^RFC (\d+) (\d+(?:\.\d+)*)$/;

/** The clause of a requirement: where it stands and the words or keywords themselves; a long quote unfolds. */
export function renderClause({ ref, quote }: Source): Html {
  const words = html`<q class="quote">${quote}</q>`;
  if (quote.length <= SHORT_QUOTE) return html`<p class="clause">${renderRef(ref)} ${words}</p>`;
  return html`<details class="clause fold">
    <summary>${renderRef(ref)} <span class="quote">${quote.slice(0, 80)} …</span></summary>
    <p>${words}</p>
  </details>`;
}

/** A reference to the contract as its JSON pointer, to an RFC (`RFC 9110 15.5.2`) as a link to the section. */
export function renderRef(ref: string): Html {
  const [, number, section] = RFC.exec(ref) ?? [];
  if (number === undefined || section === undefined)
    return html`<code class="ref">${breakable(ref)}</code>`;
  const address = `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;
  return html`<a class="ref" href="${address}" rel="noreferrer"
    >RFC ${number}, section ${section}</a
  >`;
}

/** A link for people; only web addresses become one, anything else stays text. */
export function renderLink(address: string): Html {
  return /^https?:\/\//i.test(address)
    ? html`<a href="${address}" rel="noreferrer">${address}</a>`
    : html`${address}`;
}
