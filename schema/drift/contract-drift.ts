import { type DocumentNode, nodeAt, rootNode } from '../contract/document-node.ts';
import {
  nameOf,
  type OperationAddress,
  operationAddresses,
  operationsNamed,
} from '../contract/operation-address.ts';
import { operationNode } from '../contract/operation-node.ts';
import { prunedDocument } from '../contract/pruned-document.ts';
import { readOperation } from '../contract/read-operation.ts';
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
import {
  addressesOf,
  addressPath,
  type Effect,
  operationTerms,
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
  const documents: Place = {
    base: rootNode(base),
    revision: rootNode(revision),
    direction: 'document',
    name: 'the document',
  };
  const addresses = addressesIn(base);
  const relied = id === undefined ? addresses : operationsNamed(addresses, id);
  const changes = [
    ...memberChanges(memberOf(documents, 'info', '`info`'), { get: () => ANNOTATION }),
    ...memberChanges(documents, new Map([['jsonSchemaDialect', REVIEW]])),
    ...relied.flatMap((address) => [...operationChanges(documents, address)]),
  ];
  const told = new Map<string, DriftChange>();
  for (const change of changes.map((each) => written(documents, each))) {
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

function addressesIn(document: unknown): readonly OperationAddress[] {
  return operationAddresses(isJsonObject(document) ? document : {});
}

function* operationChanges(documents: Place, address: OperationAddress): Generator<DriftChange> {
  const name = nameOf(address);
  const node = operationNode(documents.base.value, address);
  const place = { base: node, direction: 'operation', name } as const;
  const offered = addressesIn(documents.revision.value);
  const counterpart = counterpartOf(address, offered, documents);
  if (counterpart === undefined) {
    const renamed = offered.find(({ id }) => id === address.id && id !== name);
    const hint = renamed === undefined ? '' : `; ${address.id} is now ${nameOf(renamed)}`;
    const gone = { ...place, revision: { ...node, value: undefined } };
    yield driftChange(gone, ['breaking', 'operation-removed'], `${name} is gone${hint}.`);
    return;
  }
  const before = alone(documents.base, address);
  const after = alone(documents.revision, counterpart);
  yield* after.unsound.map((pointer) => unsoundReference(documents, pointer));
  const schemas = new SchemaDrift(before.validators, after.validators);
  yield* termChanges(schemas, operationTerms(before, after), operationTerms(after, before));
  const revision = operationNode(documents.revision.value, counterpart);
  yield* memberChanges({ ...place, revision }, MEMBERS);
}

/** The operation with the same method and address, however server and path share it, else the same path. */
function counterpartOf(
  relied: OperationAddress,
  offered: readonly OperationAddress[],
  { base, revision }: Place,
): OperationAddress | undefined {
  const candidates = offered.filter(({ method }) => method === relied.method);
  const paths = addressesOf(base.value, relied).map(addressPath);
  const isThere = (address: string): boolean => paths.includes(addressPath(address));
  return (
    candidates.find(({ path }) => path === relied.path) ??
    candidates.find((each) => addressesOf(revision.value, each).some(isThere)) ??
    candidates.find(({ path }) => addressPath(path) === addressPath(relied.path))
  );
}

/** An operation with what it reaches: references replaced, validators ready, and references that lead nowhere. */
function alone({ value }: DocumentNode, address: OperationAddress) {
  const pruned = prunedDocument(isJsonObject(value) ? value : {}, [address]);
  const resolved = bundledDocument(pruned.document);
  const validators = createValidators({ file: 'document', resolved, form: 'bundled' });
  return {
    address,
    name: nameOf(address),
    root: rootNode(resolved),
    operation: readOperation(resolved, address, validators.locations),
    validators,
    unsound: [...pruned.dangling, ...pruned.external].map(({ pointer }) => pointer),
  };
}

function unsoundReference(documents: Place, pointer: string): DriftChange {
  const value = valueAt(documents.revision.value, pointer);
  const none = { ...documents.revision, pointer, value: undefined };
  return driftChange(
    { ...documents, base: none, revision: { ...none, value } },
    REVIEW,
    `The reference to ${String(value)} leads nowhere in the document.`,
  );
}

/** Compares what two operations say, term by term. */
function* termChanges(schemas: SchemaDrift, before: Terms, after: Terms): Generator<DriftChange> {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [base, revision] = [before.get(key), after.get(key)];
    const term = base ?? revision;
    if (term === undefined) continue;
    const { within } = term;
    if (within !== undefined && !(before.has(within) && after.has(within))) continue;
    const none = { ...term.node, value: undefined };
    const place = { ...term, base: base?.node ?? none, revision: revision?.node ?? none };
    if (base === undefined || revision === undefined) {
      yield* effectOf(place, base === undefined ? revision?.fresh : base.gone);
      continue;
    }
    yield* memberChanges(place, MEMBERS);
    if (base.schema !== undefined && revision.schema !== undefined) {
      yield* schemas.changes({ ...place, base: base.schema, revision: revision.schema });
    }
  }
}

function effectOf(place: Place, effect: Effect | undefined): readonly DriftChange[] {
  if (effect === undefined) return [];
  const [impact, kind, words] = effect;
  return [driftChange(place, [impact, kind], `${place.name} ${words}.`)];
}
