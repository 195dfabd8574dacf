import { expect, test } from '@playwright/test';
import { repairing } from '../../fixtures/servers/mutants/acceptance.ts';
import { onSent, refusingSent, sentIn } from '../../fixtures/servers/mutants/deviation.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer, type RunningServer } from '../../fixtures/servers/reference/server.ts';
import { planFor } from '../../fixtures/session/plan.ts';
import { readSettings } from '../../fixtures/settings/settings.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { claimNamed } from './judging/claims.ts';
import { judgeTarget } from './judging/judge-target.ts';

for (const [PROFILE, most] of [
  ['smoke', 40],
  ['default', 40],
  ['full', 300],
] as const) {
  test(`where null is stored for a deletion, ${PROFILE} leaves at most ${most} names in each space, as it says`, async () => {
    const server = await startServer();
    const variables = { PROFILE, RUNS: '40', SPACES: 'one,two', PROBE_IDENTITY: '1' };
    await judgeTarget(server.url, variables).finally(() => server.close());
    const { settings } = readSettings({ PROFILE });
    expect(settings && planFor(settings).mostKept).toBe(most);
    const left = server.store.names().map((space) => namesIn(server, space));
    expect(Math.max(...left), STAYS).toBeLessThanOrEqual(most);
  });
}

/** What to do where the names are more. */
const STAYS =
  'Each name that a test sends stays there: take one of the shared names, or raise mostKept in plan.ts.';

const isNull = (value: unknown): boolean => value === null;

/** PostgreSQL stores no NUL in jsonb. */
const holdsNul = (value: unknown): boolean => JSON.stringify(value).includes('\\u0000');

for (const [what, deviation] of [
  ['refused', refusingSent(422, (sent) => Object.values(sent).some(isNull))],
  [
    'left out',
    onSent((sent) =>
      Object.fromEntries(Object.entries(sent).filter(([, value]) => !isNull(value))),
    ),
  ],
  ['stored, and NUL in a text refused', refusingSent(422, (sent) => holdsNul(sent))],
  [
    'stored, and a name that is no plain word refused',
    refusingSent(422, (sent) => Object.keys(sent).some((name) => !/^\w+$/.test(name))),
  ],
] as const) {
  for (const PROFILE of ['smoke', 'default']) {
    test(`where a null is ${what}, ${PROFILE} leaves at most 40 names`, async () => {
      const server = await startServer(deviation);
      const variables = { PROFILE, RUNS: '40', SPACES: '', PROBE_IDENTITY: '1' };
      await judgeTarget(server.url, variables).finally(() => server.close());
      expect(namesLeftBy(server)).toBeLessThanOrEqual(40);
    });
  }
}

/** As Express, Fastify and Koa have it: JSON.parse of a body's text, guarded against names of prototypes. */
const ofFrameworks: Deviation = {
  ...repairing((text) => text),
  ...refusingSent(400, (sent) => JSON.stringify(sent).includes('"__proto__"')),
};

test('where frameworks replace odd octets, and refuse a name, default leaves at most 40 names', async () => {
  const server = await startServer(ofFrameworks);
  await judgeTarget(server.url, { SPACES: '', PROBE_IDENTITY: '1' }).finally(() => server.close());
  expect(namesLeftBy(server), STAYS).toBeLessThanOrEqual(40);
});

for (const [where, PROFILE, change] of [
  ['where null deletes', 'smoke', deletingNulls],
  ['in full', 'full', (deviation: Deviation) => deviation],
] as const) {
  test(`${where}, all names that are known to break servers are tried as preferences`, async () => {
    const sent = new Set<string>();
    const server = await startServer(
      change({
        intercept: (call) => {
          for (const name of Object.keys(sentIn(call))) sent.add(name);
          return undefined;
        },
      }),
    );
    const claims = ['control', 'saving', 'hazards'].map(claimNamed);
    await judgeTarget(server.url, { PROFILE }, claims).finally(() => server.close());
    const names = HAZARDS.flatMap(({ kind, carrier }) =>
      kind === 'key' && carrier.in === 'member' ? [carrier.key] : [],
    );
    expect(names.filter((name) => !sent.has(name))).toEqual([]);
  });
}

/** How many names a server keeps, over all spaces. */
function namesLeftBy({ store }: RunningServer): number {
  return store.names().flatMap((space) => Object.keys(store.preferences(space))).length;
}

function namesIn({ store }: RunningServer, space: string): number {
  return Object.keys(store.preferences(space)).length;
}
