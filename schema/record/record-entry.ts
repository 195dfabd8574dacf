import type { Counts, Coverage, Evidence } from '../requirements/evidence.ts';
import type { RestoreReport } from './restore-report.ts';

/** What the processes of a run have spent together, and when its target may be asked again. */
export interface Spent {
  /** Requests that were started, by all clients, repeated ones included. */
  requests: number;
  /** Milliseconds that claims took. */
  claimsMs: number;
  /** Milliseconds of waiting for responses that did not come in time. */
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

/** Name of the file with the record of a run, in its directory of results. */
export const RECORD_NAME = 'record.jsonl';

/** Format of the entries; another number is refused in words. */
export const RECORD_FORMAT = 1;

/** Tells a process from all others, also from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** Name of the machine. */
  readonly host: string;
  /** When the process started, in the words of the system; `null` where it does not say. */
  readonly born: string | null;
}

/** A run begins. The first entry of a record; a second one is of a run that was refused. */
export interface RunEntry {
  readonly entry: 'run';
  readonly format: typeof RECORD_FORMAT;
  readonly run: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The process that runs it, and puts back at its end. */
  readonly process: ProcessMark;
  /** URL of the prefix that the operation hangs from. */
  readonly target: string;
  /** The target is the embedded reference API, and is gone with its run. */
  readonly embedded: boolean;
}

/** A run has ended: put back, as far as could be, or refused. */
export interface EndedEntry {
  readonly entry: 'ended';
  readonly run: string;
}

/** What was found in one space before anything was changed. */
export interface FoundSpace {
  /** Raw query that names the space; `null` for none. */
  readonly query: string | null;
  /**
   * The preferences as one JSON text in which values stand as the target wrote them; `null` where the response
   * did not show them, and once they were put back.
   */
  readonly preferences: string | null;
}

/** What a run found at one user of one target, written before the first request that changes anything. */
export interface FoundEntry {
  readonly entry: 'found';
  /** The run that will put it back. */
  readonly run: string;
  /** ISO 8601, when it was found; an earlier run's for what that one left. */
  readonly foundAt: string;
  readonly target: string;
  /** Short hash that tells users apart; `null` where the responses name none. */
  readonly user: string | null;
  readonly embedded: boolean;
  /**
   * Who the user is, as one JSON object, as the target wrote it, where that may be probed; `null` elsewhere,
   * and once it was put back.
   */
  readonly identity: string | null;
  /** The operation that they were read with, `GET /users/current`; `null` or absent for an update. */
  readonly readWith?: string | null;
  readonly spaces: readonly FoundSpace[];
}

/** A target does not answer the smallest control, and another one took its place. */
export interface ControlEntry {
  readonly entry: 'control';
  /** How many controls are smaller. */
  readonly inUse: number;
}

/**
 * What a run read before its first request that might change something. What it found, once it is known whether the
 * operation that reads shows the right user, takes its place.
 */
export interface ReadEntry extends Omit<FoundEntry, 'entry'> {
  readonly entry: 'read';
}

/** Names that are about to be sent for the first time, to the user that was found last. */
export interface SentEntry {
  readonly entry: 'sent';
  readonly query: string | null;
  /** Names of preferences; `null` where nobody noted them, so that each new name may be the suite's. */
  readonly keys: readonly string[] | null;
  /** Short hashes of users whom the request names in the place of the one that was found; `null` for one without address. */
  readonly users?: readonly (string | null)[];
}

/** What the run has spent by now, over all of its processes. */
export interface SpentEntry extends Spent {
  readonly entry: 'spent';
}

/** A claim begins, or has ended by itself. */
export interface ClaimEntry {
  readonly entry: 'claim';
  readonly claim: string;
  readonly state: 'begun' | 'ended';
  /** The process that asks it. */
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A process of the run is alive, and its event loop turns. */
export interface BeatEntry {
  readonly entry: 'beat';
  readonly process: ProcessMark;
  readonly role: 'runner' | 'worker';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What a claim has learned since its last entry. Counts and latencies are added; findings, observations and
 * hazards take the place of what has the same signature, statement or name.
 */
export interface EvidenceEntry extends Pick<
  Evidence,
  | 'claim'
  | 'requests'
  | 'exercised'
  | 'findings'
  | 'observations'
  | 'hazards'
  | 'latencies'
  | 'errors'
  | 'limits'
> {
  readonly entry: 'evidence';
  readonly coverage: Partial<Coverage>;
  /** Of known findings, by signature, how many exchanges have shown them by now. */
  readonly counts: Counts;
  /** Signatures of findings that turned out to be none. */
  readonly withdrawn: readonly string[];
}

/** The cause of a finding was looked for; signatures are as reports have them. */
export interface LocatedEntry {
  readonly entry: 'located';
  /** The requirement and the signature of the finding as a response showed it. */
  readonly requirement: string;
  readonly signature: string;
  /** Requirements that a cause was suspected to break. */
  readonly suspected: readonly string[];
  /** The signature of the finding with its cause; `null` where none was found. */
  readonly cause: string | null;
}

/** How much of what is set a target keeps, the last ones: so many names, or octets. */
export interface KeptLast {
  readonly count: number;
  readonly of: 'names' | 'octets';
}

/** A header field that leaves something behind in a target for later requests, and one that undoes it. */
export interface LeftFields {
  readonly leaving: readonly [name: string, value: string];
  readonly undoing: readonly [name: string, value: string];
}

/**
 * What a worker knew of the target when it ended: a worker ends after each test that fails, and the next one goes on from
 * here. The last entry counts.
 */
export interface LearnedEntry {
  readonly entry: 'learned';
  /** What it knew of the store, in the words of its subject. */
  readonly store: Readonly<Record<string, unknown>>;
  /** What it knew of limits on what may be stored, in the words of its subject. */
  readonly quota: unknown;
  /** Whether a later response was seen to show what an earlier one should have shown. */
  readonly lags: boolean;
  /** How much of what is set the target was seen to keep, the last ones; `null` where nothing gave way. */
  readonly keptLast: KeptLast | null;
  /** Header fields that leave something behind in the target; `null` or absent where none was seen to. */
  readonly leftFields?: LeftFields | null;
  /** Causes that take much to find and were looked for. */
  readonly tried: readonly string[];
  /** How many requests were told apart by a number. */
  readonly variations: number;
  /** How many findings were tried under names that stay on the target. */
  readonly renamed: number;
}

/** What was put back of what a run found. */
export interface RestoredEntry {
  readonly entry: 'restored';
  readonly run: string;
  readonly user: string | null;
  readonly report: RestoreReport;
}

/** The record was gone while its run was at work; this is what the run still knew. */
export interface VanishedEntry {
  readonly entry: 'vanished';
}

/** The line before was not written whole, because its process was killed. */
export interface TornEntry {
  readonly entry: 'torn';
}

/** One line of the record of a run. */
export type RecordEntry =
  | RunEntry
  | EndedEntry
  | FoundEntry
  | ReadEntry
  | SentEntry
  | ControlEntry
  | SpentEntry
  | ClaimEntry
  | BeatEntry
  | EvidenceEntry
  | LocatedEntry
  | LearnedEntry
  | RestoredEntry
  | VanishedEntry
  | TornEntry;

/** What a run has spent before its first request. */
export function nothingSpent(): Spent {
  return { requests: 0, claimsMs: 0, hungMs: 0, waitedMs: 0, nextStart: 0, pausedUntil: 0 };
}
