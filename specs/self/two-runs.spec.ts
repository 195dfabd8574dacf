import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Clock } from '../../fixtures/http/clock.ts';
import { putBack } from '../../fixtures/command/put-back.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import { OTHER_RUN } from '../../fixtures/session/claim-error.ts';
import { KnownNames } from '../../fixtures/session/other-run-watch.ts';
import { heldAgainst } from '../../reports/verdict/verdict.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { requirementRows } from '../../schema/preferences/catalogue.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { type Evidence, NOT_ALONE } from '../../schema/requirements/evidence.ts';
import { CLAIMS, examine } from './judging/claims.ts';
import { replacingAll } from './judging/store-ways.ts';
import { begin, deletingAnd, FOUND, startFilled } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

type Who = 'a' | 'b';

const rows = loadContract(fileURLToPath(PINNED_CONTRACT)).then((contract) =>
  requirementRows(contract, operationOf(contract, UPDATE_USER_PREFERENCES)),
);

/** Milliseconds that a request takes. */
const REQUEST_MS = 5;

/** A request or a pause of a run that waits for its turn. */
interface Waiting {
  readonly who: Who;
  readonly go: () => void;
}

/**
 * The time of two runs, which goes by with their requests to a server: lets these go on in the order that is given, as
 * long as both are at work, and wakes who waits for a pause.
 */
class SharedTime {
  readonly #order: Iterator<Who, unknown>;
  readonly #ended = new Set<Who>();
  #requests: readonly Waiting[] = [];
  #pauses: readonly (Waiting & { readonly until: number })[] = [];
  #turn: Who | null = null;
  #now = Date.parse('2026-01-01T00:00:00Z');

  constructor(order: Iterator<Who, unknown>) {
    this.#order = order;
  }

  take(who: Who): Promise<void> {
    return new Promise((go) => {
      this.#requests = [...this.#requests, { who, go }];
      this.#next();
    });
  }

  end(who: Who): void {
    this.#ended.add(who);
    this.#next();
  }

  clockOf(who: Who): Clock {
    return {
      now: () => this.#now,
      wait: (ms) =>
        new Promise((go) => {
          this.#pauses = [...this.#pauses, { who, go, until: this.#now + ms }];
          setImmediate(() => {
            this.#next();
          });
        }),
    };
  }

  #next(): void {
    while (this.#requests.length > 0) {
      this.#turn ??= this.#order.next().value === 'b' ? 'b' : 'a';
      const due = this.#requests.find(({ who }) => who === this.#turn);
      if (due === undefined && !this.#isIdle(this.#turn)) return;
      this.#turn = null;
      if (due === undefined) continue;
      this.#requests = this.#requests.filter((each) => each !== due);
      due.go();
      this.#wake(this.#now + REQUEST_MS);
    }
    const isQuiet = this.#isIdle('a') && this.#isIdle('b');
    if (isQuiet) this.#wake(Math.min(...this.#pauses.map(({ until }) => until)));
  }

  #isIdle(who: Who): boolean {
    return this.#ended.has(who) || this.#pauses.some((pause) => pause.who === who);
  }

  #wake(now: number): void {
    if (!Number.isFinite(now)) return;
    this.#now = now;
    const over = this.#pauses.filter(({ until }) => until <= now);
    this.#pauses = this.#pauses.filter(({ until }) => until > now);
    for (const { go } of over) go();
  }
}

/** The first run alone for some requests, then both in turns. */
function* inTurns(ahead: number): Generator<Who> {
  for (let count = 0; count < ahead; count += 1) yield 'a';
  for (;;) yield* ['a', 'b'] as const;
}

/** The first run alone for some requests, then both at random. */
function* atRandom(seed: number, ahead = 0): Generator<Who> {
  for (let count = 0; count < ahead; count += 1) yield 'a';
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state < 2 ** 31 ? 'a' : 'b';
  }
}

/** The whole life of a run from a machine of its own: it knows nothing of the other one's files. */
async function runOf(who: Who, url: string, clock: Clock): Promise<readonly Evidence[]> {
  const settings = { API_TOKEN: `run-${who}`, SPACES: '', PROFILE: 'smoke' };
  const run = await begin(url, testDirectory(), settings, clock);
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  const evidence = await examine(session, CLAIMS).finally(() => session.close());
  await putBack(run, record);
  record.close();
  return evidence;
}

const ORDERS = [
  ['in turns, one of them two requests ahead', () => inTurns(2)],
  ['in turns, one of them twenty requests ahead', () => inTurns(20)],
  ['in turns, one of them seventy requests ahead', () => inTurns(70)],
  ['at random', () => atRandom(1)],
  ['at random in another way', () => atRandom(2)],
  ['at random in a third way', () => atRandom(3)],
  ['at random, one of them fifteen requests ahead', () => atRandom(2, 15)],
  ['at random, one of them sixty requests ahead', () => atRandom(2, 60)],
] as const;

for (const [how, order] of ORDERS) {
  for (const [where, serverWith] of [
    ['null deletes', deletingAnd],
    ['updates replace', replacingAll],
  ] as const) {
    test(`of two runs that ask ${how}, none accuses a target where ${where}, and all is as found`, async () => {
      const time = new SharedTime(order());
      const server = await startFilled(
        serverWith({
          intercept: async ({ headers }) => {
            await time.take(headers.authorization === 'Bearer run-b' ? 'b' : 'a');
            return undefined;
          },
        }),
      );
      const runs = (['a', 'b'] as const).map((who) =>
        runOf(who, server.url, time.clockOf(who)).finally(() => {
          time.end(who);
        }),
      );
      const evidence = await Promise.all(runs).finally(() => server.close());
      for (const each of evidence) {
        const findings = each.flatMap((claim) => claim.findings);
        const errors = each.flatMap((claim) => claim.errors);
        const held = heldAgainst(findings, await rows, errors);
        expect(held.map(({ signature }) => signature)).toEqual([]);
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
