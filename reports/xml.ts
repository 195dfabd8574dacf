import { visibleText } from '../schema/visible-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** An XML element; children that are strings are text, `null` is left out. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Element | string | null)[];
}

/** An element from its name, attributes and children. */
export function element(
  name: string,
  attributes: Element['attributes'],
  ...children: Element['children']
): Element {
  return { name, attributes, children };
}

/**
 * An XML 1.0 document with this root element, indented, ending in a newline.
 * Characters that XML cannot carry (section 2.2) are written as JSON escapes.
 */
export function renderXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, '')}\n`;
}

function renderElement({ name, attributes, children }: Element, indent: string): string {
  const start = `${indent}<${name}${renderAttributes(attributes)}`;
  const present = children.filter((child) => child !== null);
  if (present.length === 0) return `${start}/>`;
  if (present.every((child) => typeof child === 'string'))
    return `${start}>${present.map(escapeText).join('')}</${name}>`;
  const inner = present.map((child) =>
    typeof child === 'string' ? escapeText(child) : renderElement(child, `${indent}  `),
  );
  return `${start}>\n${inner.join('\n')}\n${indent}</${name}>`;
}

function renderAttributes(attributes: Element['attributes']): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

function escapeText(text: string): string {
  return visibleText(text).replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? '');
}

function escapeAttribute(text: string): string {
  return visibleText(text).replaceAll(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? '');
}
