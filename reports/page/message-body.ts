import { countOf, formatBytes } from '../formats/quantity.ts';
import { GAP, gapWords, MARK } from '../../schema/json/json-excerpt.ts';
import { layOutExcerpt, layOutJson, type JsonLayout } from '../../schema/json/json-layout.ts';
import {
  type PrintedExcerpt,
  printedText,
  type PrintedRequest,
  type PrintedResponse,
} from '../../schema/requirements/evidence.ts';
import { TESTED_RULES } from '../../schema/preferences/tested-rules.ts';
import { cutText } from '../../schema/visible-text.ts';
import { html } from './html.ts';
import type { Child, Html } from './html.ts';

const FOLD_LENGTH = 3000;
const CONTEXT_LINES = 6;
const OPENING_LINES = 16;
const OPENING_LENGTH = 600;
/** Lines that are shown rather than counted. */
const FEW_LINES = 2;
const CUT_LENGTH = 16 * 1024;
const WHOLE_MARK_LENGTH = 300;
const NO_BODY = html`<p class="quiet">No body</p>`;
const CUT_GAP = new RegExp(`${MARK}\\d*[ic]?…?$`);

/**
 * A response's body: JSON laid out, the place that `where` (a JSON pointer) names highlighted, and what does not matter
 * for it left out. A body that is long anyway is shown around that place, or its opening. What is not shown folds
 * away. A very long body is cut.
 */
export function renderResponseBody(response: PrintedResponse, where: string | null): Html {
  const { body, bodyBytes, excerpt } = response;
  if (body === null || body === '') return NO_BODY;
  const excerpted =
    excerpt === undefined
      ? layOutExcerpt(body, where ?? '', TESTED_RULES.prefix)
      : layOutPrinted(excerpt);
  const whole = telling(layOutJson(body, where ?? ''), where);
  return renderParts(body, bodyBytes, whole, excerpted === null ? null : telling(excerpted, where));
}

/** The same of a request's body, where nothing is highlighted, and the suite's own keys are what it is about. */
export function renderRequestBody({ body, bodyBytes }: PrintedRequest, where: string): Html {
  if (body === null || body === '') return NO_BODY;
  const excerpted = layOutExcerpt(body, where, null);
  const whole = telling(layOutJson(body, where), null);
  return renderParts(body, bodyBytes, whole, excerpted === null ? null : telling(excerpted, null));
}

function renderParts(
  body: string,
  bodyBytes: number,
  whole: JsonLayout,
  excerpted: JsonLayout | null,
): Html {
  if (excerpted === null && body.length <= FOLD_LENGTH)
    return html`<pre class="body">${marked(whole)}</pre>`;
  return html`${renderExcerpt(excerpted ?? whole)}
    <details class="fold">
      <summary>${describeExtent(body, bodyBytes)}</summary>
      ${scrolling(marked(whole), formatBytes(bodyBytes))}
    </details>`;
}

function layOutPrinted(excerpt: PrintedExcerpt): JsonLayout {
  const start = excerpt.before.length;
  return { text: printedText(excerpt), mark: [start, start + excerpt.place.length] };
}

function describeExtent(body: string, bodyBytes: number): string {
  const shown = Buffer.byteLength(body);
  // Masks make a body shorter, too; one that was cut ends with a mark.
  return shown < bodyBytes && body.endsWith('…')
    ? `First ${formatBytes(shown)} of the body's ${formatBytes(bodyBytes)}`
    : `Whole body, ${formatBytes(bodyBytes)}`;
}

/** A mark tells something where it singles out a part, or the whole is short. */
function telling(layout: JsonLayout, where: string | null): JsonLayout {
  const { text, mark } = layout;
  if (where === null || mark === null) return { ...layout, mark: null };
  const [start, end] = mark;
  const tells = end - start < Math.max(WHOLE_MARK_LENGTH, text.length / 2);
  return { ...layout, mark: tells ? mark : null };
}

function scrolling(content: Html, size: string): Html {
  const region = html`tabindex="0" role="region" aria-label="Body of ${size}"`;
  return html`<pre class="body scroll" ${region}>${content}</pre>`;
}

/** The lines around the mark; the opening without one, or where they are long themselves. */
function renderExcerpt(layout: JsonLayout): Html {
  const { text, mark } = layout;
  if (text.length <= OPENING_LENGTH) return html`<pre class="body">${marked(layout)}</pre>`;
  const lines = text.split('\n');
  if (mark === null) return opening(layout, lines);
  const before = lineOf(text, mark[0]) - CONTEXT_LINES;
  const after = lineOf(text, mark[1]) + CONTEXT_LINES + 1;
  const first = before <= FEW_LINES ? 0 : before;
  const last = after >= lines.length - FEW_LINES ? lines.length : after;
  const start = lines.slice(0, first).join('\n').length + (first > 0 ? 1 : 0);
  const shown = lines.slice(first, last).join('\n');
  if (shown.length > FOLD_LENGTH) return opening(layout, lines);
  const part = marked({ ...layout, text: shown, mark: [mark[0] - start, mark[1] - start] });
  return html`<pre class="body">${lineGap(first)}${part}${lineGap(lines.length - last)}</pre>`;
}

function opening(layout: JsonLayout, lines: readonly string[]): Html {
  const shown = lines.slice(0, OPENING_LINES).join('\n');
  const isLong = shown.length > OPENING_LENGTH;
  const text = isLong ? cutText(layout.text, OPENING_LENGTH) : shown;
  const more = isLong ? null : lineGap(Math.max(0, lines.length - OPENING_LINES));
  return html`<pre class="body">${marked({ ...layout, text, mark: null })}${more}</pre>`;
}

function lineGap(lines: number): Html | null {
  return lines === 0 ? null : html`<span class="gap lines">${countOf(lines, 'more line')}</span>`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

function marked({ text, mark, gaps }: JsonLayout): Html {
  const told = gaps === true ? withGaps : (part: string): Child => part;
  if (mark === null || text.length > CUT_LENGTH) return html`${told(cutText(text, CUT_LENGTH))}`;
  const [start, end] = mark;
  const [before, place, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  return html`${told(before)}<mark>${told(place)}</mark>${told(after)}`;
}

/** Text with what was left out of it told in words; a gap that was cut through is none. */
function withGaps(text: string): Child {
  const found = GAP.exec(text);
  if (found === null) return text.replace(CUT_GAP, '…');
  const [all, count = '', kind = ''] = found;
  return [
    text.slice(0, found.index),
    html`<span class="gap">… ${gapWords(Number(count), kind)}</span>`,
    withGaps(text.slice(found.index + all.length)),
  ];
}
