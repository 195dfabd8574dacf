import { expect, test } from '@playwright/test';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { JsonObject } from '../../schema/json/json-value.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { judgeTarget } from './judging/judge-target.ts';

/** So many names a space keeps: another new one is answered, and not there. */
const MOST = 30;

const keepingThirty: Deviation = {
  save: (sent, space, call) => {
    const before = Object.keys(call.store.preferences(space));
    const all = { ...merge(sent, space, call) };
    const added = Object.keys(all).filter((name) => !before.includes(name));
    const kept = [...before, ...added.slice(0, Math.max(0, MOST - before.length))];
    call.store.replace(space, Object.fromEntries(kept.map((name) => [name, all[name]])));
    return all;
  },
};

/** Each 15th update starts from what the first one found. */
const goingBack = (): Partial<Behaviour> => {
  const found = new Map<string, { updates: number; preferences: JsonObject }>();
  return {
    save: (sent, space, call) => {
      if (Object.keys(sent).length === 0) return call.store.of(space);
      const known = found.get(space) ?? {
        updates: 0,
        preferences: { ...call.store.preferences(space) },
      };
      known.updates += 1;
      found.set(space, known);
      if (known.updates % 15 === 0) call.store.replace(space, known.preferences);
      return merge(sent, space, call);
    },
  };
};

for (const [what, deviation, requirement] of [
  ['what is beyond a number of names', keepingThirty, 'update-is-saved'],
  ['what was saved before each 15th update', goingBack, 'merge-or-replace-is-constant'],
] as const) {
  test(`${what} and is lost is found by smoke, with updates that show it each time`, async () => {
    const server = await startServer(deletingNulls(deviation));
    const variables = { PROFILE: 'smoke', STRICT: '1' };
    const report = await judgeTarget(server.url, variables).finally(() => server.close());
    const row = report.requirements.find(({ id }) => id === requirement);
    const bodies = row?.failures
      .filter(({ confirmed }) => confirmed.label === 'always')
      .map(({ before }) => before.map(({ body }) => body).join('\n'));
    expect(bodies).toContainEqual(expect.stringContaining('"cts_quota_1":0'));
  });
}
