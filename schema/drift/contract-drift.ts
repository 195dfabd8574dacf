import { type DocumentNode, nodeAt, rootNode } from '../contract/document-node.ts';
import { prunedDocument } from '../contract/pruned-document.ts';
import { bundledDocument } from '../contract/resolved-document.ts';
import { createValidators } from '../contract/validators.ts';
import { valueAt } from '../json/json-pointer.ts';
import { isJsonObject } from '../json/json-value.ts';
import {
  ANNOTATION,
  driftChange,
  type DriftChange,
  memberChanges,
  memberOf,
  type Place,
  type Rating,
  REVIEW,
} from './drift-change.ts';
import { type OperationNode, operationNodes } from './operation-node.ts';
import {
  addressesOf,
  addressPath,
  operationTerms,
  type Term,
  type Terms,
} from './operation-terms.ts';
import { SchemaDrift } from './schema-drift.ts';

/** Members that say nothing of what is sent and answered, or that cannot be rated. */
const MEMBERS: ReadonlyMap<string, Rating> = new Map([
  ['summary', ANNOTATION],
  ['description', ANNOTATION],
  ['operationId', ['compatible', 'operationid-changed']],
  ['deprecated', ['compatible', 'deprecated-changed']],
  ['callbacks', REVIEW],
  ['encoding', REVIEW],
]);

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
  const offered = operationNodes(revision);
  const relied = operationNodes(base).filter(({ name, id: own }) =>
    [name, own, undefined].includes(id),
  );
  const document: Place = {
    base: rootNode(base),
    revision: rootNode(revision),
    direction: 'document',
    name: 'the document',
  };
  const changes = [
    ...memberChanges(memberOf(document, 'info', '`info`'), { get: () => ANNOTATION }),
    ...memberChanges(document, new Map([['jsonSchemaDialect', REVIEW]])),
    ...relied.flatMap((operation) => [...operationChanges(operation, offered)]),
  ];
  const told = new Map<string, DriftChange>();
  for (const change of changes.map((each) => written(document, each))) {
    const key = toldAs(change);
    if (!told.has(key)) told.set(key, change);
  }
  return [...told.values()];
}

/** A change that was told is not told again, whichever value shows it. */
function toldAs(change: DriftChange): string {
  const { kind, direction, pointer, sentence } = change;
  const isOfKeyword = Object.hasOwn(change, 'value') && kind !== 'property-removed';
  return [kind, direction, pointer, ...(isOfKeyword ? [] : [sentence])].join(' ');
}

/** A change with its pointer as the document has it: what is compared has its references replaced. */
function written({ base, revision }: Place, change: DriftChange): DriftChange {
  const root = change.revision === undefined ? base : revision;
  const isThere = valueAt(root.value, change.pointer) !== undefined;
  return isThere ? change : { ...change, pointer: nodeAt(root, change.pointer).pointer };
}

function* operationChanges(
  relied: OperationNode,
  offered: readonly OperationNode[],
): Generator<DriftChange> {
  const counterpart = counterpartOf(relied, offered);
  if (counterpart === undefined) {
    yield removedOperation(relied, offered);
    return;
  }
  const [before, after] = [alone(relied), alone(counterpart)];
  yield* after.unsound.map((pointer) => unsoundReference(counterpart.node, pointer));
  const { operation: base } = before;
  const { operation: revision } = after;
  if (base === undefined || revision === undefined) return;
  const schemas = new SchemaDrift(before.validators, after.validators);
  yield* termChanges(schemas, operationTerms(base, revision), operationTerms(revision, base));
  yield* memberChanges(
    { base: relied.node, revision: counterpart.node, direction: 'operation', name: base.name },
    MEMBERS,
  );
}

/** Compares what two operations say, term by term; what belongs to a term is compared where both have it. */
function* termChanges(schemas: SchemaDrift, before: Terms, after: Terms): Generator<DriftChange> {
  for (const [key, { node, gone, ...base }] of before) {
    const revision = after.get(key);
    const place = {
      ...base,
      base: node,
      revision: revision?.node ?? { ...node, value: undefined },
    };
    if (revision === undefined) {
      yield* effectOf(place, gone);
      continue;
    }
    yield* memberChanges(place, MEMBERS);
    if (base.schema !== undefined && revision.schema !== undefined) {
      yield* schemas.changes({ ...place, base: base.schema, revision: revision.schema });
    }
    yield* termChanges(schemas, base.terms ?? new Map(), revision.terms ?? new Map());
  }
  for (const [key, { node, fresh, ...revision }] of after) {
    const place = { ...revision, base: { ...node, value: undefined }, revision: node };
    if (!before.has(key)) yield* effectOf(place, fresh);
  }
}

function effectOf(place: Place, effect: Term['gone']): readonly DriftChange[] {
  if (effect === undefined) return [];
  const [impact, kind, words] = effect;
  return [driftChange(place, [impact, kind], `${place.name} ${words}.`)];
}

/** An operation with what it reaches: Reference Objects replaced, validators ready, and references that lead nowhere. */
function alone({ node, path, method, id }: OperationNode) {
  const document = isJsonObject(node.document) ? node.document : {};
  const pruned = prunedDocument(document, [{ path, method, id }]);
  const resolved = bundledDocument(pruned.document);
  return {
    operation: operationNodes(resolved)[0],
    validators: createValidators({ file: 'document', resolved, form: 'bundled' }),
    unsound: [...pruned.dangling, ...pruned.external].map(({ pointer }) => pointer),
  };
}

function unsoundReference(node: DocumentNode, pointer: string): DriftChange {
  const value = valueAt(node.document, pointer);
  const none = { ...node, pointer, value: undefined };
  return driftChange(
    { base: none, revision: { ...none, value }, direction: 'document', name: 'the reference' },
    REVIEW,
    `The reference to ${String(value)} leads nowhere in the document.`,
  );
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
    candidates.find((one) => addressesOf(one).some((each) => paths.includes(addressPath(each)))) ??
    candidates.find(({ path }) => addressPath(path) === addressPath(base.path))
  );
}

function removedOperation(base: OperationNode, offered: readonly OperationNode[]): DriftChange {
  const renamed = offered.find(({ id, name }) => id === base.id && name !== id);
  const hint = renamed === undefined ? '' : `; ${base.id} is now ${renamed.name}`;
  const gone = { ...base.node, value: undefined };
  return driftChange(
    { base: base.node, revision: gone, direction: 'operation', name: base.name },
    ['breaking', 'operation-removed'],
    `${base.name} is gone${hint}.`,
  );
}
