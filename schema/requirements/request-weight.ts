import type { PrintedRequest } from './evidence.ts';
import { type CaseClass, defaultHeaders, type HeaderPair } from '../http/exchange.ts';

/** What counts of a request where the smallest is chosen. */
export interface WeighedRequest {
  readonly class: CaseClass;
  /** Raw query without `?`; `null` for none. */
  readonly query: string | null;
  readonly headers: readonly HeaderPair[];
  readonly bodyBytes: number;
}

const COMMON = new Set(defaultHeaders.map((pair) => pair.join(': ')));

/** More than the octets of any request. */
const LEFT_OPEN = 1e12;

/**
 * Octets of a request that a person has to read: its body, query and fields, except for those that every request has.
 * One that the contract leaves open weighs more than any other: it is shown only where no other shows the finding.
 */
export function requestWeight({ class: kind, query, headers, bodyBytes }: WeighedRequest): number {
  const fields = headers.filter((pair) => !COMMON.has(pair.join(': ')));
  const octets = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return bodyBytes + (query?.length ?? 0) + octets + (kind === 'undefined' ? LEFT_OPEN : 0);
}

/** What the requests of a finding weigh, as reports show them. */
export function sequenceWeight({
  before,
  request,
}: {
  readonly before: readonly PrintedRequest[];
  readonly request: PrintedRequest;
}): number {
  return [...before, request].reduce((sum, step) => sum + printedWeight(step), 0);
}

function printedWeight(request: PrintedRequest): number {
  const mark = request.url.indexOf('?');
  return requestWeight({ ...request, query: mark === -1 ? null : request.url.slice(mark + 1) });
}
