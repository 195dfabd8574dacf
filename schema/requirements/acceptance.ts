import { speaksOfTheMoment } from '../http/momentary-status.ts';
import { isInOtherEncoding, readingOfBody } from '../http/request-reading.ts';
import type { RawResponse, Case, CaseClass, Exchange } from '../http/exchange.ts';
import { hasOtherTextForm, isExtreme } from '../http/extreme-case.ts';
import { AT_STATUS } from './finding.ts';
import { isJsonObject } from '../json/json-value.ts';
import { headerValues } from '../http/media-type.ts';
import { asksForLength } from '../http/unstated-length.ts';
import type { Operation } from '../contract/operation.ts';
import type { Judgement, Requirement } from './requirement.ts';
import { isDeclared } from './status.ts';

/** The id of the requirement that what the contract allows is accepted. */
export const VALID_IS_ACCEPTED = 'valid-is-accepted';

const NOT_ACCEPTABLE = 406;
const NEGOTIATED = ['Accept-Language', 'Accept-Charset'];

/** Whether a status says something of the request itself: 403 may be for whoever asks (RFC 9110 15.5.4). */
export function isOfTheRequest(status: number): boolean {
  return status !== 403 && !speaksOfTheMoment(status);
}

/**
 * Whether the target takes what the contract allows and refuses what it does not. OpenAPI obliges no
 * server to either, so all three are tentative (RFC 9110 9.3.4: SHOULD verify).
 */
export function acceptanceRequirements(operation: Operation): readonly Requirement[] {
  const body = operation.requestBody?.pointer ?? operation.pointer;
  return [
    {
      id: VALID_IS_ACCEPTED,
      level: 'tentative',
      statement: 'A request that the contract allows is accepted.',
      source: { ref: body, quote: operation.description },
      judge: (exchange) =>
        judgeAcceptance(operation, exchange, 'valid', (response) => {
          if (isDeclared(operation, response.status) || response.status >= 500) return [];
          // It was accepted, or sent elsewhere; that the status is not declared is a finding of its own.
          if (response.status < 400) return null;
          if (mayBeRefused(exchange.case, response)) return null;
          const expected = 'an accepted update';
          return [{ clause: body, ...AT_STATUS, expected, actual: `status ${response.status}` }];
        }),
    },
    refusal(operation, body, 'invalid', 'A request that the contract forbids is refused.'),
    refusal(operation, body, 'malformed', 'A body that is not JSON is refused.'),
  ];
}

function mayBeRefused(asked: Case, { status }: RawResponse): boolean {
  if (status === NOT_ACCEPTABLE && negotiates(asked)) return true;
  return isExtreme(asked) || hasOtherTextForm(asked) || asksForLength(asked, status);
}

/** Whether a case says which languages or charsets its client accepts: a server may have none of them (RFC 9110 15.5.7). */
function negotiates({ headers }: Case): boolean {
  return NEGOTIATED.some((name) => headerValues(headers, name).length > 0);
}

function refusal(
  operation: Operation,
  clause: string,
  kind: 'invalid' | 'malformed',
  statement: string,
): Requirement {
  const source =
    kind === 'invalid'
      ? { ref: clause, quote: 'requestBody' }
      : { ref: 'RFC 8259 2', quote: 'JSON-text = ws value ws' };
  return {
    id: `${kind}-is-refused`,
    level: 'tentative',
    statement,
    source,
    judge: (exchange) =>
      judgeAcceptance(operation, exchange, kind, (response) => {
        if (isInOtherEncoding(exchange.case)) return null;
        if (response.status >= 300) return [];
        const label = acceptanceLabel(exchange.case);
        const actual = `status ${response.status}`;
        const expected = 'a refusal (4xx)';
        return [{ clause: source.ref, ...AT_STATUS, expected, actual, label }];
      }),
  };
}

function judgeAcceptance(
  operation: Operation,
  { response, case: asked, class: caseClass }: Exchange,
  kind: CaseClass,
  judge: (response: RawResponse) => Judgement,
): Judgement {
  if (response === undefined || caseClass !== kind || asked.acceptance === 'observed') return null;
  if (asked.method !== operation.method || !isOfTheRequest(response.status)) return null;
  const busy = response.status === 503 && headerValues(response.headers, 'retry-after').length > 0;
  return busy ? null : judge(response);
}

/** Values that loosely typed servers read as an empty object (PHP: `[]`, `null`, `""`, `0`, `false`). */
function isEmptyLike(value: unknown): boolean {
  return (
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/**
 * Names how an accepted request breaks the contract, to tell leniency from blindness:
 * `coerced []` for a value that weak typing takes for an empty object, else `accepted`.
 */
function acceptanceLabel(asked: Case): string {
  if (asked.body === null || asked.body.length === 0) return 'accepted without a body';
  const reading = readingOfBody(asked.body);
  if (reading.kind !== 'json') return 'accepted';
  const suspects = isJsonObject(reading.value) ? Object.values(reading.value) : [reading.value];
  const coerced = suspects.filter((value) => !isJsonObject(value)).find(isEmptyLike);
  return coerced === undefined ? 'accepted' : `coerced ${JSON.stringify(coerced)}`;
}
