import { visibleLine, visibleText } from '../../schema/visible-text.ts';

/** What GitHub's Markdown reads as structure, HTML, mentions, links, emoji or mathematics. */
const STRUCTURE = /[\\`*_[\]<>|~&@#$]|:(?=\S)|(?<=www)\./gi;

/** Foreign text as Markdown that shows just that text, on one line: also in table cells and HTML elements. */
export function inlineText(text: string): string {
  return visibleLine(text).replaceAll(STRUCTURE, (character) => `&#${character.charCodeAt(0)};`);
}

/** Foreign text as inline code, also in table cells. */
export function inlineCode(text: string): string {
  return `<code>${inlineText(text)}</code>`;
}

/** Foreign text as a fenced block; the fence is longer than any run of backticks within (GFM 4.5). */
export function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${fence}text\n${visibleText(text)}\n${fence}`;
}

/** A table from its header and rows; cells are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A part that unfolds, titled by Markdown on one line. */
export function unfolding(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
