import { isJsonObject } from '../json/json-value.ts';

/** What a claim is likely to take of a healthy target. */
export interface ClaimEstimate {
  readonly requests: number;
  /** Round trips that it waits for one after another; requests in flight together take one. */
  readonly roundTrips: number;
}

/** What a run is likely to take: time left is estimated by it. */
export interface Estimate {
  readonly claims: Readonly<Record<string, ClaimEstimate>>;
  /** Least milliseconds from one request to the next, by MAX_RPS. */
  readonly spacingMs: number;
}

/** Where nothing is estimated. */
export const NOTHING_ESTIMATED: Estimate = { claims: {}, spacingMs: 0 };

/** Reads what one process of a run tells another in a variable; nothing where it tells nothing of the kind. */
export function readEstimate(text: string | undefined): Estimate {
  const value: unknown = text === undefined ? null : parsed(text);
  return isEstimate(value) ? value : NOTHING_ESTIMATED;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEstimate(value: unknown): value is Estimate {
  if (!isJsonObject(value) || typeof value.spacingMs !== 'number') return false;
  return isEstimatedClaims(value.claims);
}

/** Whether a value tells what claims are likely to take. */
export function isEstimatedClaims(value: unknown): value is Estimate['claims'] {
  return isJsonObject(value) && Object.values(value).every(isEstimatedClaim);
}

function isEstimatedClaim(value: unknown): value is ClaimEstimate {
  if (!isJsonObject(value)) return false;
  return typeof value.requests === 'number' && typeof value.roundTrips === 'number';
}
