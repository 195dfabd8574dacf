import { childNodes, type DocumentNode, targetOf } from './document-node.ts';
import { isJsonObject } from '../json/json-value.ts';
import { rebuilt } from './openapi-grammar.ts';

/**
 * A schema by keyword, however it is written: references followed, allOf merged where that keeps the
 * meaning, constants as `enum`, `false` as an empty `enum`. Each keyword keeps its own pointer.
 */
export type SchemaShape = ReadonlyMap<string, DocumentNode>;

/** Keywords that promise nothing of a value (JSON Schema 2020-12 validation, 9; OpenAPI 3.1.0, 4.8.24). */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['title', 'description', '$comment', 'example', 'examples', 'externalDocs', 'xml'],
]);

const DEFINITIONS: ReadonlySet<string> = new Set(['$defs', 'definitions', '$anchor', '$id']);
const CONTEXTUAL: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['items', 'prefixItems', 'unevaluatedItems', 'contains', 'minContains', 'maxContains'],
  ...['if', 'then', 'else'],
]);

/** Whether a keyword says nothing of a value: an annotation or an extension (`x-...`). */
export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith('x-');
}

/** A schema with nothing but what it asks of values: without annotations and extensions, also of its parts. */
export function withoutAnnotations(schema: unknown): unknown {
  if (!isJsonObject(schema)) return schema;
  const asks = Object.entries(schema).filter(([keyword]) => !isAnnotation(keyword));
  return rebuilt(Object.fromEntries(asks), 'schema', withoutAnnotations);
}

/**
 * Reads the shape of a schema node; a node without value is `true`, which admits everything.
 * @param within pointers of the schemas being read, so that cycles of allOf and `$ref` end
 */
export function shapeOf(node: DocumentNode, within: readonly string[] = []): SchemaShape {
  const { value } = node;
  if (value === undefined || value === true) return new Map();
  if (value === false) return new Map([['enum', { ...node, value: [] }]]);
  if (!isJsonObject(value)) return new Map([['(no schema)', node]]);
  const own = new Map(childNodes(node).filter(([keyword]) => !DEFINITIONS.has(keyword)));
  const path = [...within, node.pointer];
  return withEnum(mergeBranches(mergeReference(own, node, path), path));
}

/** The schema that a chain of references without siblings of weight ends in. */
export function resolveSchema(node: DocumentNode): DocumentNode {
  const seen = new Set([node.pointer]);
  let current = node;
  for (;;) {
    const target = targetOf(current);
    if (target === null || seen.has(target.pointer) || !isPlainReference(current)) return current;
    seen.add(target.pointer);
    current = target;
  }
}

function isPlainReference(node: DocumentNode): boolean {
  return childNodes(node).every(([keyword]) => keyword === '$ref' || isAnnotation(keyword));
}

/** `$ref` next to other keywords means both apply, as in allOf (JSON Schema 2020-12 core, 8.2.3.1). */
function mergeReference(
  shape: Map<string, DocumentNode>,
  node: DocumentNode,
  path: readonly string[],
): Map<string, DocumentNode> {
  const target = targetOf(node);
  if (target === null || path.includes(target.pointer)) return shape;
  const branch = shapeOf(target, path);
  if (!isMergeable(shape, branch, '$ref')) return shape;
  shape.delete('$ref');
  return new Map([...branch, ...shape]);
}

/** One branch of allOf, or the only branch of anyOf or oneOf, is as good as written in place. */
function mergeBranches(
  shape: Map<string, DocumentNode>,
  path: readonly string[],
): Map<string, DocumentNode> {
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = shape.get(keyword);
    const branches = list === undefined ? [] : childNodes(list).map(([, branch]) => branch);
    const [only] = branches;
    if (only === undefined || branches.length > 1 || path.includes(only.pointer)) continue;
    const branch = shapeOf(only, path);
    if (!isMergeable(shape, branch, keyword)) continue;
    shape.delete(keyword);
    return mergeBranches(new Map([...branch, ...shape]), path);
  }
  return shape;
}

function isMergeable(host: SchemaShape, branch: SchemaShape, replaced: string): boolean {
  const own = [...host.keys()].filter((keyword) => keyword !== replaced && !isAnnotation(keyword));
  const apart = !own.some((keyword) => branch.has(keyword));
  const context = (keywords: Iterable<string>): boolean =>
    [...keywords].some((keyword) => CONTEXTUAL.has(keyword));
  return apart && !branch.has('$ref') && !(context(own) && context(branch.keys()));
}

function withEnum(shape: Map<string, DocumentNode>): SchemaShape {
  if (shape.has('enum')) return shape;
  for (const keyword of ['const', 'anyOf', 'oneOf']) {
    const node = shape.get(keyword);
    const values = node === undefined ? null : constantsOf(keyword, node);
    if (node === undefined || values === null) continue;
    shape.delete(keyword);
    return shape.set('enum', { ...node, value: values });
  }
  return shape;
}

function constantsOf(keyword: string, node: DocumentNode): readonly unknown[] | null {
  if (keyword === 'const') return [node.value];
  const branches = childNodes(node).map(([, branch]) => branch.value);
  const constants = branches.flatMap((branch) => (isConstant(branch) ? [branch.const] : []));
  return branches.length > 0 && constants.length === branches.length ? constants : null;
}

function isConstant(branch: unknown): branch is { readonly const: unknown } {
  if (!isJsonObject(branch) || !Object.hasOwn(branch, 'const')) return false;
  return Object.keys(branch).every((keyword) => keyword === 'const' || isAnnotation(keyword));
}
