import { expect, test } from '@playwright/test';
import { mergingDeeply, replacing } from '../../fixtures/servers/mutants/body-variants.ts';
import {
  cachedReads,
  lagging,
  replicaByReads,
  replicaByTime,
  type LaggingManner,
  type Replica,
} from '../../fixtures/servers/mutants/lag-variants.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget, tripped, type Variables } from './judging/judge-target.ts';
import { TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

/** Milliseconds that pass with each request. */
const REQUEST_MS = 5;

const WAYS = {
  merges: merge,
  replaces: replacing,
  'merges deeply, and deletes what is null': mergingDeeply(true).save,
} satisfies Record<string, LaggingManner['save']>;

const REPLICAS = {
  '300 ms behind': (now) => replicaByTime(300, now),
  'a second behind': (now) => replicaByTime(1_000, now),
  'two reads behind': () => replicaByReads(2),
  'cached for a second': (now) => cachedReads(1_000, now),
} satisfies Record<string, (now: () => number) => Replica>;

/** Hazards are as much as all other claims: they are asked where it is to stay green whatever is sent. */
const WITHOUT_HAZARDS = CLAIMS.filter(({ id }) => id !== 'hazards');

/** Runs the claims by a clock that stands still except for pauses and requests. */
async function judge(
  behaviour: (now: () => number) => Partial<Behaviour>,
  settings: Variables = {},
  claims = CLAIMS,
): Promise<ConformanceReport> {
  const clock = new TurningClock();
  let requests = 0;
  const server = await startServer({
    ...behaviour(() => clock.now() + requests * REQUEST_MS),
    intercept: () => {
      requests += 1;
      return undefined;
    },
  });
  const variables = { STRICT: '1', PROFILE: 'smoke', TIMEOUT_MS: '8000', ...settings };
  return judgeTarget(server.url, variables, claims, null, clock).finally(() => server.close());
}

function statementsOf({ observations }: ConformanceReport, kind: string): readonly string[] {
  return observations.filter((each) => each.kind === kind).map(({ statement }) => statement);
}

for (const [way, save] of Object.entries(WAYS)) {
  for (const [lag, replica] of Object.entries(REPLICAS)) {
    test(`a server that ${way}, with reads ${lag}, conforms in strict mode`, async () => {
      const report = await judge((now) => lagging(replica(now), { save, shows: 'saved' }));
      expect(tripped(report)).toEqual([]);
      expect(report.verdict).toBe('conformant');
      const does = way === 'replaces' ? 'replaces' : 'merges into';
      expect(statementsOf(report, 'merge-or-replace')).toEqual([
        `An update ${does} the stored preferences.`,
      ]);
    });
  }
}

for (const [lag, replica] of Object.entries(REPLICAS)) {
  test(`of a server that takes a space by default, with reads ${lag}, the facts are true`, async () => {
    const report = await judge(
      (now) => ({
        ...lagging(replica(now), { save: merge, shows: 'saved' }),
        space: (query, call) => referenceBehaviour.space(query, call) || 'default',
      }),
      { SPACES: 'default,other' },
      WITHOUT_HAZARDS,
    );
    expect(tripped(report)).toEqual([]);
    expect(statementsOf(report, 'default-space')).toEqual([
      'Updates without a space and those in the space default share preferences.',
    ]);
  });
}

for (const [way, save] of Object.entries(WAYS)) {
  for (const lag of ['300 ms behind', 'two reads behind'] as const) {
    test(`a server that ${way}, with all responses ${lag}, is held to what its responses show only`, async () => {
      const behaviour = (now: () => number) => lagging(REPLICAS[lag](now), { save, shows: 'read' });
      const report = await judge(behaviour, {}, WITHOUT_HAZARDS);
      expect(tripped(report)).toEqual(['sent-keys-are-returned']);
    });
  }
}

/** Merges with reads that lag; the update of one call is answered and not saved. */
function losing(now: () => number, lost: number): Partial<Behaviour> {
  const { save } = lagging(replicaByTime(300, now), { save: merge, shows: 'saved' });
  return {
    save: async (sent, space, call) => {
      if (call.number !== lost) return save(sent, space, call);
      return { ...(await save({}, space, call)), ...sent };
    },
  };
}

test('what one update loses is told as lost of a target that lags, too', async () => {
  const report = await judge((now) => losing(now, 102), {}, WITHOUT_HAZARDS);
  expect(tripped(report)).toEqual([]);
  expect(statementsOf(report, 'lost-values')).not.toEqual([]);
  expect(statementsOf(report, 'lag')).not.toEqual([]);
});

for (const calls of [98, 99, 105, 107, 122]) {
  test(`what a replica that is held up for once shows too late is told as lag, not as lost: from read ${calls} on`, async () => {
    const report = await judge(
      (now) =>
        lagging(replicaByTime(300, stalling(now, calls, 2_300)), { save: merge, shows: 'saved' }),
      {},
      WITHOUT_HAZARDS,
    );
    expect(tripped(report)).toEqual([]);
    expect(statementsOf(report, 'lost-values')).toEqual([]);
    expect(statementsOf(report, 'lag')).not.toEqual([]);
  });
}

test('updates in flight that a target loses are found where it lags, too', async () => {
  const save: LaggingManner['save'] = async (sent, space, call) => {
    const before = call.store.preferences(space);
    await call.othersArrive();
    return { ...call.store.replace(space, { ...before, ...sent }) };
  };
  const report = await judge(
    (now) => lagging(replicaByTime(300, now), { save, shows: 'saved' }),
    {},
    WITHOUT_HAZARDS,
  );
  expect(tripped(report)).toContain('acknowledged-updates-are-kept');
  expect(statementsOf(report, 'lag')).not.toEqual([]);
});

/** A time that stands still for some milliseconds from a number of calls on, as for a replica that is held up. */
function stalling(now: () => number, calls: number, ms: number): () => number {
  let [called, since] = [0, Infinity];
  return () => {
    called += 1;
    if (called === calls) since = now();
    return now() < since + ms ? Math.min(now(), since) : now();
  };
}
