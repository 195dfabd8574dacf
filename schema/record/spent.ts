/** What the processes of a run have spent together, and when its target may be asked again. */
export interface Spent {
  /** Requests that were started, by all clients, repeated ones included. */
  requests: number;
  /** Milliseconds that claims took. */
  claimsMs: number;
  /** Milliseconds of waiting for answers that did not come in time. */
  hungMs: number;
  /** Milliseconds of waiting because the target asked for it. */
  waitedMs: number;
  /** Milliseconds since the epoch before which no request may start, by MAX_RPS. */
  nextStart: number;
  /** Milliseconds since the epoch before which no request may start, as the target asked. */
  pausedUntil: number;
  /** Milliseconds between two starts that the target was seen to need; absent where it never turned a request away twice. */
  spacingMs?: number;
}

/** What a run has spent before its first request. */
export function nothingSpent(): Spent {
  return { requests: 0, claimsMs: 0, hungMs: 0, waitedMs: 0, nextStart: 0, pausedUntil: 0 };
}
