import { childNode, rootNode } from '../document-node.ts';
import { equal } from '../json-equality.ts';
import {
  annotationChange,
  driftChange,
  goneSides,
  memberSides,
  type DriftChange,
  type Sides,
} from './drift-change.ts';
import { operationNodes, type OperationNode } from './operation-node.ts';
import { parameterChanges } from './parameter-drift.ts';
import { requestBodyChanges } from './request-body-drift.ts';
import { responseChanges } from './response-drift.ts';
import { schemaWalk } from './schema-drift.ts';
import type { SchemaWalk } from './schema-place.ts';
import { securityChanges } from './security-drift.ts';
import { addressesOf, addressPath, serverChanges } from './server-drift.ts';

/** The comparisons of both directions; each pair of shared schemas is compared once per direction. */
interface Walks {
  readonly request: SchemaWalk;
  readonly response: SchemaWalk;
}

/**
 * Compares two OpenAPI 3.1 documents for the clients of the base: its operations only, whatever else
 * the revision offers. A narrower request or a wider response is breaking; what cannot be rated is
 * breaking too, with kind `review`. Pure; never throws on a parsed document.
 *
 * @param base the document clients rely on, parsed, `$ref` kept
 * @param revision the document to judge, parsed, `$ref` kept
 * @returns all changes in the order of the base, those without consequence (`none`) included
 */
export function compareContracts(base: unknown, revision: unknown): readonly DriftChange[] {
  const sides = { base: rootNode(base), revision: rootNode(revision) };
  const walks = { request: schemaWalk('request'), response: schemaWalk('response') };
  const offered = operationNodes(sides.revision);
  return [
    ...documentChanges(sides),
    ...operationNodes(sides.base).flatMap((operation) => [
      ...operationChanges(walks, operation, offered),
    ]),
  ];
}

function* documentChanges(sides: Sides): Generator<DriftChange> {
  const info = memberSides(sides, 'info');
  const keys = [
    'version',
    'title',
    'description',
    'summary',
    'termsOfService',
    'contact',
    'license',
  ];
  for (const key of keys)
    yield* annotationChange(memberSides(info, key), 'document', `info.${key}`);
  const dialect = memberSides(sides, 'jsonSchemaDialect');
  if (equal(dialect.base.value, dialect.revision.value)) return;
  yield driftChange(dialect, {
    kind: 'review',
    impact: 'breaking',
    direction: 'document',
    sentence: 'jsonSchemaDialect changed: all schemas have to be read anew by a person.',
  });
}

function* operationChanges(
  walks: Walks,
  base: OperationNode,
  offered: readonly OperationNode[],
): Generator<DriftChange> {
  const revision = counterpartOf(base, offered);
  if (revision === undefined) {
    yield removedOperation(base, offered);
    return;
  }
  yield* serverChanges(base, revision);
  yield* securityChanges(base, revision);
  yield* parameterChanges(walks.request, base, revision);
  yield* requestBodyChanges(walks.request, base, revision);
  yield* responseChanges(walks.response, base, revision);
  yield* memberChanges({ base: base.node, revision: revision.node }, base.name);
}

/** The operation with the same method and address, however server and path share it, else the same path. */
function counterpartOf(
  base: OperationNode,
  offered: readonly OperationNode[],
): OperationNode | undefined {
  const candidates = offered.filter(({ method }) => method === base.method);
  const paths = addressesOf(base).map(addressPath);
  return (
    candidates.find(({ path }) => path === base.path) ??
    candidates.find((one) =>
      addressesOf(one)
        .map(addressPath)
        .some((path) => paths.includes(path)),
    ) ??
    candidates.find(({ path }) => addressPath(path) === addressPath(base.path))
  );
}

function removedOperation(base: OperationNode, offered: readonly OperationNode[]): DriftChange {
  const id = childNode(base.node, 'operationId').value;
  const renamed = offered.find(
    ({ node }) => id !== undefined && childNode(node, 'operationId').value === id,
  );
  const hint = renamed === undefined ? '' : `; ${String(id)} is now ${renamed.name}`;
  return driftChange(goneSides(base.node), {
    kind: 'operation-removed',
    impact: 'breaking',
    direction: 'operation',
    sentence: `${base.name} is gone${hint}.`,
  });
}

function* memberChanges(sides: Sides, name: string): Generator<DriftChange> {
  for (const key of ['tags', 'summary', 'description', 'externalDocs']) {
    yield* annotationChange(memberSides(sides, key), 'operation', `${key} of ${name}`);
  }
  for (const key of ['operationId', 'deprecated', 'callbacks']) {
    const pair = memberSides(sides, key);
    if (equal(pair.base.value ?? false, pair.revision.value ?? false)) continue;
    yield driftChange(pair, {
      kind: key === 'callbacks' ? 'review' : `${key.toLowerCase()}-changed`,
      impact: key === 'callbacks' ? 'breaking' : 'compatible',
      direction: 'operation',
      sentence: `${key} of ${name} changed.`,
    });
  }
}
