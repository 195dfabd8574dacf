import { childNode, childNodes, type DocumentNode } from '../contract/document-node.ts';
import { driftChange, type DriftChange } from './drift-change.ts';
import type { OperationNode } from './operation-node.ts';

/** The addresses of an operation: each server's URL with the path appended (OpenAPI 3.1.0, 4.8.8). */
export function addressesOf({ servers, path }: OperationNode): readonly string[] {
  return serverUrls(servers).map((url) => `${url.replace(/\/+$/, '')}${path}`);
}

/** The path part of an address, with the names of path parameters left out: `/api/v1/users/{}`. */
export function addressPath(address: string): string {
  return nameless(address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''));
}

/** Compares where an operation answers: an address that is gone breaks the clients that use it. */
export function* serverChanges(
  base: OperationNode,
  revision: OperationNode,
): Generator<DriftChange> {
  const [before, after] = [addressesOf(base), addressesOf(revision)];
  const sides = { base: base.servers, revision: revision.servers };
  for (const address of before.filter((one) => !after.some((other) => leadsTo(one, other)))) {
    yield driftChange(sides, {
      kind: 'server-removed',
      impact: 'breaking',
      direction: 'operation',
      sentence: `${base.name} no longer answers at ${address}, but at ${after.join(', ')}.`,
    });
  }
  for (const address of after.filter((one) => !before.map(nameless).includes(nameless(one)))) {
    if (before.some((one) => addressPath(one) !== addressPath(address))) continue;
    yield driftChange(sides, {
      kind: 'server-added',
      impact: 'compatible',
      direction: 'operation',
      sentence: `${base.name} now names the address ${address}.`,
    });
  }
}

/** A relative address is kept by any host that serves its path. */
function leadsTo(address: string, other: string): boolean {
  return address.startsWith('/')
    ? addressPath(address) === addressPath(other)
    : nameless(address) === nameless(other);
}

function nameless(address: string): string {
  return address.replaceAll(/\{[^}]*\}/g, '{}');
}

function serverUrls(servers: DocumentNode): readonly string[] {
  const urls = childNodes(servers).map(([, server]) => expanded(server));
  return urls.length === 0 ? ['/'] : urls;
}

/** Server variables count with their defaults (OpenAPI 3.1.0, 4.8.6). */
function expanded(server: DocumentNode): string {
  const url = childNode(server, 'url').value;
  const variables = childNode(server, 'variables');
  return (typeof url === 'string' ? url : '/').replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = childNode(childNode(variables, name), 'default').value;
    return typeof value === 'string' ? value : whole;
  });
}
