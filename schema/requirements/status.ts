import type { RawResponse } from '../http/exchange.ts';
import { AT_STATUS } from './finding.ts';
import { headerValues } from '../http/media-type.ts';
import { type Operation, responseFor } from '../contract/operation.ts';
import type { Judgement, Requirement, RequirementRow } from './requirement.ts';
import type { Violation } from '../contract/violations.ts';
import { serverErrorRequirement } from './server-error.ts';

/** What the status of a response promises, by the contract and by RFC 9110. */
export function statusRequirements(operation: Operation): readonly Requirement[] {
  return [
    {
      id: 'success-is-declared',
      level: 'declared',
      statement: `A successful response has a declared status: ${declaredSuccesses(operation)}.`,
      source: { ref: `${operation.pointer}/responses`, quote: quoteResponses(operation) },
      judge: ({ response, case: asked }) => {
        if (response === undefined || asked.method !== operation.method) return null;
        if (response.status < 200 || response.status > 399) return null;
        return isDeclared(operation, response.status)
          ? []
          : [undeclaredSuccess(operation, response)];
      },
    },
    headerRequirement({
      id: '401-has-www-authenticate',
      status: 401,
      header: 'WWW-Authenticate',
      ref: 'RFC 9110 15.5.2',
      quote: 'The server generating a 401 response MUST send a WWW-Authenticate header field.',
    }),
    headerRequirement({
      id: '405-has-allow',
      optIn: 'PROBE_METHODS=1',
      status: 405,
      header: 'Allow',
      ref: 'RFC 9110 15.5.6',
      quote: 'The origin server MUST generate an Allow header field in a 405 response.',
    }),
    {
      id: '405-allow-lists-method',
      level: 'implied',
      statement: `The Allow header of a 405 lists ${operation.method}, which the contract declares.`,
      source: {
        ref: 'RFC 9110 10.2.1',
        quote:
          'The "Allow" header field lists the set of methods advertised as supported by the target resource.',
      },
      condition: 'a 405 with an Allow header',
      optIn: 'PROBE_METHODS=1',
      judge: ({ response }) => judgeAllow(operation, response),
    },
    {
      id: '204-has-no-content',
      level: 'implied',
      statement: 'A 204 has no Content-Length header.',
      source: {
        ref: 'RFC 9110 8.6',
        quote:
          'A server MUST NOT send a Content-Length header field in any response with a status code of 1xx or 204.',
      },
      condition: 'a 204 that no proxy forwards',
      ofLastHop: true,
      judge: ({ response }) => {
        if (response?.status !== 204) return null;
        return headerValues(response.headers, 'content-length').map((length) =>
          at('RFC 9110 8.6', 'header Content-Length', 'no Content-Length', length),
        );
      },
    },
    serverErrorRequirement(operation),
  ];
}

interface HeaderRule {
  readonly id: string;
  readonly status: number;
  readonly header: string;
  readonly ref: string;
  readonly quote: string;
  readonly optIn?: RequirementRow['optIn'];
}

function headerRequirement(rule: HeaderRule): Requirement {
  const { id, status, header, ref, quote, optIn } = rule;
  return {
    id,
    level: 'implied',
    statement: `A ${status} has the header ${header}.`,
    source: { ref, quote },
    condition: `a ${status}`,
    ...(optIn === undefined ? {} : { optIn }),
    judge: ({ response }) => {
      if (response?.status !== status) return null;
      const present = headerValues(response.headers, header).length > 0;
      return present ? [] : [at(ref, `header ${header}`, `a ${header} field`, 'none')];
    },
  };
}

function judgeAllow(operation: Operation, response: RawResponse | undefined): Judgement {
  if (response?.status !== 405) return null;
  const allow = headerValues(response.headers, 'allow').join(', ');
  if (allow === '') return null;
  const methods = allow.split(',').map((method) => method.trim());
  return methods.includes(operation.method)
    ? []
    : [at('RFC 9110 10.2.1', 'header Allow', operation.method, allow)];
}

function undeclaredSuccess(operation: Operation, response: RawResponse): Violation {
  const clause = `${operation.pointer}/responses`;
  const expected = declaredSuccesses(operation);
  return { clause, ...AT_STATUS, expected, actual: String(response.status) };
}

/** Whether a status is declared by its own key or range; `default` covers errors only. */
export function isDeclared(operation: Operation, status: number): boolean {
  const declaration = responseFor(operation, status);
  return declaration !== undefined && declaration.key !== 'default';
}

function declaredSuccesses(operation: Operation): string {
  const keys = operation.responses.map((declaration) => declaration.key);
  return keys.filter((key) => /^[23]/.test(key)).join(' or ') || 'none';
}

function quoteResponses(operation: Operation): string {
  return operation.responses
    .map((declaration) => `${declaration.key}: ${declaration.description}`)
    .join('; ');
}

function at(clause: string, where: string, expected: string, actual: string): Violation {
  return { clause, where, expected, actual };
}
