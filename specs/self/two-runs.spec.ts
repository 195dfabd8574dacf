import { expect, test } from '@playwright/test';
import { putBack } from '../../fixtures/command/put-back.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import { NOT_ALONE, OTHER_RUN } from '../../fixtures/session/claim-error.ts';
import { KnownNames } from '../../fixtures/session/other-run-watch.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { CLAIMS, examine } from './judging/claims.ts';
import { begin, deletingAnd, FOUND, freshOut, startFilled } from './restore/restoring.ts';

type Who = 'a' | 'b';

/** Lets requests of two runs to a server in the order that is given, as long as both are at work. */
class Turns {
  readonly #order: Iterator<Who, unknown>;
  readonly #waiting: { readonly who: Who; readonly go: () => void }[] = [];
  readonly #ended = new Set<Who>();
  #turn: Who | null = null;

  constructor(order: Iterator<Who, unknown>) {
    this.#order = order;
  }

  take(who: Who): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ who, go });
      this.#next();
    });
  }

  end(who: Who): void {
    this.#ended.add(who);
    this.#next();
  }

  #next(): void {
    for (;;) {
      const who = this.#turn ?? this.#following();
      this.#turn = who;
      const index = this.#waiting.findIndex((each) => each.who === who);
      const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (next === undefined) {
        if (!this.#ended.has(who) || this.#waiting.length === 0) return;
        this.#turn = null;
        continue;
      }
      this.#turn = null;
      next.go();
    }
  }

  #following(): Who {
    const { value } = this.#order.next();
    return value === 'b' ? 'b' : 'a';
  }
}

/** The first run alone for some requests, then both in turns. */
function* inTurns(ahead: number): Generator<Who> {
  for (let count = 0; count < ahead; count += 1) yield 'a';
  for (;;) yield* ['a', 'b'] as const;
}

/** Both at random. */
function* atRandom(seed: number): Generator<Who> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state < 2 ** 31 ? 'a' : 'b';
  }
}

/** The whole life of a run from a machine of its own: it knows nothing of the other one's files. */
async function runOf(who: Who, url: string): Promise<readonly Evidence[]> {
  const run = await begin(url, freshOut(), {
    API_TOKEN: `run-${who}`,
    SPACES: '',
    PROFILE: 'smoke',
  });
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  const evidence = await examine(session, CLAIMS).finally(() => session.close());
  await putBack(run, record);
  record.close();
  return evidence;
}

for (const [how, order] of [
  ['in turns, one of them two requests ahead', () => inTurns(2)],
  ['in turns, one of them twenty requests ahead', () => inTurns(20)],
  ['at random', () => atRandom(1)],
  ['at random in another way', () => atRandom(2)],
  ['at random in a third way', () => atRandom(3)],
] as const) {
  test(`of two runs that ask ${how}, none accuses the target, and all is as found`, async () => {
    const turns = new Turns(order());
    const server = await startFilled(
      deletingAnd({
        intercept: async ({ headers }) => {
          await turns.take(headers.authorization === 'Bearer run-b' ? 'b' : 'a');
          return undefined;
        },
      }),
    );
    const runs = (['a', 'b'] as const).map((who) =>
      runOf(who, server.url).finally(() => {
        turns.end(who);
      }),
    );
    const evidence = await Promise.all(runs).finally(() => server.close());
    for (const each of evidence) {
      const findings = each.flatMap((claim) => claim.findings.map(({ signature }) => signature));
      expect(findings).toEqual([]);
    }
    const kinds = evidence.map((each) =>
      each.flatMap(({ errors }) => errors.map(({ kind }) => kind)),
    );
    const noticed = kinds.filter((each) =>
      each.some((kind) => [OTHER_RUN, NOT_ALONE].includes(kind)),
    );
    expect(noticed.length).toBeGreaterThan(0);
    expect(server.store.preferences()).toEqual(FOUND);
  });
}

test('a name is of another run where it is none that was found or sent, nor made of one', () => {
  const known = new KnownNames('cts_');
  known.find(['theme', 'cts_found']);
  known.send([...['cts_first', 'cts_camelCase', 'cts_a.b', 'cts_', 'cts_long-name-that-is-cut']]);
  const isOfOthers = (name: string): boolean => known.isOfOthers(name);
  const own = [
    'theme',
    'cts_found',
    'other',
    'cts_first',
    'cts_First',
    'cts_camel_case',
    'cts_a',
    'cts_',
  ];
  expect([...own, 'cts_long', 'cts_first_1'].filter(isOfOthers)).toEqual([]);
  const others = ['cts_theme', 'cts_second'];
  expect(others.filter(isOfOthers)).toEqual(others);
});
