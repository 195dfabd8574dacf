import { CANONICAL, type JsonStyle, numberToken, stringToken } from './json-style.ts';

/**
 * A JSON text that stands for a value where no JavaScript value can: `1e400`, `1.0`, `"\ud800"`,
 * `{"a":1,"a":2}`. `writeJson` writes it as it stands.
 */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

interface Spacing {
  readonly line: string;
  readonly indent: string;
  readonly colon: string;
  /** Before and after the whole text. */
  readonly edge: string;
}

const SPACINGS: Readonly<Record<JsonStyle['whitespace'], Spacing>> = {
  none: { line: '', indent: '', colon: ':', edge: '' },
  spaces: { line: ' ', indent: '', colon: ' : ', edge: '  ' },
  lines: { line: '\n', indent: '  ', colon: ': ', edge: '\n' },
  crlf: { line: '\r\n', indent: '    ', colon: ': ', edge: '\r\n' },
  tabs: { line: '\n', indent: '\t', colon: '\t:\t', edge: '\t' },
};

/**
 * A JSON value as a JSON text in a style, canonical unless told. It reads back as an equal value:
 * -0 keeps its sign, and a RawJson inside is written as it stands.
 * Throws a TypeError for what is no JSON value, and overflows the stack past some thousand levels.
 */
export function writeJson(value: unknown, style: JsonStyle = CANONICAL): string {
  const spacing = SPACINGS[style.whitespace];
  return spacing.edge + write(value, style, spacing, 0) + spacing.edge;
}

function write(value: unknown, style: JsonStyle, spacing: Spacing, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return stringToken(value, style.strings);
  if (typeof value === 'number' && Number.isFinite(value)) return numberToken(value, style.numbers);
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => write(item, style, spacing, depth + 1));
    return `[${inside(items, spacing, depth)}]`;
  }
  if (typeof value === 'object')
    return `{${inside(members(value, style, spacing, depth), spacing, depth)}}`;
  throw new TypeError(`A ${typeof value} is no JSON value`);
}

function members(value: object, style: JsonStyle, spacing: Spacing, depth: number): string[] {
  const written = Object.entries(value).map(
    ([name, member]) =>
      stringToken(name, style.strings) + spacing.colon + write(member, style, spacing, depth + 1),
  );
  return style.members === 'reversed' ? written.reverse() : written;
}

function inside(parts: readonly string[], { line, indent }: Spacing, depth: number): string {
  if (parts.length === 0) return line;
  const gap = line + indent.repeat(depth + 1);
  return gap + parts.join(`,${gap}`) + line + indent.repeat(depth);
}
