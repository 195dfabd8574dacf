import { countOf, formatBytes } from '../quantity.ts';
import { cutText } from '../../schema/visible-text.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { layOutJson } from './json-layout.ts';
import type { JsonLayout } from './json-layout.ts';

const FOLD_LENGTH = 3000;
const CONTEXT_LINES = 6;
const OPENING_LINES = 16;
const OPENING_LENGTH = 600;
/** Lines that are shown rather than counted. */
const FEW_LINES = 2;
const CUT_LENGTH = 16 * 1024;
const WHOLE_MARK_LENGTH = 300;

/**
 * A request's or an answer's body: JSON laid out, the place that `where` (a JSON pointer) names highlighted.
 * A long body folds away and leaves an excerpt: around that place, or its opening. A very long one is cut.
 */
export function renderBody(body: string | null, bodyBytes: number, where: string | null): Html {
  if (body === null || body === '') return html`<p class="quiet">No body</p>`;
  const layout = layOutJson(body, where ?? '');
  const passage = { ...layout, mark: isTelling(layout, where) ? layout.mark : null };
  if (body.length <= FOLD_LENGTH) return html`<pre class="body">${marked(passage)}</pre>`;
  const size = formatBytes(bodyBytes);
  return html`${excerpt(passage)}
    <details class="fold">
      <summary>${describeExtent(body, bodyBytes)}</summary>
      ${scrolling(marked(passage), size)}
    </details>`;
}

function describeExtent(body: string, bodyBytes: number): string {
  const shown = Buffer.byteLength(body);
  return shown < bodyBytes
    ? `First ${formatBytes(shown)} of the body's ${formatBytes(bodyBytes)}`
    : `Whole body, ${formatBytes(bodyBytes)}`;
}

/** A mark tells something where it singles out a part, or the whole is short. */
function isTelling({ text, mark }: JsonLayout, where: string | null): boolean {
  if (where === null || mark === null) return false;
  const [start, end] = mark;
  return end - start < Math.max(WHOLE_MARK_LENGTH, text.length / 2);
}

function scrolling(content: Html, size: string): Html {
  const region = html`tabindex="0" role="region" aria-label="Body of ${size}"`;
  return html`<pre class="body scroll" ${region}>${content}</pre>`;
}

/** The lines around the mark; the opening without one, or where they are long themselves. */
function excerpt({ text, mark }: JsonLayout): Html {
  const lines = text.split('\n');
  if (mark === null) return opening(lines);
  const before = lineOf(text, mark[0]) - CONTEXT_LINES;
  const after = lineOf(text, mark[1]) + CONTEXT_LINES + 1;
  const first = before <= FEW_LINES ? 0 : before;
  const last = after >= lines.length - FEW_LINES ? lines.length : after;
  const start = lines.slice(0, first).join('\n').length + (first > 0 ? 1 : 0);
  const shown = lines.slice(first, last).join('\n');
  if (shown.length > FOLD_LENGTH) return opening(lines);
  const part = marked({ text: shown, mark: [mark[0] - start, mark[1] - start] });
  return html`<pre class="body">${gap(first)}${part}${gap(lines.length - last)}</pre>`;
}

function opening(lines: readonly string[]): Html {
  const shown = lines.slice(0, OPENING_LINES).join('\n');
  if (shown.length > OPENING_LENGTH) {
    return html`<pre class="body">${cutText(lines.join('\n'), OPENING_LENGTH)}</pre>`;
  }
  return html`<pre class="body">${shown}${gap(Math.max(0, lines.length - OPENING_LINES))}</pre>`;
}

function gap(lines: number): Html | null {
  return lines === 0 ? null : html`<span class="gap">${countOf(lines, 'more line')}</span>`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

function marked({ text, mark }: JsonLayout): Html {
  if (mark === null || text.length > CUT_LENGTH) return html`${cutText(text, CUT_LENGTH)}`;
  const [start, end] = mark;
  return html`${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end)}`;
}
