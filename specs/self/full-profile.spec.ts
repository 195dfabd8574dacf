import { expect, test } from '@playwright/test';
import { planFor, type Plan } from '../../fixtures/session/plan.ts';
import { failing, sentIn } from '../../fixtures/servers/mutants/deviation.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { TurningClock } from './transport/turning-clock.ts';
import { askClaim, claimNamed, hazardsOf } from './judging/claims.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { openTarget } from './judging/open-target.ts';

/** Asks some claims as the profile full does, with a pause of a second, and gives what they find. */
async function askInFull(
  behaviour: Deviation,
  claims: readonly ReturnType<typeof claimNamed>[],
  change: Partial<Plan> = {},
  clock = new TurningClock(),
): Promise<{ readonly found: readonly string[]; readonly left: number }> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { PROFILE: 'full' }, null, { clock });
  const plan = { ...session.plan, pauseMs: 1_000, ...change };
  const found: string[] = [];
  try {
    for (const claim of claims) {
      const { evidence } = await askClaim({ ...session, plan }, claim);
      found.push(...evidence.findings.map(({ requirement }) => requirement));
    }
  } finally {
    await session.close();
    await server.close();
  }
  return { found, left: Object.keys(server.store.preferences()).length };
}

const saving = claimNamed('saving');

/** A server that forgets what it holds when nobody has asked for a while. */
function forgetting(afterMs: number, { now }: TurningClock): Deviation {
  let last = now();
  return {
    intercept: ({ store }) => {
      if (now() - last > afterMs) for (const space of store.names()) store.replace(space, {});
      last = now();
      return undefined;
    },
  };
}

test('what is lost while nobody asks is found by a pause', async () => {
  const clock = new TurningClock();
  const { found } = await askInFull(forgetting(900, clock), [saving], {}, clock);
  expect(found).toContain('update-is-saved');
});

test('only the profile full pauses', () => {
  const settings = { runs: null, maxRequests: null, runTimeoutMs: null, timeoutMs: 1_000 };
  const pauses = (['smoke', 'default', 'full'] as const).map(
    (profile) => planFor({ ...settings, profile }).pauseMs > 0,
  );
  expect(pauses).toEqual([false, false, true]);
});

const ENOUGH = hazardsOf(['empty-object']);
const failsOnMany = failing((call) => Object.keys(sentIn(call)).length > 500);

test('what fails on many preferences is found where they can be taken back, and none stays', async () => {
  const failingOne = await askInFull(deletingNulls(failsOnMany), [saving, ENOUGH]);
  expect(failingOne.found).toEqual(['no-server-error']);
  expect((await askInFull(deletingNulls(), [saving, ENOUGH])).left).toBeLessThan(40);
});

test('many preferences are not sent where they would stay', async () => {
  const { found, left } = await askInFull({ save: merge, ...failsOnMany }, [saving, ENOUGH]);
  expect(found).toEqual([]);
  expect(left).toBeLessThan(40);
});
