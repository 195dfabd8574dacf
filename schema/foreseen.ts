import { isJsonObject } from './json-object.ts';

/** What a claim is likely to take of a healthy target. */
export interface ForeseenClaim {
  readonly requests: number;
  /** Round trips that it waits for one after another; requests in flight together take one. */
  readonly roundTrips: number;
}

/** What a run is likely to take: time left is estimated by it. */
export interface Foreseen {
  readonly claims: Readonly<Record<string, ForeseenClaim>>;
  /** Least milliseconds from one request to the next, by MAX_RPS. */
  readonly spacingMs: number;
}

/** What a rehearsal has shown of a run. */
export interface Rehearsed {
  /** How many entries it leaves on a target that merges updates and stores nulls, over all spaces. */
  readonly keys: number;
  readonly claims: Foreseen['claims'];
}

/** Where nothing is foreseen. */
export const NOTHING_FORESEEN: Foreseen = { claims: {}, spacingMs: 0 };

/** Reads what one process of a run tells another in a variable; nothing where it tells nothing of the kind. */
export function readForeseen(text: string | undefined): Foreseen {
  const value: unknown = text === undefined ? null : parsed(text);
  return isForeseen(value) ? value : NOTHING_FORESEEN;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isForeseen(value: unknown): value is Foreseen {
  if (!isJsonObject(value) || typeof value.spacingMs !== 'number') return false;
  return isJsonObject(value.claims) && Object.values(value.claims).every(isForeseenClaim);
}

function isForeseenClaim(value: unknown): value is ForeseenClaim {
  if (!isJsonObject(value)) return false;
  return typeof value.requests === 'number' && typeof value.roundTrips === 'number';
}
