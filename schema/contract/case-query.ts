import type { CaseFault } from './case-fault.ts';
import type { JsonSchema, Parameter } from './operation.ts';

/** Query of RFC 3986 3.4. */
const QUERY = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[\dA-Fa-f]{2})*$/;
const ANNOTATIONS = ['title', 'description', 'default', 'example', 'examples', 'deprecated'];

/**
 * What a raw query says against the query parameters of an operation: `null` when each declared parameter
 * stands at most once, with a value, percent-encoded from UTF-8 (RFC 3986). Whatever else has no defined meaning:
 * empty, repeated or undeclared parameters, `+`, invalid escapes. A required one that is absent is invalid.
 * Only parameters whose schema is a bare `type: string` are read; any other makes the case undefined.
 */
export function queryFault(
  parameters: readonly Parameter[],
  query: string | null,
): CaseFault | null {
  const declared = parameters.filter((parameter) => parameter.in === 'query');
  const names = parameterNames(query ?? '');
  if (typeof names === 'string') return { class: 'undefined', reason: names };
  const undeclared = names.some((name) => !declared.some((parameter) => parameter.name === name));
  if (undeclared) return { class: 'undefined', reason: 'query-parameter-undeclared' };
  if (new Set(names).size < names.length) {
    return { class: 'undefined', reason: 'query-parameter-repeated' };
  }
  return declared.map((parameter) => parameterFault(parameter, names)).find(isFault) ?? null;
}

function parameterFault(parameter: Parameter, names: readonly string[]): CaseFault | null {
  if (!names.includes(parameter.name)) {
    return parameter.required ? { class: 'invalid', reason: 'query-parameter-missing' } : null;
  }
  const isRead = isBareString(parameter.schema);
  return isRead ? null : { class: 'undefined', reason: 'query-parameter-not-read' };
}

/** Whether a raw query is one by RFC 3986 3.4: ASCII, and two digits after each percent sign. */
export function isUriQuery(query: string): boolean {
  return QUERY.test(query);
}

/** The decoded names of the pairs in a query, or the reason why it has no defined meaning. */
function parameterNames(query: string): string[] | string {
  if (query === '') return [];
  if (!isUriQuery(query)) return 'query-not-rfc-3986';
  if (query.includes('+')) return 'query-plus';
  const pairs = query.split('&').map((pair) => pair.split(/=(.*)/s));
  if (pairs.some(([name, value]) => !name || !value)) return 'query-parameter-empty';
  try {
    return pairs.map(([name = '', value = '']) => {
      decodeURIComponent(value);
      return decodeURIComponent(name);
    });
  } catch {
    return 'query-not-utf-8';
  }
}

function isBareString(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean' || schema.type !== 'string') return false;
  return Object.keys(schema).every(
    (keyword) => keyword === 'type' || ANNOTATIONS.includes(keyword),
  );
}

function isFault(fault: CaseFault | null): fault is CaseFault {
  return fault !== null;
}
