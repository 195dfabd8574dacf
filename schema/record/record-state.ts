import type { Evidence } from '../requirements/evidence.ts';
import {
  type BeatEntry,
  type FoundEntry,
  type LearnedEntry,
  type LocatedEntry,
  nothingSpent,
  type ReadEntry,
  type RecordEntry,
  type RestoredEntry,
  type RunEntry,
  type SentEntry,
  type Spent,
} from './record-entry.ts';
import { noEvidence, withEntry } from './recorded-evidence.ts';

/** What has to be put back for one user of one target. */
export interface OpenFound extends FoundEntry {
  /** Names that were sent, by the query that names the space; `null` where nobody noted them. */
  readonly sent: ReadonlyMap<string | null, ReadonlySet<string>> | null;
  /** Short hashes of users whom the run has named in the place of the one that was found. */
  readonly users: ReadonlySet<string | null>;
}

/** A claim of the run, with what it has learned by now. */
export interface RecordedClaim {
  readonly evidence: Evidence;
  readonly state: 'begun' | 'ended';
  /** The process that asks it. */
  readonly pid: number;
  /** Milliseconds since the epoch, when it began. */
  readonly since: number;
}

type Names = Map<string | null, Set<string>> | null;

/** What was sent to a user since it was found. */
interface Sent {
  readonly names: Names;
  readonly users: ReadonlySet<string | null>;
}

/** What the entries of a record come to, one after the other. */
export class RecordState {
  /** Runs in the order in which they began; the first one owns the record. */
  readonly runs: RunEntry[] = [];
  readonly ended = new Set<string>();
  /** The last sign of life of each process, by its number. */
  readonly beats = new Map<number, BeatEntry>();
  readonly claims = new Map<string, RecordedClaim>();
  /** Findings whose cause was looked for. */
  readonly located: LocatedEntry[] = [];
  /** What the last worker that ended knew of the target; `null` before any has. */
  learned: LearnedEntry | null = null;
  readonly restored: RestoredEntry[] = [];
  /** Which control is in use: how many are smaller. */
  control = 0;
  vanished = false;
  spent: Readonly<Spent> = nothingSpent();
  readonly #found = new Map<FoundEntry, Sent>();
  #last: FoundEntry | null = null;
  #read: ReadEntry | null = null;

  /** The run that owns the record; `null` before its first entry. */
  get run(): RunEntry | null {
    return this.runs[0] ?? null;
  }

  /** What was found and is not put back yet, in the order in which it was found. */
  get found(): readonly OpenFound[] {
    return [...this.#found].map(([found, { names, users }]) => ({
      ...found,
      sent: copyOf(names),
      users,
    }));
  }

  /** What a run found and did not put back yet, as it was noted. */
  foundBy(run: string): readonly FoundEntry[] {
    return [...this.#found.keys()].filter((each) => each.run === run);
  }

  /** What is to be put back: what was found, and what was read by a run that has not come further. */
  get open(): readonly OpenFound[] {
    const { found } = this;
    const read = this.#read;
    if (read === null || found.some((each) => isSameUser(each, read))) return found;
    return [...found, { ...read, entry: 'found', sent: new Map(), users: new Set() }];
  }

  /** Takes the next entry. */
  take(entry: RecordEntry): void {
    switch (entry.entry) {
      case 'run':
        this.runs.push(entry);
        return;
      case 'ended':
        this.ended.add(entry.run);
        return;
      case 'found':
        this.#read = null;
        this.#find(entry);
        return;
      case 'read':
        this.#read = entry;
        return;
      case 'sent':
        this.#send(entry);
        return;
      case 'control':
        this.control = entry.inUse;
        return;
      case 'spent':
        this.spent = entry;
        return;
      case 'beat':
        this.beats.set(entry.process.pid, entry);
        return;
      case 'claim': {
        const { claim, state, pid, at: since } = entry;
        const known = this.claims.get(claim);
        if (state === 'ended' && known !== undefined) this.claims.set(claim, { ...known, state });
        else this.claims.set(claim, { evidence: noEvidence(claim), state, pid, since });
        return;
      }
      case 'evidence': {
        const known = this.claims.get(entry.claim);
        if (known === undefined) return;
        const evidence = withEntry(known.evidence, entry);
        this.claims.set(entry.claim, { ...known, evidence });
        return;
      }
      case 'located':
        this.located.push(entry);
        return;
      case 'learned':
        this.learned = entry;
        return;
      case 'restored':
        this.restored.push(entry);
        if (entry.report.complete) this.#close(entry);
        return;
      case 'vanished':
        this.vanished = true;
        return;
      case 'torn':
        return;
    }
  }

  /** What was found of a user before, and is not put back yet, belongs to the later entry of the same user. */
  #find(entry: FoundEntry): void {
    let sent: Sent = { names: new Map(), users: new Set() };
    for (const [earlier, its] of this.#found) {
      if (!isSameUser(earlier, entry)) continue;
      this.#found.delete(earlier);
      sent = its;
    }
    this.#found.set(entry, sent);
    this.#last = entry;
  }

  #send({ query, keys, users = [] }: SentEntry): void {
    const sent = this.#last === null ? undefined : this.#found.get(this.#last);
    if (this.#last === null || sent === undefined) return;
    this.#found.set(this.#last, {
      names: keys === null ? null : withNames(sent.names, query, keys),
      users: users.length === 0 ? sent.users : new Set([...sent.users, ...users]),
    });
  }

  #close({ run, user }: RestoredEntry): void {
    for (const found of [...this.#found.keys()]) {
      if (found.run === run && found.user === user) this.#found.delete(found);
    }
    if (this.#read?.run === run && this.#read.user === user) this.#read = null;
  }
}

/** Adds to names in place: there may be many. */
function withNames(names: Names, query: string | null, keys: readonly string[]): Names {
  const ofSpace = names?.get(query) ?? new Set<string>();
  for (const key of keys) ofSpace.add(key);
  names?.set(query, ofSpace);
  return names;
}

/** What is sent from now on, to put it back, is not the run's. */
function copyOf(names: Names): Names {
  return names && new Map([...names].map(([query, keys]) => [query, new Set(keys)]));
}

type OfUser = Pick<FoundEntry, 'target' | 'user'>;

function isSameUser(left: OfUser, right: OfUser): boolean {
  return left.target === right.target && left.user === right.user;
}
