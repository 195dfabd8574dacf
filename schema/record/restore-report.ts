/** A key that the run left behind and nothing could remove. */
export interface ResidualKey {
  readonly key: string;
  /**
   * What is under it now: null, stored in place of a deletion; still the value of the run, though its deletion was
   * accepted; or that value, because its deletion was refused.
   */
  readonly now: 'null' | 'value' | 'refused';
}

/**
 * What became of the preferences in one space.
 *
 * - `untouched`: they were as found, and nothing was sent
 * - `restored`: they are as found again, shown by reading
 * - `residue`: all that was found is back; keys of the run remain
 * - `changed`: what was found is not all back
 * - `unreadable`: the target did not show them
 * - `unknown`: they were not shown before the run either, so nothing could be put back; what the run sent is deleted unseen
 */
export type SpaceOutcome =
  'untouched' | 'restored' | 'residue' | 'changed' | 'unreadable' | 'unknown';

/** One space with what could not be put back. */
export interface RestoredSpace {
  /** Raw query that names the space; `null` for none. */
  readonly query: string | null;
  readonly outcome: SpaceOutcome;
  readonly residue: readonly ResidualKey[];
  /** Keys that do not have the value that was found. */
  readonly changed: readonly string[];
  /** Keys whose number, too long for a double, came back written in another way: perhaps another number. */
  readonly uncertain: readonly string[];
  /** Keys that are back and were not as found, although the run never sent them: the target changed them, or somebody else. */
  readonly disturbed?: readonly string[];
  /** Keys that show as found in some readings and not in others, and were not written: the run never sent them. */
  readonly fleeting?: readonly string[];
  /** Keys that are there, begin as the suite's do, and were neither found nor sent: another run's, which is at work. */
  readonly others?: readonly string[];
  /** Keys that are not as shown at the start, and were not written: the run never sent them, and they may be another space's. */
  readonly unwritten?: readonly string[];
  /** Keys that are there, and were neither shown before the run nor sent: the target made them, or somebody else did. */
  readonly appeared?: readonly string[];
  /** The request that asks for what remains, as a line for a shell. */
  readonly curl?: string;
  /** What to do about what remains. */
  readonly remedy?: string;
}

/** What became of a space, where nothing of it is to be named. */
export function restoredSpace(query: string | null, outcome: SpaceOutcome): RestoredSpace {
  return { query, outcome, residue: [], changed: [], uncertain: [] };
}

/** What was put back for one user of one target. */
export interface RestoreReport {
  readonly target: string;
  /** ISO 8601, when the run began that found the preferences. */
  readonly foundAt: string;
  /** Whether all that was found is back; else the next run tries again. */
  readonly complete: boolean;
  readonly requests: number;
  /** All of it in one sentence. */
  readonly statement: string;
  readonly spaces: readonly RestoredSpace[];
}
