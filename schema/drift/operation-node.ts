import {
  childNode,
  childNodes,
  followReference,
  type DocumentNode,
  rootNode,
} from '../contract/document-node.ts';
import { IGNORED_PARAMETERS } from '../contract/openapi-grammar.ts';
import { nameOf, operationAddresses } from '../contract/operation-address.ts';
import { isJsonObject } from '../json/json-value.ts';

/** One operation of a document, with what it inherits from its path and from the document. */
export interface OperationNode {
  /** `PUT /users/preferences/update`. */
  readonly name: string;
  /** `operationId`, else the name. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly node: DocumentNode;
  /** Parameters by place and name: the operation's own override its path's (OpenAPI 3.1.0, 4.8.10). */
  readonly parameters: ReadonlyMap<string, DocumentNode>;
  readonly security: DocumentNode;
  readonly servers: DocumentNode;
}

/** All operations of a document, in its order; none of what is no document. */
export function operationNodes(document: unknown): readonly OperationNode[] {
  const root = rootNode(document);
  return operationAddresses(isJsonObject(document) ? document : {}).map((address) => {
    const stated = childNode(childNode(root, 'paths'), address.path);
    const isHere = childNode(stated, address.method).value !== undefined;
    const item = isHere ? stated : followReference(stated);
    const node = childNode(item, address.method);
    return {
      ...address,
      name: nameOf(address),
      node,
      parameters: new Map([item, node].flatMap((owner) => parametersOf(owner, address.path))),
      security: firstOf('security', [node, root]),
      servers: firstOf('servers', [node, item, root]),
    };
  });
}

/** What the first of the owners says that says anything. */
function firstOf(key: string, owners: readonly DocumentNode[]): DocumentNode {
  const nodes = owners.map((owner) => childNode(owner, key));
  return nodes.reduce((found, node) => (found.value === undefined ? node : found));
}

function parametersOf(owner: DocumentNode, path: string): (readonly [string, DocumentNode])[] {
  return childNodes(childNode(owner, 'parameters'))
    .map(([, node]) => [parameterKey(node, path), node] as const)
    .filter(([key]) => !IGNORED_PARAMETERS.has(key));
}

/** Header names ignore case; path parameters are known by their position, as their names are not sent. */
function parameterKey(node: DocumentNode, path: string): string {
  const [place, name] = ['in', 'name'].map((key) => String(childNode(node, key).value));
  const position = path.split('/').indexOf(`{${name ?? ''}}`);
  if (place === 'path' && position !== -1) return `path segment ${position}`;
  return `${place ?? ''} ${(place === 'header' ? name?.toLowerCase() : name) ?? ''}`;
}
