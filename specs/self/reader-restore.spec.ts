import type { JsonObject } from '../../schema/json/json-value.ts';
import { expect, test } from '@playwright/test';
import type { Variant } from '../../fixtures/servers/mutants/mutant.ts';
import {
  keepingDeleted,
  readerMutants,
  shown,
} from '../../fixtures/servers/mutants/reader-mutants.ts';
import { readerVariants } from '../../fixtures/servers/mutants/reader-variants.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { type RunningServer, startServer } from '../../fixtures/servers/reference/server.ts';
import { putBack, putBackEarlier } from '../../fixtures/command/put-back.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import { ClaimRun } from '../../fixtures/spec/claim-run.ts';
import { readFound } from '../../fixtures/claim/note-found.ts';
import type { RestoreReport } from '../../schema/record/restore-report.ts';
import { reading, readerFile, withReaders } from './documents/reader-contract.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { claimNamed, CLAIMS, examine, hazardsOf } from './judging/claims.ts';
import { begin, deletingAnd, FOUND } from './restore/restoring.ts';
import { clockFor } from './transport/turning-clock.ts';
import { testDirectory } from './test-directory.ts';

test.describe.configure({ mode: 'parallel' });

const IN_SPACE = { theme: 'light', 'own to the space': [1] };

/** What a run left, and what it says of that. */
interface Life {
  readonly report: RestoreReport | undefined;
  /** The preferences of no space, and of the first space. */
  readonly after: readonly JsonObject[];
}

/** The whole life of a run against a filled server: notes, asks, and puts back. */
async function live(
  behaviour: Deviation,
  { token, spaces = ['one', 'two'], ...variant }: Partial<Variant> = {},
  claims = CLAIMS,
  contract?: string,
  found: JsonObject = FOUND,
): Promise<Life> {
  const server = await startFilled(behaviour, spaces, found);
  const variables = {
    CONTRACT: contract ?? (await readerFile(test.info())),
    PROFILE: 'smoke',
    RUNS: '5',
    SPACES: spaces.join(','),
    TIMEOUT_MS: '8000',
    ...(token === undefined ? {} : { API_TOKEN: token }),
  };
  const run = await begin(server.url, testDirectory(), variables, clockFor(variant));
  const record = beginRecord(run.facts, run.target);
  try {
    const session = await openUnlimitedSession(run, record);
    await examine(session, claims).finally(() => session.close());
    const [report] = await putBack(run, record);
    const asked = ['', ...spaces.slice(0, 1)];
    return { report, after: asked.map((space) => server.store.preferences(space)) };
  } finally {
    record.close();
    await server.close();
  }
}

async function startFilled(
  behaviour: Deviation,
  [space]: readonly string[] = [],
  found: JsonObject = FOUND,
): Promise<RunningServer> {
  const server = await startServer(behaviour);
  server.store.replace('', found);
  if (space !== undefined) server.store.replace(space, IN_SPACE);
  return server;
}

/** All that stores something; of the hazards the names, because a value goes with its name. */
const STORING = [
  ...['control', 'saving', 'refused-updates', 'spaces', 'spaces-default', 'concurrency'],
  ...['valid-updates', 'sequences', 'identity'],
].map(claimNamed);
const STRANGE_NAMES = hazardsOf(
  HAZARDS.filter(({ kind }) => kind === 'key').map(({ name }) => name),
);

for (const variant of [...variants, ...readerVariants]) {
  test(`a run that reads restores exactly: ${variant.name}`, async () => {
    const own = typeof variant.behaviour === 'function' ? variant.behaviour() : variant.behaviour;
    const { report, after } = await live(deletingAnd(own), variant, [...STORING, STRANGE_NAMES]);
    expect(report, report?.statement).toMatchObject({ complete: true });
    // A server that says itself how it saves may store a null where the suite asks for a deletion, and add its own.
    const left = own.save === undefined ? after : after.map(withoutItsOwn);
    const isOneSpace = own.space !== undefined && after[0]?.theme === IN_SPACE.theme;
    expect(left[0]).toEqual(isOneSpace ? IN_SPACE : FOUND);
    expect(left.slice(1)).toEqual(left.slice(1).map(() => IN_SPACE));
  });
}

/** Takes `{}` for an update that clears all. */
const CLEARING: Deviation = deletingAnd({
  save: (sent, space, call) => {
    if (call.body.toString() === '{}') return call.store.replace(space, {});
    const live = merge(sent, space, call);
    const kept = Object.entries(live).filter(([, value]) => value !== null);
    return call.store.replace(space, Object.fromEntries(kept));
  },
});

test('a server that takes an update without content for clear all loses nothing', async () => {
  const { report, after } = await live(CLEARING);
  expect(report, report?.statement).toMatchObject({ complete: true });
  expect(after).toEqual([FOUND, IN_SPACE]);
});

test('where the operation that reads is refused by now, an update that shows what is stored tells what has to be put back', async () => {
  const refusing = deletingAnd({
    read: (space, call) => {
      if (call.number > 20) throw new Refusal(403, 'Not any more.');
      return shown({ ...call.store.preferences(space) }, call);
    },
  });
  const { report, after } = await live(refusing, {}, STORING);
  expect(report, report?.statement).toMatchObject({ complete: true });
  expect(after).toEqual([FOUND, IN_SPACE]);
});

test('without an operation that reads, such a server has lost all when the run begins', async () => {
  const { after } = await live(CLEARING, {}, [claimNamed('control')], 'schema/alumio.openapi.yaml');
  expect(after).toEqual([{}, {}]);
});

/** Updates show only themselves, and what reads takes no space. */
function hiding(save: Behaviour['save']): Deviation {
  return {
    read: (_, call) => shown({ ...call.store.preferences('') }, call),
    save: async (sent, space, call) => {
      if (call.body.toString() !== '{}') await save(sent, space, call);
      return sent;
    },
  };
}

const replacing: Behaviour['save'] = (sent, space, call) => call.store.replace(space, sent);
const NOTHING: JsonObject = {};

for (const [what, save, found] of [
  ['where the operation that reads shows more than an update', replacing, FOUND],
  ['once it is seen that updates show only themselves', merge, NOTHING],
] as const) {
  test(`a space that nothing shows is not written to, ${what}`, async () => {
    const contract = await readerFile(
      test.info(),
      withReaders({ '/users/current': reading({ parameters: [] }) }),
    );
    const { after } = await live(hiding(save), {}, CLAIMS, contract, found);
    expect(after[1]).toEqual(IN_SPACE);
  });
}

test('what was read before a run broke off at its control is put back by the next one', async () => {
  const server = await startFilled(CLEARING);
  const variables = { CONTRACT: await readerFile(test.info()), SPACES: '' };
  const out = testDirectory();
  const first = await begin(server.url, out, variables);
  const record = beginRecord(first.facts, first.target);
  const session = await openUnlimitedSession(first, record);
  await readFound(new ClaimRun(session, 'control').claimSession);
  await session.sender.send(session.controls.current);
  await session.close();
  record.close();
  expect(server.store.preferences()).toEqual({});

  const second = await begin(server.url, out, variables);
  const next = beginRecord(second.facts, second.target);
  const said: string[] = [];
  await putBackEarlier(second, next, (line) => said.push(line));
  next.close();
  await server.close();
  expect(server.store.preferences()).toEqual(FOUND);
  expect(said.join('')).toContain('were put back');
});

test('an operation that shows another user is not put back to, nor from', async () => {
  const [mutant] = readerMutants.filter(({ name }) => name === 'reader-of-another-user');
  const own = typeof mutant?.behaviour === 'function' ? mutant.behaviour() : mutant?.behaviour;
  const { report, after } = await live(deletingAnd(own ?? {}));
  expect(report).toMatchObject({ complete: true });
  expect(after).toEqual([FOUND, IN_SPACE]);
});

test('what an operation that reads shows after its deletion is told, and is of few names', async () => {
  const { report, after } = await live(keepingDeleted(), { spaces: [] });
  expect(after).toEqual([FOUND]);
  expect(report?.spaces).toMatchObject([{ query: null, outcome: 'residue' }]);
  const residue = report?.spaces[0]?.residue ?? [];
  expect(residue.filter(({ now }) => now !== 'value')).toEqual([]);
  expect(residue.length).toBeLessThanOrEqual(40);
  expect(report?.statement).toContain('it accepted their deletion, and keeps their values');
});

test('an operation that shows less than updates do is not believed, so that nothing is lost', async () => {
  const replacing = variants
    .filter(({ name }) => name === 'replaces')
    .map((each) => each.behaviour);
  const [own] = replacing.map((each) => (typeof each === 'function' ? each() : each));
  const read: Behaviour['read'] = (_, call) => shown({}, call);
  const { report, after } = await live({ ...own, read }, {}, [
    claimNamed('control'),
    claimNamed('saving'),
  ]);
  expect(report).toMatchObject({ complete: true });
  expect(after[0]).toEqual(FOUND);
});

test('a cache that shows what was found is not believed: what the suite stored is deleted', async () => {
  const [mutant] = readerMutants.filter(({ name }) => name === 'reader-behind-frozen-cache');
  const own = typeof mutant?.behaviour === 'function' ? mutant.behaviour() : {};
  // None of these reads, so that nothing shows the cache before the end.
  const claims = [claimNamed('control'), claimNamed('valid-updates')];
  const { report, after } = await live(deletingAnd(own), { spaces: [] }, claims);
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
  expect(after[0]).toEqual(FOUND);
});

function withoutItsOwn(preferences: JsonObject): JsonObject {
  const kept = Object.entries(preferences).filter(
    ([name, value]) => value !== null && !name.startsWith('_'),
  );
  return Object.fromEntries(kept);
}
