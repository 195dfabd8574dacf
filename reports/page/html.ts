import { visibleText } from '../../schema/visible-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that is safe to write as it is: made by {@link html}, or {@link trusted}. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: HTML, text that gets escaped, lists of both; `null` is nothing. */
export type Child = Html | string | number | null | readonly Child[];

/**
 * HTML from a template. Every value that is not HTML itself is text: escaped for content and for attributes in double
 * quotes, its control characters made visible.
 */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  return trusted(String.raw({ raw: strings }, ...children.map(markupOf)));
}

/** Markup of our own as HTML: a style sheet or a script, never anything that a response carries. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'number') return String(child);
  if (typeof child === 'string') return escapeText(child);
  return 'markup' in child ? child.markup : child.map(markupOf).join('');
}

function escapeText(text: string): string {
  return visibleText(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A pointer or an address that may break after its slashes; copied, it is the same text. */
export function breakable(path: string): Html {
  const [first = '', ...rest] = path.split('/');
  return html`${first}${rest.map((segment) => html`/<wbr />${segment}`)}`;
}
