/** Header fields that each request carries unless its case or the credentials set them. */
export const defaultHeaders: readonly HeaderPair[] = [
  ['Accept', 'application/json'],
  ['Accept-Encoding', 'gzip, deflate, br'],
];

/** One header field as it stood on the wire: name in its original case, value undecoded. */
export type HeaderPair = readonly [name: string, value: string];

/**
 * What the contract says of a request, computed from its final bytes.
 *
 * - `valid`: the request schema accepts it
 * - `invalid`: JSON text, but the contract does not allow the request
 * - `malformed`: the body is no JSON text
 * - `undefined`: neither contract nor RFC says what it means (lone surrogates, duplicate names, 1e400, ...)
 */
export type CaseClass = 'valid' | 'invalid' | 'malformed' | 'undefined';

/** One input to send. Bytes are exact: nothing is added but `Host`, framing and the target's credentials. */
export interface Case {
  /** What the case is, for people: `hazard key: __proto__`. */
  readonly label: string;
  readonly method: string;
  /** Path below the base URL, already expanded and percent-encoded: `/users/preferences/update`. */
  readonly path: string;
  /** Raw query without `?`; `null` sends none, `''` sends a bare `?`. */
  readonly query: string | null;
  readonly headers: readonly HeaderPair[];
  /** Body octets; `null` sends no content. With a field `Transfer-Encoding: chunked` they are sent in chunks. */
  readonly body: Uint8Array | null;
  /** Whether the body is sent in two pieces, with a pause between them. */
  readonly inPieces?: true;
  /** Milliseconds that pass before it is sent: what it shows takes time. */
  readonly afterMs?: number;
  /** Whether it was in flight with the requests next to it that are so, too. */
  readonly inFlight?: boolean;
  /**
   * `observed` where acceptance and refusal are both legitimate although the class is clear (an unknown
   * space, a common extension of JSON, undeclared members): then neither is held against the target.
   */
  readonly acceptance?: 'observed';
  /** The class that whoever made the case meant it to have; another one is an error of the suite. */
  readonly meant?: CaseClass;
  /** The line of the spec that asks it, as `file:line:column`. */
  readonly specLine?: string;
}

/** Whether a case was in flight with others. */
export function isInFlight({ inFlight }: Pick<Case, 'inFlight'>): boolean {
  return inFlight === true;
}

/** The raw response to a case. */
export interface RawResponse {
  readonly status: number;
  /** All header fields in order, duplicates kept. */
  readonly headers: readonly HeaderPair[];
  /** Body octets after content codings were removed; cut to the transport's `maxBodyBytes`. */
  readonly body: Uint8Array;
  /** Length of the body before it was cut; equals `body.length` when it was not. */
  readonly bodyLength: number;
  /** Why a content coding could not be removed, when that failed. */
  readonly codingError?: string;
  /** Why nobody can say what the content is, where that is the suite's own limit; the body is as it came. */
  readonly unread?: string;
}

/** Why a case got no whole response. */
export type NoResponseKind =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'proxy'
  | 'reset'
  | 'truncated'
  | 'timeout'
  | 'invalid-http'
  /** `100 Continue` to a request that did not ask for it: allowed, and the response behind it cannot be read. */
  | 'unasked-continue'
  | 'too-large'
  | 'aborted'
  | 'other';

/** A case that got no whole response, with the scrubbed message of the client. */
export interface NoResponse {
  readonly kind: NoResponseKind;
  readonly message: string;
}

/** One case and what came back. Exactly one of `response` and `noResponse` is present. */
export interface Exchange {
  readonly case: Case;
  readonly class: CaseClass;
  /** Full URL that was asked, without credentials. */
  readonly url: string;
  /** Milliseconds since the epoch when the request was started. */
  readonly startedAt: number;
  /** Milliseconds from the start of the request to the last byte of the response. */
  readonly durationMs: number;
  readonly response?: RawResponse;
  readonly noResponse?: NoResponse;
  /**
   * Host and port of the proxy that forwarded the request instead of opening a tunnel: it wrote the framing of the
   * response, and may have changed its content coding or answered by itself (RFC 9110 7.7, RFC 9112 6.1).
   */
  readonly forwardedBy?: string;
  /** What came back before, oldest first, where the request was sent again: throttled, or with an expired token. */
  readonly setAside?: readonly Exchange[];
  /**
   * Why a response speaks of the moment and not of the request: the `control` was refused in the same way right after
   * it, or a `quota` of preferences was used up.
   */
  readonly excuse?: 'control' | 'quota';
}

/** An exchange whose response is no finding, whether it accepts the request or refuses it. */
export function observedOnly(exchange: Exchange): Exchange {
  return { ...exchange, case: { ...exchange.case, acceptance: 'observed' } };
}

/** An exchange of which only the request is known. */
export function unknownResponse(asked: Pick<Exchange, 'case' | 'class' | 'url'>): Exchange {
  const noResponse = { kind: 'other', message: 'What came back is not known any more.' } as const;
  return { case: asked.case, class: asked.class, url: asked.url, ...TIMELESS, noResponse };
}

const TIMELESS = { startedAt: 0, durationMs: 0 };

/** Says that a connection was idle for too long, whatever has come on it meanwhile, and was perhaps done (RFC 9110 15.5.9). */
export const REQUEST_TIMEOUT = 408;

/** Whether the response to an exchange is a refusal: its request is at fault, and was not done (RFC 9110 15.5). */
export function isRefused({ response }: Pick<Exchange, 'response'>): boolean {
  if (response === undefined || response.status === REQUEST_TIMEOUT) return false;
  return response.status >= 400 && response.status < 500;
}

/** An exchange with those that were set aside before it. */
export function setAside(earlier: readonly Exchange[], exchange: Exchange): Exchange {
  const all = [
    ...earlier.flatMap(({ setAside: before = [], ...each }) => [...before, each]),
    ...(exchange.setAside ?? []),
  ];
  return all.length === 0 ? exchange : { ...exchange, setAside: all };
}
