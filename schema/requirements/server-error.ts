import type { RawResponse, Case, Exchange } from '../http/exchange.ts';
import { AT_STATUS } from './finding.ts';
import { headerValues } from '../http/media-type.ts';
import type { Operation } from '../contract/operation.ts';
import type { Judgement, Requirement } from './requirement.ts';

/** The id of its requirement. */
export const NO_SERVER_ERROR = 'no-server-error';

const REF = 'RFC 9110 15.6';

/**
 * No request, of whatever class, makes the server fail (RFC 9110 15.6: with a 5xx "the server is aware that it has
 * erred"). The statuses of that class that state no error of the server are left alone; see `isStatedLimit`.
 */
export function serverErrorRequirement(operation: Operation): Requirement {
  return {
    id: NO_SERVER_ERROR,
    level: 'implied',
    statement: 'No request causes a server error (5xx).',
    source: {
      ref: REF,
      quote: 'The 5xx class indicates that the server is aware that it has erred.',
    },
    judge: (exchange) => judgeServerError(operation, exchange),
  };
}

function judgeServerError(operation: Operation, exchange: Exchange): Judgement {
  const { response, case: asked, excuse } = exchange;
  if (response === undefined || excuse === 'control') return null;
  if (response.status < 500 || isStatedLimit(operation, asked, response)) return [];
  if (response.status === 507 && excuse === 'quota') return [];
  const actual = String(response.status);
  return [{ clause: REF, ...AT_STATUS, expected: 'a response below 500', actual }];
}

/**
 * Whether a 5xx says what the server does not support, or when to come back, instead of telling of an error:
 * 501 to a method other than the operation's (15.6.2) or to a coding (RFC 9112 6.1), 503 with Retry-After (15.6.4),
 * 505 (15.6.6).
 */
function isStatedLimit(
  operation: Operation,
  asked: Case,
  { status, headers }: RawResponse,
): boolean {
  switch (status) {
    case 501:
      return asked.method !== operation.method || isCoded(asked);
    case 503:
      return headerValues(headers, 'retry-after').length > 0;
    case 505:
      return true;
    default:
      return false;
  }
}

function isCoded({ headers }: Case): boolean {
  return headers.some(([name]) => /^(?:content|transfer)-encoding$/i.test(name));
}
