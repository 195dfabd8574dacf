import {
  childNode,
  childNodes,
  followReference,
  type DocumentNode,
} from '../contract/document-node.ts';

/** One operation of a document, with what it inherits from its path and from the document. */
export interface OperationNode {
  /** `PUT /users/preferences/update`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly node: DocumentNode;
  /** Parameters by place and name: the operation's own override its path's (OpenAPI 3.1.0, 4.8.10). */
  readonly parameters: ReadonlyMap<string, DocumentNode>;
  readonly security: DocumentNode;
  readonly servers: DocumentNode;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
// OpenAPI 3.1.0, 4.8.12.1: definitions of these header parameters are ignored.
const IGNORED_HEADERS = ['header accept', 'header content-type', 'header authorization'];

/** All operations of a document, in its order. */
export function operationNodes(root: DocumentNode): readonly OperationNode[] {
  return childNodes(childNode(root, 'paths')).flatMap(([path, reference]) => {
    const item = followReference(reference);
    return METHODS.map((method) => ({ method, node: childNode(item, method) }))
      .filter(({ node }) => node.value !== undefined)
      .map(({ method, node }) => readOperation(root, item, { method, path, node }));
  });
}

function readOperation(
  root: DocumentNode,
  item: DocumentNode,
  own: Pick<OperationNode, 'method' | 'path' | 'node'>,
): OperationNode {
  const inherited = (key: string, owners: readonly DocumentNode[]): DocumentNode => {
    const nodes = owners.map((owner) => childNode(owner, key));
    return nodes.find((node) => node.value !== undefined) ?? childNode(root, key);
  };
  return {
    ...own,
    name: `${own.method.toUpperCase()} ${own.path}`,
    parameters: new Map([item, own.node].flatMap((owner) => parametersOf(owner, own.path))),
    security: inherited('security', [own.node]),
    servers: inherited('servers', [own.node, item]),
  };
}

function parametersOf(owner: DocumentNode, path: string): (readonly [string, DocumentNode])[] {
  return childNodes(childNode(owner, 'parameters'))
    .map(([, reference]) => followReference(reference))
    .map((node) => [parameterKey(node, path), node] as const)
    .filter(([key]) => !IGNORED_HEADERS.includes(key));
}

/** Header names ignore case; path parameters are known by their position, as their names are not sent. */
function parameterKey(node: DocumentNode, path: string): string {
  const [place, name] = [childNode(node, 'in').value, childNode(node, 'name').value].map(String);
  if (place === 'header') return `header ${name?.toLowerCase() ?? ''}`;
  const position = path.split('/').indexOf(`{${name ?? ''}}`);
  return place === 'path' && position !== -1
    ? `path segment ${position}`
    : `${place ?? ''} ${name ?? ''}`;
}
