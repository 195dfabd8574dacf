import { childNode, childNodes, type DocumentNode, nodeAt } from '../contract/document-node.ts';
import type { OperationAddress } from '../contract/operation-address.ts';
import { securityOf, serversOf, serverUrls } from '../contract/operation-node.ts';
import type { Operation, Parameter } from '../contract/operation.ts';
import { parameterKey } from '../contract/read-operation.ts';
import { childPointer } from '../json/json-pointer.ts';
import { canonicalJson } from '../json/json-value.ts';
import type { DriftDirection, Rating } from './drift-change.ts';

/** What it does to clients, with words that follow the name of what does it. */
export type Effect = readonly [...rating: Rating, words: string];

/** One thing that an operation says. */
export interface Term {
  readonly node: DocumentNode;
  /** For sentences: `the body of PUT /users`. */
  readonly name: string;
  readonly direction: DriftDirection;
  /** Where only the base, and where only the revision has the term; without effect where it is absent. */
  readonly gone?: Effect;
  readonly fresh?: Effect;
  /** The key of the term that it belongs to: compared only where both have that. */
  readonly within?: string;
  readonly schema?: DocumentNode;
}

/** Terms under keys that do not depend on how the document is written. */
export type Terms = ReadonlyMap<string, Term>;
type Entries = Generator<readonly [key: string, term: Term]>;

/** An operation, and the document that it was read from, with references replaced. */
export interface ComparedOperation {
  readonly name: string;
  readonly address: OperationAddress;
  readonly operation: Operation;
  readonly root: DocumentNode;
}

const WIRE_FORM = ['content', 'style', 'explode', 'allowReserved', 'allowEmptyValue'];
/** What says nothing of who is let in by a security scheme (OpenAPI 3.1.0, 4.8.27 and 4.8.29). */
const REMARKS = ['description', 'bearerFormat', 'scopes'];
const EVERYBODY = '[]';

/** What one of two operations says, schemas aside; how grave it is that a term is gone may depend on the other. */
export function operationTerms(own: ComparedOperation, other: ComparedOperation): Terms {
  return new Map([
    ...addressTerms(own, other),
    ...securityTerms(own, other),
    ...parameterTerms(own),
    ...bodyTerms(own, other),
    ...responseTerms(own, other),
  ]);
}

/** The addresses of an operation: each server's URL with the path appended (OpenAPI 3.1.0, 4.8.8). */
export function addressesOf(document: unknown, address: OperationAddress): readonly string[] {
  const urls = serverUrls(serversOf(document, address));
  return urls.map((url) => url.replace(/\/+$/, '') + address.path);
}

/** The path part of an address, with the names of path parameters left out: `/api/v1/users/{}`. */
export function addressPath(address: string): string {
  return nameless(address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''));
}

/** An address that is gone breaks the clients that use it; a relative one is kept by any host that serves its path. */
function* addressTerms(own: ComparedOperation, other: ComparedOperation): Entries {
  const { root, name } = own;
  const term = { node: serversOf(root.value, own.address), name, direction: 'operation' } as const;
  const others = addressesOf(other.root.value, other.address).join(', ');
  for (const address of addressesOf(root.value, own.address)) {
    const words = `no longer answers at ${address}, but at ${others}`;
    const stated: Term = { ...term, gone: ['breaking', 'server-removed', words] };
    const fresh: Effect = ['compatible', 'server-added', `now names the address ${address}`];
    const isRelative = address.startsWith('/');
    if (!isRelative) yield [addressPath(address), term];
    yield [nameless(address), isRelative ? stated : { ...stated, fresh }];
  }
}

function nameless(address: string): string {
  return address.replaceAll(/\{[^}]*\}/g, '{}');
}

/** Each way to be let in has to remain (OpenAPI 3.1.0, 4.8.30), where none at all means everybody. */
function* securityTerms(own: ComparedOperation, other: ComparedOperation): Entries {
  const { root, address, name } = own;
  const [ways, others] = [waysIn(own), waysIn(other)];
  const isOpen = ways.includes(EVERYBODY);
  const keepsAll = isOpen || others.every((way) => ways.includes(way));
  const lost = isOpen ? 'now asks for credentials' : 'no longer takes credentials that it took';
  const gone: Effect = ['breaking', 'security-added', lost];
  const fresh: Effect = ['compatible', 'security-loosened', 'takes further credentials, or none'];
  const effects = { ...(!others.includes(EVERYBODY) && { gone }), ...(keepsAll && { fresh }) };
  const term = { node: securityOf(root.value, address), name, direction: 'operation' } as const;
  for (const way of ways) yield [`by ${way}`, { ...term, ...effects }];
}

/** Each way to be let in, as a text that no name of a scheme and no order changes. */
function waysIn({ root, address }: ComparedOperation): readonly string[] {
  const ways = childNodes(securityOf(root.value, address)).map(([, requirement]) => {
    const schemes = childNodes(requirement);
    return sorted(schemes.map(([name, { value }]) => [schemeOf(root, name), sorted(value)]));
  });
  return ways.length === 0 ? [EVERYBODY] : ways;
}

function sorted(list: unknown): string {
  return canonicalJson(Array.isArray(list) ? list.map(canonicalJson).sort() : list);
}

/** What a security scheme is, whatever it is called; its name where it is defined nowhere. */
function schemeOf(root: DocumentNode, name: string): unknown {
  const { value = name } = nodeAt(root, childPointer('#/components/securitySchemes', name));
  const text = JSON.stringify(value, (key, member: unknown) => {
    if (REMARKS.includes(key) || key.startsWith('x-')) return undefined;
    return key === 'scheme' ? String(member).toLowerCase() : member;
  });
  return JSON.parse(text);
}

function* parameterTerms({ operation, root }: ComparedOperation): Entries {
  for (const parameter of operation.parameters) {
    const key = parameterTermKey(parameter, operation.path);
    const name = `the ${parameter.in} parameter \`${parameter.name}\``;
    const node = nodeAt(root, parameter.pointer);
    const term = { node, name, direction: 'request' } as const;
    yield* requestTerms('parameter', key, term);
    for (const member of WIRE_FORM) {
      const form = String(wireForm(node, member));
      const words = `is written differently in requests: \`${member}\` was ${form}`;
      const gone: Effect = ['breaking', 'parameter-form-changed', words];
      yield [`${key}, ${member} ${form}`, { ...term, within: key, gone }];
    }
    yield* contentTerms(key, term);
  }
}

/** Path parameters are known by their position, as their names are not sent. */
function parameterTermKey(parameter: Parameter, path: string): string {
  const position = path.split('/').indexOf(`{${parameter.name}}`);
  const isInPath = parameter.in === 'path' && position !== -1;
  return isInPath ? `path segment ${position}` : parameterKey(parameter);
}

/** The way a parameter is written, where it is not the default (OpenAPI 3.1.0, 4.8.12.2); of `content` whether it is there. */
function wireForm(node: DocumentNode, key: string): unknown {
  const stated = childNode(node, key).value;
  if (key === 'content') return stated !== undefined;
  const isForm = ['query', 'cookie'].includes(String(childNode(node, 'in').value));
  const style = childNode(node, 'style').value ?? (isForm ? 'form' : 'simple');
  if (key === 'style') return style;
  const usual = key === 'explode' && style === 'form';
  return (stated ?? usual) === usual ? 'the default' : stated;
}

function* bodyTerms(own: ComparedOperation, other: ComparedOperation): Entries {
  const [body, otherBody] = [own, other].map(({ root, operation: { requestBody } }) =>
    requestBody === null ? undefined : nodeAt(root, requestBody.pointer),
  );
  if (body === undefined) return;
  const term = { node: body, name: `the body of ${own.name}`, direction: 'request' } as const;
  yield* requestTerms('body', 'body', term);
  yield* contentTerms('body', term, otherBody);
}

/** What comes with a request (OpenAPI 3.1.0, 4.8.12 and 4.8.13): clients know nothing of what is new, and send what is gone. */
function* requestTerms(kind: 'parameter' | 'body', key: string, term: Term): Entries {
  const need = childNode(term.node, 'required');
  const isRequired = need.value === true;
  const impact = isRequired ? 'breaking' : 'compatible';
  yield [
    key,
    {
      ...term,
      gone: ['breaking', `${kind}-removed`, 'is gone'],
      fresh: [impact, `${kind}-added`, isRequired ? 'is new and required' : 'is new'],
      schema: childNode(term.node, 'schema'),
    },
  ];
  const gone: Effect = ['compatible', 'required-removed', 'may now be left out'];
  const fresh: Effect = ['breaking', 'required-added', 'must now be sent'];
  if (isRequired) yield [`${key}, required`, { ...term, node: need, within: key, gone, fresh }];
}

/**
 * Media types (OpenAPI 3.1.0, 4.8.14): clients negotiate, so a further one is no harm. What is sent may be of any type
 * that a range covers (4.8.13.1), so those that the other names are kept by a range.
 *
 * @param other what else is sent; of responses, whose ranges promise nothing, there is none
 */
function* contentTerms(within: string, term: Term, other: DocumentNode = term.node): Entries {
  const [own, others] = [mediaTypesOf(term.node), mediaTypesOf(other)];
  for (const type of new Set([...own.keys(), ...others.keys()])) {
    const range = [type.replace(/\/.*/, '/*'), '*/*'].find((each) => own.has(each));
    const node = own.get(type) ?? own.get(range ?? '');
    if (node === undefined) continue;
    const gone: Effect = ['breaking', 'media-type-removed', `is no longer ${type}`];
    const fresh: Effect = ['compatible', 'media-type-added', `may now be ${type}`];
    const both = { ...term, node, within, schema: childNode(node, 'schema') };
    yield [`${within} as ${type}`, own.has(type) ? { ...both, gone, fresh } : both];
  }
}

/** Media types of a content map; a charset of JSON says nothing (RFC 8259, 11). */
function mediaTypesOf(node: DocumentNode): ReadonlyMap<string, DocumentNode> {
  const media = childNodes(childNode(node, 'content'));
  return new Map(
    media.map(([type, each]) => {
      const essence = type.toLowerCase().replaceAll(/\s/g, '');
      return [essence.replace(/([/+]json);charset=[^;]*/, '$1'), each];
    }),
  );
}

/**
 * Responses (OpenAPI 3.1.0, 4.8.16). A new success is one that the base's clients have no use for. An error they can
 * read by its class (RFC 9110, 15), as long as it keeps what a range or `default` promised of it; one that is left to
 * these must be kept by them.
 */
function* responseTerms(own: ComparedOperation, other: ComparedOperation): Entries {
  const [responses, others] = [responsesOf(own), responsesOf(other)];
  for (const key of new Set([...responses.keys(), ...others.keys()])) {
    const [node, promised] = [responses.get(key), promisedFor(key, responses)];
    const term = { name: `the ${key} response of ${own.name}`, direction: 'response' } as const;
    const losing = promisedFor(key, others) === undefined ? 'breaking' : 'compatible';
    const gone: Effect = [losing, 'response-removed', 'is no longer declared'];
    const adding = /^[123]/.test(key) ? 'breaking' : 'compatible';
    const fresh: Effect = [adding, 'response-added', 'is declared now'];
    if (node !== undefined) yield [key, { ...term, node, gone, fresh }];
    if (promised !== undefined) yield* promiseTerms(`promise ${key}`, { ...term, node: promised });
  }
}

function* promiseTerms(key: string, term: Term): Entries {
  yield [key, { ...term, node: childNode(term.node, 'content') }];
  yield* contentTerms(key, term);
  for (const [header, node] of childNodes(childNode(term.node, 'headers'))) {
    const within = `${key} header ${header.toLowerCase()}`;
    const gone: Effect = ['breaking', 'header-removed', 'may now be missing'];
    const promised = { ...term, node, name: `the header \`${header}\` of ${term.name}`, gone };
    yield [within, { ...promised, within: key, schema: childNode(node, 'schema') }];
    if (childNode(node, 'required').value === true) {
      yield [`${within}, always`, { ...promised, within }];
    }
  }
}

function responsesOf({ operation, root }: ComparedOperation): ReadonlyMap<string, DocumentNode> {
  return new Map(
    operation.responses.map(({ key, pointer }) => {
      return [key.replace(/^(\d)xx$/i, '$1XX'), nodeAt(root, pointer)];
    }),
  );
}

/** What is promised for a status: its own response, for an error else that of its range, else `default`. */
function promisedFor<T>(key: string, responses: ReadonlyMap<string, T>): T | undefined {
  const keys = /^[45]/.test(key) ? [key, `${key.charAt(0)}XX`, 'default'] : [key];
  return keys.map((each) => responses.get(each)).find((each) => each !== undefined);
}
