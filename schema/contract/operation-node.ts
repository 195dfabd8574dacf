import {
  childNode,
  childNodes,
  type DocumentNode,
  followReference,
  rootNode,
} from './document-node.ts';
import type { OperationAddress } from './operation-address.ts';

type Address = Pick<OperationAddress, 'path' | 'method'>;

/** An operation where it stands: in its path item, else in the one that this refers to. */
export function operationNode(document: unknown, { path, method }: Address): DocumentNode {
  return firstStated(pathItems(document, path), method);
}

/** Who is let in: what an operation says of it, else the document (OpenAPI 3.1.0, 4.8.10). */
export function securityOf(document: unknown, address: Address): DocumentNode {
  return firstStated([operationNode(document, address), rootNode(document)], 'security');
}

/** The servers of an operation: its own, else its path's, else the document's (OpenAPI 3.1.0, 4.8.9 and 4.8.10). */
export function serversOf(document: unknown, address: Address): DocumentNode {
  const items = pathItems(document, address.path);
  return firstStated([operationNode(document, address), ...items, rootNode(document)], 'servers');
}

/** The URLs of servers, `/` where there is none; variables count with their defaults (OpenAPI 3.1.0, 4.8.1 and 4.8.6). */
export function serverUrls(servers: DocumentNode): readonly string[] {
  const urls = childNodes(servers).map(([, server]) => serverUrl(server));
  return urls.length === 0 ? ['/'] : urls;
}

function serverUrl(server: DocumentNode): string {
  const url = childNode(server, 'url').value;
  const variables = childNode(server, 'variables');
  return (typeof url === 'string' ? url : '/').replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = childNode(childNode(variables, name), 'default').value;
    return typeof value === 'string' ? value : whole;
  });
}

function pathItems(document: unknown, path: string): readonly DocumentNode[] {
  const stated = childNode(childNode(rootNode(document), 'paths'), path);
  return [stated, followReference(stated)];
}

/** What the first of the owners says that says anything. */
function firstStated(owners: readonly DocumentNode[], key: string): DocumentNode {
  const nodes = owners.map((owner) => childNode(owner, key));
  return nodes.reduce((found, node) => (found.value === undefined ? node : found));
}
