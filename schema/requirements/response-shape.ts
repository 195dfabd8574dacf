import { isWithoutContent, readingOf } from '../http/response-reading.ts';
import { negotiationFault } from '../contract/case-negotiation.ts';
import { isUriQuery } from '../contract/case-query.ts';
import type { Contract } from '../contract/contract.ts';
import { declaredProperties, type DeclaredProperty } from '../contract/declared-properties.ts';
import { describeSchema } from '../contract/describe-schema.ts';
import { withoutAnnotations } from '../contract/schema-shape.ts';
import { shortJson } from '../json/describe-value.ts';
import type { RawResponse, Case, Exchange } from '../http/exchange.ts';
import { extremesOf } from '../http/extreme-case.ts';
import { canonicalJson, hasLocation, isJsonObject } from '../json/json-value.ts';
import { pointerTokens, withoutIndices } from '../json/json-pointer.ts';
import { headerValues, isJsonMediaType, mediaTypeOf } from '../http/media-type.ts';
import { oncePerLast } from '../once-per.ts';
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
  return operation.responses.flatMap((response) => {
    if (response.content.length === 0) return [];
    const json = response.content.find(({ mediaType }) => isJsonMediaType(mediaType.toLowerCase()));
    const scope = { contract, operation, response };
    return [
      contentTypeRequirement(scope),
      ...(json === undefined ? [] : propertyRequirements(scope, json)),
    ];
  });
}

interface Scope {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly response: ResponseDeclaration;
}

/** The answer of an exchange, when this response declaration is the one that covers it. */
function coveredAnswer(
  { operation, response }: Scope,
  { answer, case: asked, forwardedBy }: Exchange,
): RawResponse | null {
  if (answer === undefined || asked.method !== operation.method) return null;
  if (responseFor(operation, answer.status) !== response) return null;
  const undeclaredSuccess = answer.status < 400 && !isDeclared(operation, answer.status);
  if (undeclaredSuccess || isWithoutContent(asked.method, answer)) return null;
  if (isBeforeTheApi(asked, answer)) return null;
  if (forwardedBy !== undefined && mayBeOfProxy(answer)) return null;
  return asksForDeclared(operation, asked) ? answer : null;
}

/** Statuses of a request that is too large to be read. */
const TOO_LARGE = new Set([413, 414, 431]);

/**
 * What HTTP servers and gateways answer by themselves: to a request that is too large (RFC 9110 15.5.14, RFC 6585 5),
 * and to a target that is no URI (RFC 3986 3.4).
 */
function isBeforeTheApi(asked: Case, answer: RawResponse): boolean {
  if (isJsonMediaType(mediaTypeOf(answer) ?? '')) return false;
  if (answer.status === 400 && !isUriQuery(asked.query ?? '')) return true;
  return (
    TOO_LARGE.has(answer.status) &&
    extremesOf(asked).some((extreme) => ['size', 'long-uri', 'long-field'].includes(extreme))
  );
}

/** What a proxy answers by itself to a request that it cannot pass on (RFC 9110 15.6.3 to 15.6.5) or read. */
function mayBeOfProxy(answer: RawResponse): boolean {
  if (isJsonMediaType(mediaTypeOf(answer) ?? '')) return false;
  return TOO_LARGE.has(answer.status) || [502, 503, 504].includes(answer.status);
}

/** What else a server may send to a client that takes no declared media type is open (RFC 9110 12.5.1). */
function asksForDeclared(operation: Operation, asked: Case): boolean {
  return negotiationFault(operation, asked)?.reason !== 'accept-no-declared-type';
}

function contentTypeRequirement(scope: Scope): Requirement {
  const { response } = scope;
  const declared = response.content.map(({ mediaType }) => mediaType).join(' or ');
  const clause = `${response.pointer}/content`;
  return {
    id: `${response.key.toLowerCase()}-content-type`,
    level: 'declared',
    statement: `${subject(response)} has the media type ${declared}.`,
    source: { ref: clause, quote: `content: ${declared}` },
    judge: (exchange) => {
      const answer = coveredAnswer(scope, exchange);
      if (answer === null) return null;
      if (contentFor(response, mediaTypeOf(answer)) !== undefined) return [];
      const stated = headerValues(answer.headers, 'content-type').join(', ') || 'no Content-Type';
      return [{ clause, where: 'header Content-Type', expected: declared, actual: stated }];
    },
  };
}

function propertyRequirements(scope: Scope, content: MediaTypeContent): readonly Requirement[] {
  // An item is judged with its list.
  const properties = declaredProperties(content.schema, scope.contract.document.resolved).filter(
    ({ path }) => !path.endsWith('/*'),
  );
  const bodyOf = oncePerLast((exchange: Exchange) => validatedBody(scope, content, exchange));
  return properties.map((property) => {
    const tokens = pointerTokens(property.path);
    return propertyRequirement(scope, content, property, (exchange) => {
      const body = bodyOf(exchange);
      if (body === null) return null;
      const mine = body.violations.filter(
        (violation) => ownerOf(violation, properties) === property.path,
      );
      const seen = hasLocation(body.value, tokens);
      return seen || mine.length > 0 ? mine : null;
    });
  });
}

/** A body of the content, with what its schema finds; `null` where an exchange has none. */
function validatedBody(
  scope: Scope,
  content: MediaTypeContent,
  exchange: Exchange,
): { readonly value: unknown; readonly violations: readonly Violation[] } | null {
  const answer = coveredAnswer(scope, exchange);
  if (answer === null || contentFor(scope.response, mediaTypeOf(answer)) !== content) return null;
  const reading = readingOf(answer);
  if (reading.kind !== 'json') return null;
  const { value } = reading;
  return { value, violations: scope.contract.validators.of(content)(value) };
}

function propertyRequirement(
  scope: Scope,
  content: MediaTypeContent,
  { path, schema }: DeclaredProperty,
  judge: Requirement['judge'],
): Requirement {
  const { contract, response } = scope;
  const what = path === '' ? 'the body' : readable(path);
  const pointer =
    typeof schema === 'object' ? contract.validators.locations.pointerOf(schema) : undefined;
  return {
    id: slugOf(response, path),
    level: 'declared',
    statement: `In ${inside(response)}, ${what} is ${describeSchema(schema)}.`,
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

function slugOf(response: ResponseDeclaration, path: string): string {
  const names = pointerTokens(path).filter((token) => token !== '*');
  const words = names.map((name) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2'));
  const slug = words.join('-').replaceAll(/[^A-Za-z0-9]+/g, '-');
  return `${response.key}-${slug === '' ? 'body' : slug}`.toLowerCase();
}

function subject(response: ResponseDeclaration): string {
  return response.key === 'default' ? 'An error response' : `A ${response.key} response`;
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
