import type { Exchange } from '../http/exchange.ts';
import type * as stored from '../requirements/store.ts';
import { sendsPreference, sendsPreferences, type Preferences } from './preferences-of.ts';
import type { ScenarioRequirementId } from './scenario-requirements.ts';
import type { StoredSpace } from './stored-space.ts';

/** What a target was seen to do with updates; `unknown` until a response shows it. */
export interface StoreBehaviour {
  /** Whether an update leaves other preferences as they are, or takes their place. */
  readonly way: 'merges' | 'replaces' | 'unknown';
  /** What becomes of a preference that is updated with null. */
  readonly nulls: 'deleted' | 'stored' | 'unknown';
  /** The exchanges that showed the way: an update, and another that left it alone or took its place. */
  readonly shownBy: readonly Exchange[];
  /** Whether a response has shown a preference that an earlier request had saved, and its own did not send. */
  readonly showsStored: boolean;
  /** Whether the response to an update shows all preferences, or only what was updated. */
  readonly responses: 'whole' | 'update only';
  /**
   * Whether the space that a query names is read with an operation other than the update: then an update without content
   * reads nothing.
   */
  readonly isReadApart: (query: string | null) => boolean;
}

/** What a model of a store knows. */
export interface StoreFacts {
  readonly behaviour: StoreBehaviour;
  /** By the query that names each. */
  readonly spaces: ReadonlyMap<string, StoredSpace>;
  /** Pairs of queries that were seen not to name the same space. */
  readonly apart: ReadonlySet<string>;
  /** The last exchanges, oldest first. */
  readonly recent: readonly Exchange[];
}

/** A preference that is not as the updates so far say. */
export type StoreFinding = stored.StoreFinding<ScenarioRequirementId>;

/** A request that may have changed what it should not. */
export type Suspect = stored.Suspect<ScenarioRequirementId>;

/** What a response says of the space that it shows. */
export interface SightJudgement {
  /** Requirements of which the exchange is evidence. */
  readonly exercised: readonly ScenarioRequirementId[];
  readonly findings: readonly StoreFinding[];
  /** Whether the response shows nothing of an update that was in flight with others: a later one may show it. */
  readonly isBehind: boolean;
  /** How the target treats updates, as far as it has shown by now. */
  readonly behaviour: StoreBehaviour;
}

/** A space at the moment that a response shows it. */
export interface SightParts {
  readonly behaviour: StoreBehaviour;
  /** What was known of the space. */
  readonly space: StoredSpace;
  readonly exchange: Exchange;
  /** The preferences that the response shows. */
  readonly shown: Preferences;
  /** Preferences that show as they were written in another space, with the updates that wrote them there. */
  readonly leaks: ReadonlyMap<string, Exchange>;
  /** Whether the query of another request may name this space. */
  readonly mayBe: (query: string) => boolean;
  /** Whether an update of another known space was kept there. */
  readonly isKeptElsewhere: (update: Exchange) => boolean;
}

/** An update that may have lost a preference, which it sent itself or should have left alone. */
export function suspectOf(exchange: Exchange, key: string | null): Suspect {
  const others = sendsPreferences(exchange) ? 'merge-or-replace-is-constant' : 'empty-update-keeps';
  const isOwn = key !== null && sendsPreference(exchange, key);
  return { exchange, requirement: isOwn ? 'update-is-saved' : others, isBefore: false };
}
