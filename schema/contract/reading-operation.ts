import { isJsonObject } from '../json/json-value.ts';
import { childPointer, childValue, valueAt } from '../json/json-pointer.ts';
import { isJsonMediaType } from '../http/media-type.ts';
import { IGNORED_PARAMETERS, type NodeKind, referenceAt } from './openapi-grammar.ts';
import { nameOf, type OperationAddress, operationsNamed } from './operation-address.ts';
import { DOCUMENT, enteredResource, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

/** The parameter that an operation which reads may have, and even require. */
export const SPACE = 'space';

/** Which other operation shows what an operation saves. */
export interface ReadingChoice {
  /** `null` where none is taken. */
  readonly address: OperationAddress | null;
  /** Whether the document declares it. */
  readonly isDeclared: boolean;
  /** The names of all that would do, where there are several: none of them is taken. */
  readonly several: readonly string[];
}

/** Which operation to read with. */
export interface ReadingWish {
  /** The operation that saves, by `operationId`. */
  readonly of: string;
  /**
   * The operation to read with, by `operationId`, or as `GET /users/current`, which the document need not declare;
   * `null` takes the only one that the document declares.
   */
  readonly named: string | null;
}

/** Why an operation cannot read. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** Where nothing reads but the operation itself. */
export const NO_READING: ReadingChoice = { address: null, isDeclared: true, several: [] };

/**
 * Chooses the operation that shows what another saves: the one that is named, else the only GET whose 200 refers to the
 * same schema as the 200 of the other, and that has no required parameter but `space`.
 *
 * @param document a parsed OpenAPI document, `$ref` kept
 * @param addresses all operations of the document
 * @throws UnreadableError with a clause that says why the named one cannot read
 */
export function chooseReading(
  document: Members,
  addresses: readonly OperationAddress[],
  of: OperationAddress,
  { named }: Pick<ReadingWish, 'named'>,
): ReadingChoice {
  const readers = new Readers(document, addresses);
  if (named !== null) return readers.named(named, of);
  const [only, ...more] = readers.showing(of);
  if (only === undefined) return NO_READING;
  if (more.length === 0) return { address: only, isDeclared: true, several: [] };
  const several = [only, ...more].map(describe);
  return { ...NO_READING, several };
}

/** How an operation that reads is called: its method and path, and its `operationId` where it has one. */
function describe(address: OperationAddress): string {
  const name = nameOf(address);
  return address.id === name ? name : `${name} (${address.id})`;
}

/** A node of the document, and where it stands. */
interface Place {
  readonly node: Members;
  readonly pointer: string;
}

/** Characters of a path (RFC 3986 3.3), without templates and steps upwards. */
const PATH = /^\/(?!\/)(?:[\w.~!$&'()*+,;=:@/-]|%[\dA-Fa-f]{2})*$/;
const UPWARDS = /(?:^|\/)\.{1,2}(?:\/|$)/;

class Readers {
  readonly #document: Members;
  readonly #addresses: readonly OperationAddress[];
  readonly #resources: SchemaResources;

  constructor(document: Members, addresses: readonly OperationAddress[]) {
    this.#document = document;
    this.#addresses = addresses;
    this.#resources = new SchemaResources(document);
  }

  showing(of: OperationAddress): readonly OperationAddress[] {
    const shown = this.#successSchema(of);
    if (shown === null) return [];
    return this.#addresses.filter(
      (address) =>
        address.method === 'get' &&
        this.#obstacle(address) === null &&
        this.#successSchema(address) === shown,
    );
  }

  named(name: string, of: OperationAddress): ReadingChoice {
    const [, method = '', path = ''] = /^([A-Za-z]+) +(\/\S*)$/.exec(name) ?? [];
    const known = operationsNamed(this.#addresses, path === '' ? name : nameOf({ path, method }));
    const [address] = known;
    if (address === undefined) return undeclared(name, method, path);
    if (known.length > 1) throw new UnreadableError(`names several operations: ${name}`);
    if (address.id === of.id) {
      throw new UnreadableError(`names ${address.id}, the operation that is judged`);
    }
    if (address.method !== 'get') throw new UnreadableError(`names ${describe(address)}, no GET`);
    const obstacle = this.#obstacle(address);
    if (obstacle !== null) {
      throw new UnreadableError(
        `names ${describe(address)}, which ${obstacle}: the suite reads with no parameter but ${SPACE}`,
      );
    }
    return { address, isDeclared: true, several: [] };
  }

  /** Why an operation cannot be asked with `space` alone; `null` where it can. */
  #obstacle(address: OperationAddress): string | null {
    if (/[{}]/.test(address.path)) return 'has a parameter in its path';
    const operation = this.#operation(address);
    if (operation === null) return 'cannot be read';
    const body = this.#followed(operation.node.requestBody, 'requestBody', operation.pointer);
    if (body?.node.required === true) return 'requires a body';
    const parameters = [...this.#parametersOf(address), ...listOf(operation.node.parameters)].map(
      (parameter) => this.#followed(parameter, 'parameter', operation.pointer)?.node ?? null,
    );
    if (parameters.includes(null)) return 'has a parameter that cannot be read';
    const last = new Map(parameters.map((each) => [`${text(each?.in)} ${text(each?.name)}`, each]));
    const required = [...last].find(
      ([name, each]) =>
        each?.required === true &&
        name !== `query ${SPACE}` &&
        !IGNORED_PARAMETERS.has(name.toLowerCase()),
    );
    return required === undefined
      ? null
      : `requires ${required[0].split(' ').toReversed().join(' in its ')}`;
  }

  /** Where the schema of an operation's JSON 200 stands, all references followed; `null` where there is none. */
  #successSchema(address: OperationAddress): string | null {
    const operation = this.#operation(address);
    const responses = operation?.node.responses;
    if (operation === null || !isJsonObject(responses)) return null;
    const at = childPointer(childPointer(operation.pointer, 'responses'), '200');
    const response = this.#followed(responses['200'], 'response', at);
    const content = response?.node.content;
    if (response === null || !isJsonObject(content)) return null;
    const type = Object.keys(content).find((each) => isJsonMediaType(each.toLowerCase()));
    const media = type === undefined ? undefined : content[type];
    if (type === undefined || !isJsonObject(media)) return null;
    const pointer = ['content', type, 'schema'].reduce<string>(childPointer, response.pointer);
    return (
      this.#followed(media.schema, 'schema', pointer)?.pointer ??
      referenceAt(media.schema, 'schema') ??
      null
    );
  }

  #operation({ path, method }: OperationAddress): Place | null {
    const item = this.#pathItem(path, (node) => isJsonObject(node[method]));
    const node = item?.node[method];
    if (item === null || !isJsonObject(node)) return null;
    return { node, pointer: childPointer(item.pointer, method) };
  }

  #parametersOf({ path }: OperationAddress): readonly unknown[] {
    return listOf(
      this.#pathItem(path, ({ parameters }) => parameters !== undefined)?.node.parameters,
    );
  }

  /** A path item may refer to another one, and have members of its own next to that (OpenAPI 3.1.0, 4.8.9). */
  #pathItem(path: string, has: (node: Members) => boolean): Place | null {
    const seen = new Set<string>();
    let pointer: string | undefined = childPointer('#/paths', path);
    let node = childValue(this.#document.paths, path);
    while (pointer !== undefined && isJsonObject(node) && !seen.has(pointer)) {
      if (has(node)) return { node, pointer };
      seen.add(pointer);
      const reference = referenceAt(node, 'pathItem');
      const target = reference && this.#resources.resolve(reference, DOCUMENT);
      pointer = typeof target === 'object' ? target.pointer : undefined;
      node = pointer === undefined ? undefined : valueAt(this.#document, pointer);
    }
    return null;
  }

  /** What a node outside of schemas comes to once its references are followed; `null` where one leads nowhere, or out. */
  #followed(node: unknown, kind: NodeKind, pointer: string): Place | null {
    const seen = new Set<string>();
    let place = { node, pointer };
    while (isJsonObject(place.node) && !seen.has(place.pointer)) {
      const reference = referenceAt(place.node, kind);
      if (reference === undefined) return { node: place.node, pointer: place.pointer };
      const isFirst = seen.size === 0;
      seen.add(place.pointer);
      const resource = isFirst
        ? enteredResource(node, pointer, DOCUMENT)
        : this.#resources.at(place.pointer);
      const target = this.#resources.resolve(reference, resource);
      if (typeof target !== 'object') return null;
      place = { node: valueAt(this.#document, target.pointer), pointer: target.pointer };
    }
    return null;
  }
}

/** An operation that nobody declares is asked without any parameter. */
function undeclared(name: string, method: string, path: string): ReadingChoice {
  if (path === '') {
    throw new UnreadableError(
      `names ${name}, which the contract does not declare: give a method and a path, such as GET /users/current`,
    );
  }
  if (method.toUpperCase() !== 'GET')
    throw new UnreadableError(`names a ${method}: only a GET reads`);
  if (/[{}]/.test(path))
    throw new UnreadableError('has a parameter in its path: give the path itself');
  if (!PATH.test(path) || UPWARDS.test(path)) {
    throw new UnreadableError('names no path below BASE_URL: give one such as GET /users/current');
  }
  const address = { path, method: 'get', id: nameOf({ path, method }) };
  return { address, isDeclared: false, several: [] };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
