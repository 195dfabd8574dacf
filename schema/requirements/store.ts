import type { Case, Exchange } from '../http/exchange.ts';

/** Something stored that is not as the requests so far say. */
export interface StoreFinding<Id extends string = string> {
  /** What is broken where the request that wrote and the one that shows are enough. */
  readonly requirement: Id;
  /** Its name. */
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
  readonly label: string;
  /** The exchanges that the finding needs before the one that shows it: the one that wrote it, last. */
  readonly before: readonly Exchange[];
  /** What came between and should have changed nothing, with what is broken where it did. */
  readonly suspects: readonly Suspect<Id>[];
  /** Whether it was deleted and is there still: who shows it reads more than others, not less. */
  readonly isLeft?: boolean;
}

/** A request that may have changed what it should not. */
export interface Suspect<Id extends string = string> {
  readonly exchange: Exchange;
  readonly requirement: Id;
  /** Whether it came before the request that wrote, not between that and the one that shows. */
  readonly isBefore: boolean;
}

/** What one exchange says of a store. */
export interface StoreJudgement {
  /** Requirements of which the exchange is evidence. */
  readonly exercised: readonly string[];
  readonly findings: readonly StoreFinding[];
  /** Whether it lacks something that a later response may show, and that is not lost yet. */
  readonly isBehind: boolean;
  /** The model after the exchange. */
  readonly next: Store;
}

/** What exchanges that were in flight together say of a store. */
export interface StoresTogether {
  /** For each exchange, with the model that it was held against. */
  readonly judgements: readonly (StoreJudgement & { readonly before: Store })[];
  /** The model after all of them. */
  readonly next: Store;
}

/**
 * What a target stores, as far as its responses show it, in each space by the query that names it. Immutable: following
 * an exchange gives the next model, so that a response can be tried before it is believed.
 */
export interface Store {
  /** Names that the suite wrote in a space, by any of its names, and that may be there, oldest first. */
  readonly writtenIn: (query: string | null) => readonly string[];
  /** Whether what is deleted was seen to be gone; else it stays in some form. */
  readonly deletes: boolean;
  /** Whether nothing but an empty value was seen to stay of what is deleted. */
  readonly empties: boolean;
  /** Names that a space shows and that the suite did not write. */
  readonly foundIn: (query: string | null) => readonly string[];
  /** Requests that what is stored in a space, or on its connection, may come from, oldest first, each once. */
  readonly requestsBehind: (query: string | null) => readonly Exchange[];
  /** Requests that saved under some names that are there, each name's first and last ones. */
  readonly writersOf: (query: string | null, names: readonly string[]) => readonly Exchange[];
  /** The last requests, in any space, after an exchange or, where it is long past, all that are remembered; oldest first. */
  readonly since: (exchange: Exchange) => readonly Exchange[];
  /** The last requests, in any space, before an exchange, as far as they are remembered; oldest first. */
  readonly until: (exchange: Exchange) => readonly Exchange[];
  /**
   * Follows one exchange.
   *
   * @param manner `together` where other requests were in flight with it; `unseen` where what it shows is not believed
   */
  readonly follow: (
    exchange: Exchange,
    manner?: 'ordered' | 'together' | 'unseen',
  ) => StoreJudgement;
  /** Whether what a response shows is all that its space holds. */
  readonly shows: (exchange: Exchange) => boolean;
  /** Whether updates of a space were seen to show only what they change, and nothing else reads it. */
  readonly hides: (query: string | null) => boolean;
  /** Follows exchanges that were in flight together, whatever their order was. */
  readonly followTogether: (exchanges: readonly Exchange[]) => StoresTogether;
  /** Whether requests come to the same in any order, as far as is known. */
  readonly allowsTogether: (cases: readonly Case[]) => boolean;
  /** Whether a request may change what is stored; what only reads does not. */
  readonly mayChange: (asked: Case) => boolean;
  /**
   * A model that knows how the target treats updates, and nothing of what it stores.
   *
   * @param reader `apart` where every space is read with an operation of its own, whatever was known of that
   */
  readonly emptied: (reader?: 'apart') => Store;
  /** What it knows, as JSON, from which its subject makes it again: for the next worker of a run. */
  readonly handedOn: () => Readonly<Record<string, unknown>>;
}
