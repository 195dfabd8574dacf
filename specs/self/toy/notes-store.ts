import { readingOf } from '../../../schema/http/response-reading.ts';
import { readingOfBody } from '../../../schema/http/request-reading.ts';
import type { Case, Exchange } from '../../../schema/http/exchange.ts';
import { isJsonObject } from '../../../schema/json/json-value.ts';
import type { Store, StoreJudgement, StoresTogether } from '../../../schema/requirements/store.ts';
import type { Notes } from './notes-server.ts';

/** The requirement that takes more than one exchange. */
export const KEPT = 'note-is-kept';

/** The notes that a request sends; none where it sends something else. */
export function sentNotes({ body }: Case): Notes {
  const reading = body === null ? null : readingOfBody(body);
  return reading?.kind === 'json' && isJsonObject(reading.value) ? reading.value : {};
}

/** The notes that a response shows; `null` where it shows none. */
export function shownNotes({ response }: Exchange): Notes | null {
  const reading = response?.status === 200 ? readingOf(response) : null;
  const notes =
    reading?.kind === 'json' && isJsonObject(reading.value) ? reading.value.notes : null;
  return isJsonObject(notes) ? notes : null;
}

/** A note and the exchange that wrote it. */
interface Written {
  readonly text: unknown;
  readonly by: Exchange;
}

/** What a server of notes stores: a note stays until another patch names it. */
export class NotesStore implements Store {
  /** Notes that were shown as they were written. */
  readonly #written: ReadonlyMap<string, Written>;
  /** Everything that was sent, whatever became of it. */
  readonly #sent: readonly Exchange[];

  constructor(written: Iterable<readonly [string, Written]> = [], sent: readonly Exchange[] = []) {
    this.#written = new Map(written);
    this.#sent = sent;
  }

  readonly follow = (
    exchange: Exchange,
    manner: 'ordered' | 'together' | 'unseen' = 'ordered',
  ): StoreJudgement => {
    const all = [...this.#sent, exchange];
    const shown = shownNotes(exchange);
    const sent = sentNotes(exchange.case);
    const others = [...this.#written].filter(([name]) => !Object.hasOwn(sent, name));
    if (shown === null || manner !== 'ordered') {
      const known = shown === null ? this.#written : others;
      return { exercised: [], findings: [], isBehind: false, next: new NotesStore(known, all) };
    }
    const isKept = ([name, { text }]: readonly [string, Written]) => shown[name] === text;
    const written = Object.entries(sent).map(
      ([name, text]) => [name, { text, by: exchange }] as const,
    );
    return {
      exercised: others.length > 0 ? [KEPT] : [],
      findings: others
        .filter((each) => !isKept(each))
        .map(([key, { text, by }]) => ({
          ...{ requirement: KEPT, key, label: 'lost', before: [by], suspects: [] },
          ...{ expected: JSON.stringify(text), actual: JSON.stringify(shown[key] ?? 'absent') },
        })),
      isBehind: false,
      next: new NotesStore([...others, ...written].filter(isKept), all),
    };
  };

  readonly shows = (exchange: Exchange) => shownNotes(exchange) !== null;
  readonly hides = (): boolean => false;
  readonly foundIn = (): readonly string[] => [];

  readonly followTogether = (exchanges: readonly Exchange[]): StoresTogether => {
    const judgements = exchanges.map((each) => ({ ...this.follow(each), before: this }));
    return { judgements, next: judgements.at(-1)?.next ?? this };
  };

  readonly deletes = true;
  readonly empties = false;
  readonly writtenIn = () => this.#sent.flatMap(({ case: asked }) => Object.keys(sentNotes(asked)));
  readonly requestsBehind = () => this.#sent;
  readonly writersOf = () => this.#sent;
  readonly since = (exchange: Exchange) => this.#sent.slice(this.#sent.indexOf(exchange) + 1);
  readonly until = (exchange: Exchange) => this.#sent.slice(0, this.#sent.indexOf(exchange));
  readonly allowsTogether = () => false;
  readonly mayChange = (asked: Case) => Object.keys(sentNotes(asked)).length > 0;
  readonly emptied = () => new NotesStore();
  readonly handedOn = () => ({});
}
