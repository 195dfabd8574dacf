import { isJsonObject } from '../json/json-value.ts';

/** What a node of an OpenAPI 3.1 document is (OpenAPI 3.1.0, 4.8). */
export type NodeKind =
  | ('document' | 'components' | 'pathItem' | 'operation' | 'parameter' | 'requestBody')
  | ('response' | 'header' | 'mediaType' | 'encoding' | 'schema')
  | ('callback' | 'link' | 'example' | 'securityScheme');

type Members = Readonly<Record<string, unknown>>;
/** How the nodes stand below a member: the member itself, its items, or its members. */
type Part = readonly ['one' | 'list' | 'map', NodeKind];

/** Called for each node that stands directly within another, with the tokens of the way to it. */
export type NodeVisitor<T> = (
  child: unknown,
  kind: NodeKind,
  ...tokens: readonly (string | number)[]
) => T;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const described: readonly (readonly [string, Part])[] = [
  ['schema', ['one', 'schema']],
  ['content', ['map', 'mediaType']],
  ['examples', ['map', 'example']],
];
const schemas = (shape: Part[0], ...names: readonly string[]) =>
  names.map((name) => [name, [shape, 'schema']] as const);

/** The members of each kind that hold further nodes; all other members are data. */
const GRAMMAR: Readonly<Record<NodeKind, ReadonlyMap<string, Part>>> = {
  document: new Map([
    ['paths', ['map', 'pathItem']],
    ['webhooks', ['map', 'pathItem']],
    ['components', ['one', 'components']],
  ]),
  components: new Map([
    ['schemas', ['map', 'schema']],
    ['responses', ['map', 'response']],
    ['parameters', ['map', 'parameter']],
    ['examples', ['map', 'example']],
    ['requestBodies', ['map', 'requestBody']],
    ['headers', ['map', 'header']],
    ['securitySchemes', ['map', 'securityScheme']],
    ['links', ['map', 'link']],
    ['callbacks', ['map', 'callback']],
    ['pathItems', ['map', 'pathItem']],
  ]),
  pathItem: new Map<string, Part>([
    ['parameters', ['list', 'parameter']],
    ...METHODS.map((method) => [method, ['one', 'operation']] as const),
  ]),
  operation: new Map([
    ['parameters', ['list', 'parameter']],
    ['requestBody', ['one', 'requestBody']],
    ['responses', ['map', 'response']],
    ['callbacks', ['map', 'callback']],
  ]),
  parameter: new Map(described),
  header: new Map(described),
  requestBody: new Map([['content', ['map', 'mediaType']]]),
  response: new Map([
    ['headers', ['map', 'header']],
    ['content', ['map', 'mediaType']],
    ['links', ['map', 'link']],
  ]),
  mediaType: new Map([
    ['schema', ['one', 'schema']],
    ['examples', ['map', 'example']],
    ['encoding', ['map', 'encoding']],
  ]),
  encoding: new Map([['headers', ['map', 'header']]]),
  schema: new Map<string, Part>([
    ...schemas('one', 'additionalProperties', 'unevaluatedProperties', 'propertyNames', 'items'),
    ...schemas('one', 'unevaluatedItems', 'contains', 'not', 'if', 'then', 'else'),
    ...schemas('one', 'contentSchema'),
    ...schemas('list', 'allOf', 'anyOf', 'oneOf', 'prefixItems'),
    ...schemas('map', 'properties', 'patternProperties', 'dependentSchemas', '$defs'),
    ...schemas('map', 'definitions'),
  ]),
  callback: new Map(),
  link: new Map(),
  example: new Map(),
  securityScheme: new Map(),
};

const NEVER_REFERENCES: ReadonlySet<NodeKind> = new Set([
  ...(['document', 'components', 'operation', 'mediaType', 'encoding'] as const),
]);

/** The methods that a Path Item Object may have, in the order of the specification. */
export const OPERATION_METHODS: readonly string[] = METHODS;

/** Parameters, by place and name in lower case, whose definitions are ignored (OpenAPI 3.1.0, 4.8.12.1). */
export const IGNORED_PARAMETERS: ReadonlySet<string> = new Set([
  ...['header accept', 'header content-type', 'header authorization'],
]);

/** The reference that stands at a node: of a Reference Object, a Path Item Object or a schema. */
export function referenceAt(node: unknown, kind: NodeKind): string | undefined {
  if (!isJsonObject(node) || NEVER_REFERENCES.has(kind)) return undefined;
  return typeof node.$ref === 'string' ? node.$ref : undefined;
}

/** A node with each node directly within it replaced by what `visit` gives for it; extensions are left out. */
export function rebuilt(node: Members, kind: NodeKind, visit: NodeVisitor<unknown>): Members {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !isExtension(key))
      .map(([key, value]) => {
        const part = partOf(kind, key);
        return [key, part === undefined ? value : rebuiltPart(value, part, key, visit)];
      }),
  );
}

/** Calls `visit` for each node directly within a node; extensions hold none. */
export function visitChildren(node: unknown, kind: NodeKind, visit: NodeVisitor<void>): void {
  if (!isJsonObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    const part = isExtension(key) ? undefined : partOf(kind, key);
    if (part !== undefined) rebuiltPart(value, part, key, visit);
  }
}

/** Whether a member is a specification extension (OpenAPI 3.1.0, 4.9). */
export function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

function partOf(kind: NodeKind, key: string): Part | undefined {
  return kind === 'callback' && key !== '$ref' ? ['one', 'pathItem'] : GRAMMAR[kind].get(key);
}

function rebuiltPart(
  value: unknown,
  [shape, kind]: Part,
  key: string,
  visit: NodeVisitor<unknown>,
): unknown {
  if (shape === 'one') return visit(value, kind, key);
  if (shape === 'list') {
    return Array.isArray(value)
      ? value.map((item: unknown, index) => visit(item, kind, key, index))
      : value;
  }
  if (!isJsonObject(value)) return value;
  const isNode = (name: string) => kind === 'schema' || !isExtension(name);
  const names = Object.entries(value).filter(([name]) => isNode(name));
  return Object.fromEntries(names.map(([name, child]) => [name, visit(child, kind, key, name)]));
}
