import { contentFault } from './case-content.ts';
import type { BodyValidator, CaseFault } from './case-fault.ts';
import { negotiationFault } from './case-negotiation.ts';
import { queryFault } from './case-query.ts';
import { fieldValues } from '../http/request-reading.ts';
import type { Case, CaseClass } from '../http/exchange.ts';
import { oncePer } from '../once-per.ts';
import type { Operation } from './operation.ts';
import type { Validators } from './validators.ts';

const GRAVITY: readonly CaseClass[] = ['undefined', 'malformed', 'invalid'];

/** Fields that put conditions on a request or change what it asks for (RFC 9110 10.1.1, 13, 14.5). */
const CONDITIONS = [
  'expect',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'if-range',
  'content-range',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
];
/** Those that other methods must pass over (RFC 9110 13.1.3, 14.2). */
const OF_READING = ['if-modified-since', 'range'];
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * The class of a case, computed from its final bytes: what neither contract nor RFC defines makes it
 * `undefined` whatever else it is, then a body that is no JSON text `malformed`, then what the contract
 * does not allow `invalid`. Size and depth do not matter here: see `isExtreme`.
 */
export function classify(operation: Operation, validateBody: BodyValidator, c: Case): CaseClass {
  return faultOf(operation, validateBody, c)?.class ?? 'valid';
}

/** What makes a case not valid, the gravest fault first; `null` for a valid one. */
export function faultOf(
  operation: Operation,
  validateBody: BodyValidator,
  c: Case,
): CaseFault | null {
  const faults = [
    targetFault(operation, c),
    queryFault(operation.parameters, c.query),
    conditionFault(c),
    headerFault(operation, c),
    negotiationFault(operation, c),
    contentFault(operation, validateBody, c),
  ].filter((fault) => fault !== null);
  return faults.toSorted((a, b) => GRAVITY.indexOf(a.class) - GRAVITY.indexOf(b.class))[0] ?? null;
}

function targetFault(operation: Operation, c: Case): CaseFault | null {
  if (c.method !== operation.method) return { class: 'undefined', reason: 'method-of-another' };
  return pathOf(operation).test(c.path) ? null : { class: 'undefined', reason: 'path-of-another' };
}

/** The paths of an operation. OpenAPI 3.1.0, 4.8.8.2: a path parameter fills a part of one segment. */
const pathOf = oncePer(({ path }: Operation): RegExp => {
  const literals = path.split(/\{[^}]*\}/).map((text) => text.replace(/[^\w]/g, String.raw`\$&`));
  return new RegExp(`^${literals.join('[^/]+')}$`);
});

function conditionFault(c: Case): CaseFault | null {
  const mayHold = READING.has(c.method) ? [...CONDITIONS, ...OF_READING] : CONDITIONS;
  const condition = mayHold.find((name) => fieldValues(c, name).length > 0);
  return condition === undefined ? null : { class: 'undefined', reason: `field-${condition}` };
}

/** Declared header parameters; Accept, Content-Type and Authorization are none (OpenAPI 3.1.0, 4.8.12.2). */
function headerFault(operation: Operation, c: Case): CaseFault | null {
  const missing = operation.parameters.find(
    (parameter) =>
      parameter.in === 'header' &&
      parameter.required &&
      fieldValues(c, parameter.name).length === 0,
  );
  return missing === undefined ? null : { class: 'invalid', reason: 'header-missing' };
}

/**
 * The contract's own judgement of request bodies, for `classify`: whether the schema of a declared media type
 * accepts a value. No value of an undeclared media type is accepted.
 */
export function bodyValidatorOf(operation: Operation, validators: Validators): BodyValidator {
  return (mediaType, value) => {
    const contents = operation.requestBody?.content ?? [];
    const content = contents.find((candidate) => candidate.mediaType === mediaType);
    return content !== undefined && validators.of(content)(value).length === 0;
  };
}
