import {
  childNode,
  childNodes,
  type DocumentNode,
  followReference,
  rootNode,
} from '../contract/document-node.ts';
import { canonicalJson } from '../json/json-value.ts';
import type { DriftDirection, Rating } from './drift-change.ts';
import type { OperationNode } from './operation-node.ts';

/** What it does to clients, with words that follow the name of what does it. */
type Effect = readonly [...rating: Rating, words: string];

/** One thing that an operation says. */
export interface Term {
  readonly node: DocumentNode;
  /** For sentences: `the body of PUT /users`. */
  readonly name: string;
  readonly direction: DriftDirection;
  /** Where only the base, and where only the revision has the term; without effect where it is absent. */
  readonly gone?: Effect;
  readonly fresh?: Effect;
  /** What is compared where both have the term. */
  readonly schema?: DocumentNode;
  readonly terms?: Terms;
}

/** Terms under keys that do not depend on how the document is written. */
export type Terms = ReadonlyMap<string, Term>;
type Entry = readonly [key: string, term: Term];

const WIRE_FORM = ['content', 'style', 'explode', 'allowReserved', 'allowEmptyValue'];
/** What says nothing of who is let in by a security scheme (OpenAPI 3.1.0, 4.8.27 and 4.8.29). */
const REMARKS = ['description', 'bearerFormat', 'scopes'];
const EVERYBODY = '[]';

/** What one of two operations says, schemas aside; how grave it is that a term is gone may depend on the other. */
export function operationTerms(own: OperationNode, other: OperationNode): Terms {
  const [body, otherBody] = [own, other].map(({ node }) => childNode(node, 'requestBody'));
  const name = `the body of ${own.name}`;
  return new Map([
    ...addressTerms(own, other),
    ...securityTerms(own, other),
    ...[...own.parameters].map(([key, node]): Entry => [key, requestTerm('parameter', node)]),
    ...(body?.value === undefined
      ? []
      : [['body', requestTerm('body', body, name, otherBody)] as const]),
    ...responseTerms(own, other),
  ]);
}

/** The addresses of an operation: each server's URL with the path appended (OpenAPI 3.1.0, 4.8.8). */
export function addressesOf({ servers, path }: OperationNode): readonly string[] {
  const urls = childNodes(servers).map(([, server]) => serverUrl(server));
  return (urls.length === 0 ? ['/'] : urls).map((url) => url.replace(/\/+$/, '') + path);
}

/** The path part of an address, with the names of path parameters left out: `/api/v1/users/{}`. */
export function addressPath(address: string): string {
  return nameless(address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''));
}

/** An address that is gone breaks the clients that use it; a relative one is kept by any host that serves its path. */
function addressTerms(own: OperationNode, other: OperationNode): readonly Entry[] {
  const term = { node: own.servers, name: own.name, direction: 'operation' } as const;
  return addressesOf(own).flatMap((address): Entry[] => {
    const words = `no longer answers at ${address}, but at ${addressesOf(other).join(', ')}`;
    const gone = breaking('server-removed', words);
    if (address.startsWith('/')) return [[nameless(address), { ...term, gone }]];
    const fresh = compatible('server-added', `now names the address ${address}`);
    return [
      [addressPath(address), term],
      [nameless(address), { ...term, gone, fresh }],
    ];
  });
}

function nameless(address: string): string {
  return address.replaceAll(/\{[^}]*\}/g, '{}');
}

/** Server variables count with their defaults (OpenAPI 3.1.0, 4.8.6). */
function serverUrl(server: DocumentNode): string {
  const url = childNode(server, 'url').value;
  const variables = childNode(server, 'variables');
  return (typeof url === 'string' ? url : '/').replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = childNode(childNode(variables, name), 'default').value;
    return typeof value === 'string' ? value : whole;
  });
}

/** Each way to be let in has to remain (OpenAPI 3.1.0, 4.8.30), where none at all means everybody. */
function securityTerms(own: OperationNode, other: OperationNode): readonly Entry[] {
  const [ways, others] = [waysIn(own), waysIn(other)];
  const isOpen = ways.includes(EVERYBODY);
  const lost = isOpen ? 'now asks for credentials' : 'no longer takes credentials that it took';
  const term: Term = {
    node: own.security,
    name: own.name,
    direction: 'operation',
    ...(others.includes(EVERYBODY) ? {} : { gone: breaking('security-added', lost) }),
    ...(isOpen || others.every((way) => ways.includes(way))
      ? { fresh: compatible('security-loosened', 'takes further credentials, or none') }
      : {}),
  };
  return ways.map((way) => [`by ${way}`, term]);
}

/** Each way to be let in, as a text that no name of a scheme and no order changes. */
function waysIn({ security }: OperationNode): readonly string[] {
  const ways = childNodes(security).map(([, requirement]) =>
    sorted(
      childNodes(requirement).map(([name, scopes]) => [
        schemeOf(scopes, name),
        sorted(scopes.value),
      ]),
    ),
  );
  return ways.length === 0 ? [EVERYBODY] : ways;
}

function sorted(list: unknown): string {
  return canonicalJson(Array.isArray(list) ? list.map(canonicalJson).sort() : list);
}

/** What a security scheme is, whatever it is called; its name where it is defined nowhere. */
function schemeOf({ document }: DocumentNode, name: string): unknown {
  const schemes = childNode(childNode(rootNode(document), 'components'), 'securitySchemes');
  const { value = name } = followReference(childNode(schemes, name));
  const text = JSON.stringify(value, (key, member: unknown) => {
    if (REMARKS.includes(key) || key.startsWith('x-')) return undefined;
    return key === 'scheme' ? String(member).toLowerCase() : member;
  });
  return JSON.parse(text);
}

/** What comes with a request (OpenAPI 3.1.0, 4.8.12 and 4.8.13): clients know nothing of what is new, and send what is gone. */
function requestTerm(
  kind: 'parameter' | 'body',
  node: DocumentNode,
  name = parameterName(node),
  other = node,
): Term {
  const term = { node, name, direction: 'request' } as const;
  const isRequired = childNode(node, 'required').value === true;
  const need: Term = {
    ...term,
    node: childNode(node, 'required'),
    gone: compatible('required-removed', 'may now be left out'),
    fresh: breaking('required-added', 'must now be sent'),
  };
  return {
    ...term,
    gone: breaking(`${kind}-removed`, 'is gone'),
    fresh: isRequired
      ? breaking(`${kind}-added`, 'is new and required')
      : compatible(`${kind}-added`, 'is new'),
    schema: childNode(node, 'schema'),
    terms: new Map<string, Term>([
      ...(isRequired ? [['required', need] as const] : []),
      ...(kind === 'parameter' ? WIRE_FORM.map((key) => formEntry(key, term)) : []),
      ...contentTerms(term, other),
    ]),
  };
}

function parameterName(node: DocumentNode): string {
  const [place, name] = ['in', 'name'].map((key) => String(childNode(node, key).value));
  return `the ${place ?? ''} parameter \`${name ?? ''}\``;
}

function formEntry(key: string, parameter: Term): Entry {
  const form = String(wireForm(parameter.node, key));
  const words = `is written differently in requests: \`${key}\` was ${form}`;
  return [`${key} ${form}`, { ...parameter, gone: breaking('parameter-form-changed', words) }];
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

/**
 * Media types (OpenAPI 3.1.0, 4.8.14): clients negotiate, so a further one is no harm. What is sent may be of any type
 * that a range covers (4.8.13.1), so those that the other names are kept by a range.
 *
 * @param other what else is sent; of responses, whose ranges promise nothing, there is none
 */
function contentTerms(term: Term, other: DocumentNode = term.node): readonly Entry[] {
  const [own, others] = [mediaTypesOf(term.node), mediaTypesOf(other)];
  return [...new Set([...own.keys(), ...others.keys()])].flatMap((type): Entry[] => {
    const stated = own.get(type);
    const range = [type.replace(/\/.*/, '/*'), '*/*'].find((each) => own.has(each));
    const node = stated ?? own.get(range ?? '');
    if (node === undefined) return [];
    const { name, direction } = term;
    const both = { node, name, direction, schema: childNode(node, 'schema') };
    const gone = breaking('media-type-removed', `is no longer ${type}`);
    const fresh = compatible('media-type-added', `may now be ${type}`);
    return [[`as ${type}`, stated === undefined ? both : { ...both, gone, fresh }]];
  });
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
function responseTerms(own: OperationNode, other: OperationNode): readonly Entry[] {
  const [responses, others] = [responsesOf(own), responsesOf(other)];
  return [...new Set([...responses.keys(), ...others.keys()])].flatMap((key): Entry[] => {
    const [node, promised] = [responses.get(key), promisedFor(key, responses)];
    const term = { name: `the ${key} response of ${own.name}`, direction: 'response' } as const;
    const losing = promisedFor(key, others) === undefined ? breaking : compatible;
    const gone = losing('response-removed', 'is no longer declared');
    const adding = /^[123]/.test(key) ? breaking : compatible;
    const fresh = adding('response-added', 'is declared now');
    return [
      ...(node === undefined ? [] : [[key, { ...term, node, gone, fresh }] as const]),
      ...(promised === undefined ? [] : [promiseEntry(key, { ...term, node: promised })]),
    ];
  });
}

function promiseEntry(key: string, term: Term): Entry {
  const terms = new Map([...contentTerms(term), ...headerTerms(term)]);
  return [`promise ${key}`, { ...term, node: childNode(term.node, 'content'), terms }];
}

function responsesOf({ node }: OperationNode): ReadonlyMap<string, DocumentNode> {
  const responses = childNodes(childNode(node, 'responses'));
  return new Map(responses.map(([key, each]) => [key.replace(/^(\d)xx$/i, '$1XX'), each]));
}

/** What is promised for a status: its own response, for an error else that of its range, else `default`. */
function promisedFor(
  key: string,
  responses: ReadonlyMap<string, DocumentNode>,
): DocumentNode | undefined {
  const keys = /^[45]/.test(key) ? [key, `${key.charAt(0)}XX`, 'default'] : [key];
  return keys.map((each) => responses.get(each)).find((each) => each !== undefined);
}

function headerTerms({ node, name, direction }: Term): readonly Entry[] {
  return childNodes(childNode(node, 'headers')).map(([key, header]) => {
    const gone = breaking('header-removed', 'may now be missing');
    const term = { node: header, name: `the header \`${key}\` of ${name}`, direction, gone };
    const isAlways = childNode(header, 'required').value === true;
    const terms = new Map<string, Term>(isAlways ? [['always', term]] : []);
    return [`header ${key.toLowerCase()}`, { ...term, schema: childNode(header, 'schema'), terms }];
  });
}

function breaking(kind: string, words: string): Effect {
  return ['breaking', kind, words];
}

function compatible(kind: string, words: string): Effect {
  return ['compatible', kind, words];
}
