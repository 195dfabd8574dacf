import {
  childNode,
  type DocumentNode,
  followReference,
  nodeAt,
  rootNode,
} from '../contract/document-node.ts';
import { equal, isJsonObject } from '../json/json-value.ts';
import { valueAt } from '../json/json-pointer.ts';
import { prunedDocument } from '../contract/pruned-document.ts';
import { resolvedDocument } from '../contract/resolved-document.ts';
import { createValidators } from '../contract/validators.ts';
import { contentChanges } from './content-drift.ts';
import {
  annotationChange,
  driftChange,
  type DriftChange,
  goneSides,
  memberSides,
  newSides,
  type Sides,
} from './drift-change.ts';
import { type OperationNode, operationNodes } from './operation-node.ts';
import { parameterChanges, requirednessChanges } from './parameter-drift.ts';
import { responseChanges } from './response-drift.ts';
import { schemaWalk } from './schema-drift.ts';
import type { SchemaWalk } from './schema-place.ts';
import { securityChanges } from './security-drift.ts';
import { addressesOf, addressPath, serverChanges } from './server-drift.ts';

/**
 * Compares two OpenAPI 3.1 documents for the clients of the base: operations of it, whatever else the revision
 * offers. A request that is refused now, and a response that was never given, break clients; what cannot be rated
 * counts as breaking too, with kind `review`. Pure.
 *
 * @param base the document clients rely on, parsed, `$ref` kept
 * @param revision the document to judge, parsed, `$ref` kept
 * @param id the operation to compare, by `operationId` or method and path; all of the base by default
 * @returns all changes in the order of the base, those without consequence (`none`) included
 */
export function compareContracts(
  base: unknown,
  revision: unknown,
  id?: string,
): readonly DriftChange[] {
  const sides = { base: rootNode(base), revision: rootNode(revision) };
  const offered = operationNodes(sides.revision);
  const relied = operationNodes(sides.base).filter((each) => id === undefined || isNamed(each, id));
  return [
    ...documentChanges(sides),
    ...relied.flatMap((operation) => [...operationChanges(sides, operation, offered)]),
  ];
}

function isNamed({ name, node }: OperationNode, id: string): boolean {
  return name === id || childNode(node, 'operationId').value === id;
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
  documents: Sides,
  relied: OperationNode,
  offered: readonly OperationNode[],
): Generator<DriftChange> {
  const counterpart = counterpartOf(relied, offered);
  if (counterpart === undefined) {
    yield removedOperation(relied, offered);
    return;
  }
  const [before, after] = [alone(documents.base, relied), alone(documents.revision, counterpart)];
  yield* after.unsound.map((pointer) => unsoundChange(documents.revision, pointer));
  const { operation: base } = before;
  const { operation: revision } = after;
  if (base === undefined || revision === undefined) return;
  const validators = { base: before.validators, revision: after.validators };
  const walks = {
    request: schemaWalk('request', validators),
    response: schemaWalk('response', validators),
  };
  yield* serverChanges(base, revision);
  yield* securityChanges(base, revision);
  yield* parameterChanges(walks.request, base, revision);
  yield* requestBodyChanges(walks.request, base, revision);
  yield* responseChanges(walks.response, base, revision);
  yield* memberChanges({ base: base.node, revision: revision.node }, base.name);
}

/** An operation with what it reaches: Reference Objects replaced, validators ready, and references that lead nowhere. */
function alone(root: DocumentNode, { path, method }: OperationNode) {
  const document = isJsonObject(root.value) ? root.value : {};
  const pruned = prunedDocument(document, [{ path, method, id: '' }]);
  const { resolved, form } = resolvedDocument(pruned.document, 'bundled');
  const [operation] = operationNodes(rootNode(resolved));
  return {
    operation,
    validators: createValidators({ file: 'document', resolved, form }),
    unsound: [...pruned.dangling, ...pruned.external].map(({ pointer }) => pointer),
  };
}

function unsoundChange(root: DocumentNode, pointer: string): DriftChange {
  const node = nodeAt(root, pointer);
  return driftChange(newSides({ ...node, pointer }), {
    kind: 'review',
    impact: 'breaking',
    direction: 'document',
    sentence: `The reference to ${String(valueAt(root.value, pointer))} leads nowhere in the document.`,
  });
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

/** Compares what an operation takes as its body (OpenAPI 3.1.0, 4.8.13). */
function* requestBodyChanges(
  walk: SchemaWalk,
  base: OperationNode,
  revision: OperationNode,
): Generator<DriftChange> {
  const [before, after] = [base.node, revision.node].map((node) =>
    followReference(childNode(node, 'requestBody')),
  );
  if (before === undefined || after === undefined) return;
  const sides = { base: before, revision: after };
  if (before.value === undefined && after.value === undefined) return;
  if (after.value === undefined) {
    yield bodyPresence(sides, 'removed', 'breaking', `${base.name} no longer takes a body.`);
  } else if (before.value === undefined) {
    const needed = childNode(after, 'required').value === true;
    const impact = needed ? 'breaking' : 'compatible';
    yield bodyPresence(sides, 'added', impact, `${base.name} now takes a body.`);
  } else {
    yield* requirednessChanges(sides, `The body of ${base.name}`);
    yield* annotationChange(memberSides(sides, 'description'), 'request', 'The body’s description');
    yield* contentChanges(walk, memberSides(sides, 'content'));
  }
}

function bodyPresence(
  sides: Sides,
  verb: 'added' | 'removed',
  impact: DriftChange['impact'],
  sentence: string,
): DriftChange {
  return driftChange(sides, { kind: `body-${verb}`, impact, direction: 'request', sentence });
}
