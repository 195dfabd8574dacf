import { childNode, childNodes, type DocumentNode } from '../contract/document-node.ts';
import type { ValuePath } from '../json/json-value.ts';
import { resolveSchema, type SchemaShape, shapeOf } from '../contract/schema-shape.ts';

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

/** A part of an example and the schema it was made from. */
export interface Place {
  readonly path: ValuePath;
  /** The schema, references followed. */
  readonly schema: DocumentNode;
  readonly shape: SchemaShape;
}

/** A value that means to conform to a schema, with every declared property. */
export interface Example {
  readonly value: unknown;
  /** Its parts, outermost first. */
  readonly places: readonly Place[];
}

/**
 * Makes an example of a schema: all declared properties, one item a list (or `minItems`), the first
 * constant, the first alternative. The same schema always gives the same example; recursive properties
 * are left out. Whether it conforms is for a validator to say.
 */
export function exampleOf(schema: DocumentNode): Example {
  const places: Place[] = [];
  const value = build(places, { schema, path: [], above: [], variant: 0 });
  return { value: value ?? null, places };
}

/** What is being built: where, below which schemas, and as which of several items that differ. */
interface Site {
  readonly schema: DocumentNode;
  readonly path: ValuePath;
  readonly above: readonly string[];
  readonly variant: number;
}

/** Gives `undefined` where the schema is already being built. */
function build(places: Place[], site: Site): unknown {
  const schema = resolveSchema(site.schema);
  if (site.above.includes(schema.pointer)) return undefined;
  const shape = shapeOf(schema);
  const within = { ...site, schema, above: [...site.above, schema.pointer] };
  places.push({ path: site.path, schema, shape });
  const own = ownValue(places, shape, within);
  const branches = branchesOf(shape).map((branch) => build(places, { ...within, schema: branch }));
  return [own, ...branches].reduce(merged);
}

function ownValue(places: Place[], shape: SchemaShape, site: Site): unknown {
  const constants: unknown = shape.get('enum')?.value;
  if (Array.isArray(constants)) return constants[site.variant % constants.length] as unknown;
  switch (typeOf(shape)) {
    case 'object':
      return objectOf(places, shape, site);
    case 'array':
      return listOf(places, shape, site);
    case 'string':
      return exampleText(shape, site.variant);
    case 'number':
    case 'integer':
      return exampleNumber(shape, site.variant);
    case 'boolean':
      return site.variant % 2 === 0;
    case 'null':
      return null;
    case undefined:
    default:
      return branchesOf(shape).length > 0 ? undefined : `text ${site.variant + 1}`;
  }
}

function objectOf(places: Place[], shape: SchemaShape, site: Site): unknown {
  const properties = shape.get('properties');
  const declared = (properties === undefined ? [] : childNodes(properties)).filter(
    ([, { value }]) => value !== false,
  );
  const rest = shape.get('additionalProperties');
  const isMap = typeof rest?.value === 'object' && declared.length === 0;
  const members = isMap ? [...declared, ['key', rest] as const] : declared;
  const entries = members.map(([name, schema]) => {
    const path = [...site.path, name];
    return [name, build(places, { ...site, schema, path, variant: 0 })] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function listOf(places: Place[], shape: SchemaShape, site: Site): unknown {
  const prefix = shape.get('prefixItems');
  const items = shape.get('items') ?? { ...site.schema, value: true };
  const length = Math.max(
    numberAt(shape, 'minItems') ?? 1,
    prefix === undefined ? 0 : childNodes(prefix).length,
  );
  const count = Math.min(length, numberAt(shape, 'maxItems') ?? Infinity);
  const values = Array.from({ length: count }, (_, index) => {
    const own = prefix === undefined ? undefined : childNode(prefix, index);
    const schema = own?.value === undefined ? items : own;
    return build(places, { ...site, schema, path: [...site.path, index], variant: index });
  });
  return values.filter((value) => value !== undefined);
}

/** All branches of allOf, and the first alternative of anyOf and oneOf. */
function branchesOf(shape: SchemaShape): readonly DocumentNode[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const list = shape.get(keyword);
    const branches = list === undefined ? [] : childNodes(list).map(([, branch]) => branch);
    return keyword === 'allOf' ? branches : branches.slice(0, 1);
  });
}

function typeOf(shape: SchemaShape): string | undefined {
  const stated = shape.get('type')?.value;
  const types: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  const type = types.find((name) => name !== 'null') ?? types[0];
  if (typeof type === 'string') return type;
  if (shape.has('properties') || shape.has('additionalProperties')) return 'object';
  return shape.has('items') || shape.has('prefixItems') ? 'array' : undefined;
}

function merged(left: unknown, right: unknown): unknown {
  if (left === undefined || right === undefined) return left ?? right;
  const both = [left, right];
  return both.every((side) => typeof side === 'object' && side !== null && !Array.isArray(side))
    ? Object.assign({}, ...both)
    : right;
}

function numberAt(shape: SchemaShape, keyword: string): number | undefined {
  const value = shape.get(keyword)?.value;
  return typeof value === 'number' ? value : undefined;
}

/**
 * A text for a schema: one that is stated as an example, else by format, else padded or cut to its length.
 * @param variant from 0; different texts for different variants, up to 8
 */
function exampleText(shape: SchemaShape, variant: number): string {
  const stated = statedExample(shape, variant);
  if (typeof stated === 'string') return stated;
  const format = shape.get('format')?.value;
  const pattern = typeof format === 'string' ? FORMATS[format] : undefined;
  const text = (pattern ?? 'text #').replace('#', String(variant + 1));
  const padded = text.padEnd(numberOf(shape, 'minLength') ?? 0, '.');
  return padded.slice(-(numberOf(shape, 'maxLength') ?? Infinity));
}

/** A number for a schema: the smallest that its bounds and `multipleOf` admit, else a small one. */
function exampleNumber(shape: SchemaShape, variant: number): number {
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
