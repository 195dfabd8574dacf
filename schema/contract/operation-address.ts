import { isJsonObject } from '../json/json-value.ts';
import { valueAt } from '../json/json-pointer.ts';
import { OPERATION_METHODS, referenceAt } from './openapi-grammar.ts';
import { DOCUMENT, SchemaResources } from './schema-resources.ts';

/** Where an operation stands in a document. */
export interface OperationAddress {
  /** Path template: `/users/preferences/update`. */
  readonly path: string;
  /** Lower case, as in the document: `put`. */
  readonly method: string;
  /** `operationId`, or `PUT /users/preferences/update` where there is none. */
  readonly id: string;
}

/** All operations below `paths` of a parsed document, in its order; references of path items are followed. */
export function operationAddresses(
  document: Readonly<Record<string, unknown>>,
): readonly OperationAddress[] {
  const paths = isJsonObject(document.paths) ? document.paths : {};
  const resources = new SchemaResources(document);
  return Object.entries(paths).flatMap(([path, item]) => {
    const members = pathItem(document, item, resources);
    return OPERATION_METHODS.flatMap((method) => {
      const operation = members[method];
      if (!isJsonObject(operation)) return [];
      const { operationId } = operation;
      const id = typeof operationId === 'string' ? operationId : nameOf({ path, method });
      return [{ path, method, id }];
    });
  });
}

/** How an operation is called where it has no `operationId`: `PUT /users/preferences/update`. */
export function nameOf({ path, method }: Pick<OperationAddress, 'path' | 'method'>): string {
  return `${method.toUpperCase()} ${path}`;
}

/** The operations that an `operationId`, or a method with a path, names: one in a sound document. */
export function operationsNamed(
  addresses: readonly OperationAddress[],
  id: string,
): readonly OperationAddress[] {
  return addresses.filter((address) => address.id === id || nameOf(address) === id);
}

function pathItem(
  document: unknown,
  item: unknown,
  resources: SchemaResources,
): Readonly<Record<string, unknown>> {
  if (isJsonObject(item) && referenceAt(item, 'pathItem') === undefined) return item;
  const seen = new Set<unknown>();
  let members: Readonly<Record<string, unknown>> = {};
  for (let node = item; isJsonObject(node) && !seen.has(node);) {
    seen.add(node);
    members = { ...node, ...members };
    const reference = referenceAt(node, 'pathItem');
    const target = reference === undefined ? 'nothing' : resources.resolve(reference, DOCUMENT);
    node = typeof target === 'object' ? valueAt(document, target.pointer) : undefined;
  }
  return members;
}

/** Whether path items of a document stand in other files. */
export function hasPathsElsewhere({ paths }: Readonly<Record<string, unknown>>): boolean {
  const items = isJsonObject(paths) ? Object.values(paths) : [];
  return items.some((item) => /^[^#]/.test(referenceAt(item, 'pathItem') ?? ''));
}
