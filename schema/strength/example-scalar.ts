import type { SchemaShape } from '../schema-shape.ts';

/** Texts by format (JSON Schema 2020-12 validation, 7.3); `#` stands for the number of a variant. */
const FORMATS: Readonly<Record<string, string>> = {
  email: 'user#@example.com',
  'idn-email': 'user#@example.com',
  uri: 'https://example.com/#',
  'uri-reference': '/#',
  iri: 'https://example.com/#',
  hostname: 'host#.example.com',
  ipv4: '192.0.2.#',
  ipv6: '2001:db8::#',
  uuid: '00000000-0000-4000-8000-00000000000#',
  date: '2026-01-0#',
  time: '12:00:0#Z',
  'date-time': '2026-01-0#T12:00:00Z',
  duration: 'P#D',
  byte: 'AAA#',
};

/**
 * A text for a schema: one that is stated as an example, else by format, else padded or cut to its length.
 * @param variant from 0; different texts for different variants, up to 8
 */
export function exampleText(shape: SchemaShape, variant: number): string {
  const stated = statedExample(shape, variant);
  if (typeof stated === 'string') return stated;
  const format = shape.get('format')?.value;
  const pattern = typeof format === 'string' ? FORMATS[format] : undefined;
  const text = (pattern ?? 'text #').replace('#', String(variant + 1));
  const padded = text.padEnd(numberOf(shape, 'minLength') ?? 0, '.');
  return padded.slice(-(numberOf(shape, 'maxLength') ?? Infinity));
}

/** A number for a schema: the smallest that its bounds and `multipleOf` admit, else a small one. */
export function exampleNumber(shape: SchemaShape, variant: number): number {
  const stated = statedExample(shape, variant);
  if (typeof stated === 'number') return stated;
  const step = numberOf(shape, 'multipleOf') ?? 1;
  const above = numberOf(shape, 'exclusiveMinimum');
  const lowest = above === undefined ? numberOf(shape, 'minimum') : above + step / 2;
  const highest = numberOf(shape, 'maximum') ?? numberOf(shape, 'exclusiveMaximum');
  const start = lowest ?? (highest === undefined ? step : Math.min(step, highest - step));
  return (Math.ceil(start / step) + variant) * step;
}

function statedExample(shape: SchemaShape, variant: number): unknown {
  const examples: unknown = shape.get('examples')?.value;
  if (Array.isArray(examples)) return examples[variant] as unknown;
  return variant === 0 ? (shape.get('example')?.value ?? shape.get('default')?.value) : undefined;
}

function numberOf(shape: SchemaShape, keyword: string): number | undefined {
  const value = shape.get(keyword)?.value;
  return typeof value === 'number' ? value : undefined;
}
