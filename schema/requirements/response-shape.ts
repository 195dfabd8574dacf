import { isWithoutContent, readingOf } from '../http/response-reading.ts';
import { negotiationFault } from '../contract/case-negotiation.ts';
import { isUriQuery } from '../contract/case-query.ts';
import type { Contract } from '../contract/contract.ts';
import { declaredProperties, type DeclaredProperty } from '../contract/declared-properties.ts';
import { describeSchema } from '../contract/describe-schema.ts';
import { withoutAnnotations } from '../contract/schema-shape.ts';
import { shortJson } from '../json/describe-value.ts';
import { type RawResponse, REQUEST_TIMEOUT, type Case, type Exchange } from '../http/exchange.ts';
import { extremesOf } from '../http/extreme-case.ts';
import { canonicalJson, hasLocation, isJsonObject } from '../json/json-value.ts';
import { pointerTokens, withoutIndices } from '../json/json-pointer.ts';
import { headerValues, isJsonMediaType, mediaTypeOf } from '../http/media-type.ts';
import { asksForLength } from '../http/unstated-length.ts';
import type { JsonText } from '../json/read-json.ts';
import { collectGarbage } from '../garbage.ts';
import { oncePer } from '../once-per.ts';
import {
  contentFor,
  type JsonSchema,
  type MediaTypeContent,
  type Operation,
  type ResponseDeclaration,
  responseFor,
} from '../contract/operation.ts';
import type { Requirement } from './requirement.ts';
import type { Violation } from '../contract/violations.ts';
import { isDeclared } from './status.ts';

/**
 * The requirements that the responses of an operation declare: the media type of each, and each declared
 * property of its JSON schema, so that a finding and its evidence name the part.
 */
export function responseShapeRequirements(
  contract: Contract,
  operation: Operation,
): readonly Requirement[] {
  return operation.responses.flatMap((declaration) => {
    if (declaration.content.length === 0) return [];
    const json = declaration.content.find(({ mediaType }) =>
      isJsonMediaType(mediaType.toLowerCase()),
    );
    const scope = { contract, operation, declaration };
    return [
      contentTypeRequirement(scope),
      ...(json === undefined ? [] : propertyRequirements(scope, json)),
    ];
  });
}

interface Scope {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly declaration: ResponseDeclaration;
}

/** The response of an exchange, when this response declaration is the one that covers it. */
function coveredResponse(
  { operation, declaration }: Scope,
  { response, case: asked, forwardedBy }: Exchange,
): RawResponse | null {
  if (response === undefined || asked.method !== operation.method) return null;
  if (responseFor(operation, response.status) !== declaration) return null;
  const undeclaredSuccess = response.status < 400 && !isDeclared(operation, response.status);
  if (undeclaredSuccess || isWithoutContent(asked.method, response)) return null;
  if (isBeforeTheApi(asked, response)) return null;
  if (forwardedBy !== undefined && mayBeOfProxy(response)) return null;
  return asksForDeclared(operation, asked) ? response : null;
}

const BAD_REQUEST = 400;
/** Statuses of a request that is too large to be read. */
const TOO_LARGE = new Set([413, 414, 431]);
/** What makes a request too large. */
const LARGE = ['size', 'long-uri', 'long-field'] as const;

/**
 * What HTTP servers and gateways answer by themselves: to a request that is too large (RFC 9110 15.5.14, RFC 6585 5), or
 * has a body that does not say how long it is (RFC 9110 15.5.12), also as 400 (15.5.1); 400 to a target that is no URI (RFC
 * 3986 3.4); and 408 to a connection on which they have waited too long, whatever is sent on it meanwhile (15.5.9).
 */
function isBeforeTheApi(asked: Case, response: RawResponse): boolean {
  if (isJsonMediaType(mediaTypeOf(response) ?? '')) return false;
  if (response.status === REQUEST_TIMEOUT) return true;
  if (asksForLength(asked, response.status)) return true;
  const isBad = response.status === BAD_REQUEST;
  if (isBad && !isUriQuery(asked.query ?? '')) return true;
  const extremes = extremesOf(asked);
  const isLarge = LARGE.some((extreme) => extremes.includes(extreme));
  return isLarge && (isBad || TOO_LARGE.has(response.status));
}

/** What a proxy answers by itself to a request that it cannot pass on (RFC 9110 15.6.3 to 15.6.5) or read. */
function mayBeOfProxy(response: RawResponse): boolean {
  if (isJsonMediaType(mediaTypeOf(response) ?? '')) return false;
  return TOO_LARGE.has(response.status) || [502, 503, 504].includes(response.status);
}

/** What else a server may send to a client that takes no declared media type is open (RFC 9110 12.5.1). */
function asksForDeclared(operation: Operation, asked: Case): boolean {
  return negotiationFault(operation, asked)?.reason !== 'accept-no-declared-type';
}

function contentTypeRequirement(scope: Scope): Requirement {
  const { declaration } = scope;
  const declared = declaration.content.map(({ mediaType }) => mediaType).join(' or ');
  const clause = `${declaration.pointer}/content`;
  return {
    id: `${declaration.key.toLowerCase()}-content-type`,
    level: 'declared',
    statement: `${subject(declaration)} has the media type ${declared}.`,
    source: { ref: clause, quote: `content: ${declared}` },
    judge: (exchange) => {
      const response = coveredResponse(scope, exchange);
      if (response === null) return null;
      if (contentFor(declaration, mediaTypeOf(response)) !== undefined) return [];
      const stated = headerValues(response.headers, 'content-type').join(', ') || 'no Content-Type';
      return [{ clause, where: 'header Content-Type', expected: declared, actual: stated }];
    },
  };
}

function propertyRequirements(scope: Scope, content: MediaTypeContent): readonly Requirement[] {
  // An item is judged with its list.
  const properties = declaredProperties(content.schema, scope.contract.document.resolved).filter(
    ({ path }) => !path.endsWith('/*'),
  );
  // Large responses with the same octets share their value; nothing holds one that is not read any more.
  const violationsOf = oncePer(({ value }: JsonText) => {
    const violations = scope.contract.validators.of(content)(value);
    // A value with a million errors leaves lists of tens of megabytes.
    if (violations.length > 0) collectGarbage();
    return violations;
  });
  return properties.map((property) => {
    const tokens = pointerTokens(property.path);
    return propertyRequirement(scope, content, property, (exchange) => {
      const body = jsonBody(scope, content, exchange);
      if (body === null) return null;
      const mine = violationsOf(body).filter(
        (violation) => ownerOf(violation, properties) === property.path,
      );
      const seen = hasLocation(body.value, tokens);
      return seen || mine.length > 0 ? mine : null;
    });
  });
}

/** A body of the content; `null` where an exchange has none. */
function jsonBody(scope: Scope, content: MediaTypeContent, exchange: Exchange): JsonText | null {
  const response = coveredResponse(scope, exchange);
  if (response === null || contentFor(scope.declaration, mediaTypeOf(response)) !== content)
    return null;
  const reading = readingOf(response);
  return reading.kind === 'json' ? reading : null;
}

function propertyRequirement(
  scope: Scope,
  content: MediaTypeContent,
  { path, schema }: DeclaredProperty,
  judge: Requirement['judge'],
): Requirement {
  const { contract, declaration } = scope;
  const what = path === '' ? 'the body' : readable(path);
  const pointer =
    typeof schema === 'object' ? contract.validators.locations.pointerOf(schema) : undefined;
  return {
    id: slugOf(declaration, path),
    level: 'declared',
    statement: `In ${inside(declaration)}, ${what} is ${describeSchema(schema)}.`,
    source: { ref: pointer ?? content.pointer, quote: quoteOf(schema) },
    ...(path === '' ? {} : { condition: `a response with ${what}` }),
    judge,
  };
}

function ownerOf(violation: Violation, properties: readonly DeclaredProperty[]): string {
  const where = withoutIndices(violation.where);
  const owners = properties.filter(({ path }) => where === path || where.startsWith(`${path}/`));
  return owners.reduce((longest, { path }) => (path.length > longest.length ? path : longest), '');
}

function slugOf(declaration: ResponseDeclaration, path: string): string {
  const names = pointerTokens(path).filter((token) => token !== '*');
  const words = names.map((name) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2'));
  const slug = words.join('-').replaceAll(/[^A-Za-z0-9]+/g, '-');
  return `${declaration.key}-${slug === '' ? 'body' : slug}`.toLowerCase();
}

function subject(declaration: ResponseDeclaration): string {
  return declaration.key === 'default' ? 'An error response' : `A ${declaration.key} response`;
}

function inside({ key }: ResponseDeclaration): string {
  return key === 'default' ? 'an error response' : `a ${key}`;
}

function readable(path: string): string {
  return path.replaceAll('/*', '[]').replaceAll('/', '.').slice(1);
}

function quoteOf(schema: JsonSchema): string {
  if (!isJsonObject(schema)) return shortJson(schema);
  const properties = schema.properties;
  const outline = isJsonObject(properties)
    ? {
        ...schema,
        properties: Object.fromEntries(Object.keys(properties).map((name) => [name, '…'])),
      }
    : schema;
  return canonicalJson(withoutAnnotations(outline));
}
