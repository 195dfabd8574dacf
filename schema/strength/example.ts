import { childNode, childNodes, type DocumentNode } from '../document-node.ts';
import type { ValuePath } from '../edited-value.ts';
import { resolveSchema, shapeOf, type SchemaShape } from '../schema-shape.ts';
import { exampleNumber, exampleText } from './example-scalar.ts';

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
