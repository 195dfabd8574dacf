import { queryFault } from './case-query.ts';
import { contentFault } from './case-content.ts';
import { negotiationFault } from './case-negotiation.ts';
import { fieldValues } from './case-fields.ts';
import type { Case, CaseClass } from './exchange.ts';
import { oncePer } from './once-per.ts';
import type { Operation } from './operation.ts';

/** Whether the contract's own validator accepts a body of a declared media type (in the contract's spelling). */
export type BodyValidator = (mediaType: string, value: unknown) => boolean;

/** Why a case is not valid: its class, and a slug that says what of it (`media-type-undeclared`). */
export interface CaseFault {
  readonly class: Exclude<CaseClass, 'valid'>;
  readonly reason: string;
}

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
