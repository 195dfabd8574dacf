import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Behaviour, Call, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { type JsonObject } from '../../schema/json/json-value.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { examine } from './judging/claims.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';
import { judgeTarget, tripped, type Variables } from './judging/judge-target.ts';
import { openTarget } from './judging/open-target.ts';
import { deletingAnd, FOUND, variantNamed, writeAndPutBack } from './restore/restoring.ts';

test.describe.configure({ mode: 'parallel' });

/** Servers that are wrong in what refusals, random updates, sequences, spaces and hazards show. */
const ALIKE = [
  'drops-last-key',
  'stale-response',
  'server-error-for-refusal',
  'user-under-errors',
  'refused-media-type-saves',
  'refused-update-wipes',
  'lost-after-refusal',
  'no-preferences',
];

/** What random updates and sequences show as well, which smoke does not send. */
const BEYOND_SMOKE = new Set(['stale-response', 'lost-after-refusal']);

for (const name of ALIKE) {
  test(`${name} is found alike with one and with four requests in flight`, async () => {
    const behaviour = mutants.find((mutant) => mutant.name === name)?.behaviour;
    const PROFILE = BEYOND_SMOKE.has(name) ? 'default' : 'smoke';
    const [one, four] = [
      await verdictOn(behaviour, { PROFILE, CONCURRENCY: '1' }),
      await verdictOn(behaviour, { PROFILE, CONCURRENCY: '4' }),
    ];
    expect(one.found).not.toEqual([]);
    expect(four).toEqual(one);
  });
}

/** Servers of which two updates in flight together show what is wrong. */
const SHOWN_BY_TWO = [
  'responses-of-the-first-in-flight',
  'works-on-the-last-arrived',
  'loses-updates-in-flight',
  'loses-what-two-insert',
  'inserts-twice',
  'conflict-saves',
];

for (const name of SHOWN_BY_TWO) {
  test(`${name} is shown by two updates in flight together, which show it again`, async () => {
    // What is inserted is new again once it is deleted.
    const behaviour = deletingNulls(mutants.find((mutant) => mutant.name === name)?.behaviour);
    const { cases } = await keptOn(behaviour, ['control', 'concurrency']);
    expect(cases.size).toBeGreaterThan(0);
    for (const saved of cases.values()) {
      expect(saved.steps.filter(({ inFlight }) => inFlight === true)).toHaveLength(2);
      // What a refusal should have left has to be set first.
      expect(saved.steps.length).toBeLessThanOrEqual(name === 'conflict-saves' ? 4 : 3);
      expect(await replayOn(behaviour, saved)).toBe(1);
      await expect(replayOn({}, saved)).rejects.toThrow('in flight together');
    }
  });
}

test('a race that the target does not lose each time is kept with the updates that were in flight', async () => {
  let races = 0;
  const save: Behaviour['save'] = async (sent, space, call) => {
    const isNew = Object.keys(sent).some((name) => !(name in call.store.of(space)));
    const isTwin = Object.keys(sent).some((name) => name.includes('_new_'));
    if (!isNew || !isTwin) return merge(sent, space, call);
    races += 1;
    const isLost = races === 2;
    await call.othersArrive();
    if (isLost) throw new Refusal(500, 'Duplicate entry');
    return merge(sent, space, call);
  };
  const { cases } = await keptOn(deletingNulls({ save }), ['control', 'concurrency']);
  const inFlight = [...cases.values()].map(({ steps }) =>
    steps.filter((step) => step.inFlight === true).map(({ body }) => body?.toString()),
  );
  expect(inFlight).toEqual([expect.arrayContaining([expect.stringContaining('"one"')])]);
  expect(inFlight).toEqual([expect.arrayContaining([expect.stringContaining('"other"')])]);
});

async function verdictOn(
  behaviour: Deviation | undefined,
  settings: Variables,
): Promise<{ readonly verdict: string; readonly found: readonly string[] }> {
  const server = await startServer(behaviour);
  const variables = { STRICT: '1', RUNS: '40', TIMEOUT_MS: '8000', ...settings };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  return { verdict: report.verdict, found: tripped(report) };
}

/** A server that fails whatever arrives while it is at work. */
function failingWhileBusy(): { readonly behaviour: Partial<Behaviour>; failed: number } {
  let atWork = 0;
  const busy = {
    failed: 0,
    behaviour: {
      intercept: async ({ othersArrive }: Call) => {
        if (atWork > 0) {
          busy.failed += 1;
          return { status: 500, headers: [], body: { status: '500', title: 'Busy' } };
        }
        atWork += 1;
        await othersArrive();
        atWork -= 1;
        return undefined;
      },
    },
  };
  return busy;
}

/** Claims that have updates in flight together, whatever comes of it. */
const IN_FLIGHT = new Set(['concurrency', 'spaces']);

for (const profile of ['smoke', 'default']) {
  test(`what fails in flight and not alone is found only by the claims that send updates in flight, in ${profile}`, async () => {
    const busy = failingWhileBusy();
    const evidences = await evidencesOn(busy.behaviour, { PROFILE: profile, RUNS: '12' });
    expect(busy.failed).toBeGreaterThan(10);
    const others = evidences.filter(({ claim }) => !IN_FLIGHT.has(claim));
    const signaturesOf = (some: readonly Evidence[]): readonly string[] =>
      some.flatMap(({ findings }) => findings.map(({ signature }) => signature));
    // What these have found may show again.
    const found = signaturesOf(evidences.filter(({ claim }) => IN_FLIGHT.has(claim)));
    expect(signaturesOf(others).filter((signature) => !found.includes(signature))).toEqual([]);
    expect(others.flatMap(({ errors, limits }) => [...errors, ...limits])).toEqual([]);
    const observed = others.flatMap(({ observations }) => observations.map(({ kind }) => kind));
    expect(observed).toContain('in-flight');
  });
}

async function evidencesOn(
  behaviour: Deviation,
  variables: Record<string, string>,
): Promise<readonly Evidence[]> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, {
    SPACES: 'one,two',
    TIMEOUT_MS: '8000',
    ...variables,
  });
  return examine(session).finally(async () => {
    await session.close();
    await server.close();
  });
}

test('a response that is wrong whichever request it belongs to is found in flight, though it is wrong only now and then', async () => {
  let refusals = 0;
  // Of the refusals, which are in flight together.
  const sometimes = onUser(
    (user) => ({ ...user, roles: ['ROLE_OWNER'] }),
    ({ body }) => body.length > 0 && (refusals += 1) % 23 === 0,
  );
  const evidences = await evidencesOn(sometimes, { PROFILE: 'default' });
  const random = evidences.find(({ claim }) => claim === 'valid-updates');
  expect(random?.findings.map(({ requirement }) => requirement)).toContain('200-object-roles');
});

/**
 * Updates that read all spaces of a user, take their time, and write them all: of those in flight the last one wins.
 * One space takes so long that the others are done by then.
 */
function losing(): Partial<Behaviour> {
  const { save } = deletingOf();
  return {
    save: async (sent, space, call) => {
      const before = SPACES.map((name) => [name, call.store.preferences(name)] as const);
      for (let times = space === 'two' ? 8 : 1; times > 0; times -= 1) await call.othersArrive();
      for (const [name, preferences] of before) call.store.replace(name, preferences);
      return save(sent, space, call);
    },
  };
}

/** Updates that get the response of the first one in flight, though they are saved. */
function mixing(): Partial<Behaviour> {
  const { save } = deletingOf();
  let inFlight: Promise<JsonObject> | null = null;
  return {
    save: (sent, space, call) => {
      const saved = Promise.resolve(save(sent, space, call));
      inFlight ??= call
        .othersArrive()
        .then(() => saved)
        .finally(() => {
          inFlight = null;
        });
      return inFlight;
    },
  };
}

const HELD = { '': FOUND, one: { theme: 'one' }, two: { theme: 'two', only: [2] } };
const SPACES = Object.keys(HELD);

for (const [what, behaviour] of [
  ['loses', losing()],
  ['mixes up', mixing()],
] as const) {
  test(`a target that ${what} what is in flight together is put back anyway`, async () => {
    const server = await startServer(deletingAnd(behaviour));
    for (const [space, held] of Object.entries(HELD)) server.store.replace(space, held);
    const writes = [{ theme: 'light', extra: 1 }, { only: null }];
    const queries = ['space=one', 'space=two'];
    const report = await writeAndPutBack(server, writes, queries, { CONCURRENCY: '4' });
    await server.close();
    expect(report.complete, report.statement).toBe(true);
    const left = SPACES.map((space) => [space, server.store.preferences(space)]);
    expect(Object.fromEntries(left)).toEqual(HELD);
  });
}

/** What changes nothing is 409 while something else is worked on, and a deletion is stored as null. */
function showingNothingInFlight(): Partial<Behaviour> {
  let atWork = 0;
  return {
    intercept: async ({ body, othersArrive }) => {
      if (body.toString() === '{}' && atWork > 0) {
        return { status: 409, headers: [], body: { status: '409', title: 'Busy' } };
      }
      atWork += 1;
      await othersArrive();
      atWork -= 1;
      return undefined;
    },
  };
}

test('a target that shows no space while others are put back gets no names that it never had', async () => {
  const server = await startServer(showingNothingInFlight());
  for (const [space, held] of Object.entries(HELD)) server.store.replace(space, held);
  const sentTo = (space?: string): Record<string, number> => ({ [`sent-to-${space ?? ''}`]: 1 });
  const queries = ['space=one', 'space=two'];
  const report = await writeAndPutBack(server, [sentTo], queries, { CONCURRENCY: '4' });
  await server.close();
  expect(report.complete, report.statement).toBe(true);
  for (const [space, held] of Object.entries(HELD)) {
    const name = `sent-to-${space && `space=${space}`}`;
    expect(server.store.preferences(space)).toEqual({ ...held, [name]: null });
  }
});

function deletingOf(): Pick<Behaviour, 'save'> {
  const deleting = variantNamed('null-deletes');
  const { save } = typeof deleting === 'function' ? deleting() : deleting;
  if (save === undefined) throw new Error('null-deletes saves as the reference does');
  return { save };
}
