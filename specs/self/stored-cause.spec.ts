import { expect, test } from '@playwright/test';
import {
  connectionMutants,
  storedCauseMutants,
} from '../../fixtures/servers/mutants/stored-causes.ts';
import {
  leftFieldMutants,
  statefulConnectionMutants,
} from '../../fixtures/servers/mutants/stateful-connections.ts';
import { type Case, isInFlight } from '../../schema/http/exchange.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';

const NAME_BEYOND_ASCII = /\P{ASCII}[^"]*":/u;

for (const { name, trips, behaviour } of storedCauseMutants) {
  test(`${name} is found by the smallest requests, which show it on a clean account`, async () => {
    const kept = [...(await keptOn(behaviour)).cases.values()].filter(
      ({ requirement, signature }) => trips.includes(requirement) && !signature?.includes(' 400 '),
    );
    expect(kept.map(({ requirement }) => requirement)).toEqual(expect.arrayContaining([...trips]));
    for (const saved of kept) {
      expect(preferencesIn(saved.steps), saved.name).toHaveLength(1);
      expect(saved.steps.length).toBeLessThanOrEqual(2);
      expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
    }
  });
}

test('where a name spoils the store for good, no request after it is blamed', async () => {
  const { cases } = await keptOn({
    serialise: (body) => {
      const text = JSON.stringify(body);
      return Buffer.from(text, NAME_BEYOND_ASCII.test(text) ? 'latin1' : 'utf8');
    },
  });
  const updates = [...cases.values()]
    .filter(({ signature }) => signature?.includes(' 200 '))
    .map(({ steps }) =>
      JSON.stringify(preferencesIn(steps).map((entry) => Object.fromEntries([entry]))),
    );
  expect(updates).toEqual([expect.stringMatching(NAME_BEYOND_ASCII)]);
});

for (const { name, trips, behaviour } of connectionMutants) {
  test(`${name} is found with the request before it on the connection`, async () => {
    const { cases } = await keptOn(behaviour, ['control', 'refused-updates']);
    const kept = [...cases.values()];
    expect(kept.map(({ requirement }) => requirement)).toEqual(trips);
    for (const saved of kept) {
      expect(saved.steps.length).toBeGreaterThan(1);
      expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
    }
  });
}

for (const { name, behaviour } of statefulConnectionMutants.slice(0, 1)) {
  test(`${name} is found with the update, and reads over two connections before and after it`, async () => {
    const claims = ['control', 'hazards', 'every-connection'];
    const { cases } = await keptOn(behaviour, claims);
    const kept = [...cases.values()].filter(({ requirement }) => requirement === 'update-is-saved');
    expect(kept.map(({ steps }) => steps.map(isInFlight))).toEqual([
      [true, true, false, true, true],
    ]);
    for (const saved of kept) {
      expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
    }
  });
}

for (const { name, trips, behaviour } of leftFieldMutants) {
  test(`${name} is found with the field that was sent before`, async () => {
    const { cases } = await keptOn(behaviour, ['control', 'hazards', 'refusals']);
    const kept = [...cases.values()];
    expect(kept.map(({ requirement }) => requirement)).toEqual(expect.arrayContaining([...trips]));
    for (const saved of kept) {
      expect(saved.steps.length).toBeLessThanOrEqual(2);
      expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
    }
  });
}

/** Names and values of all preferences that some requests send. */
function preferencesIn(steps: readonly Case[]): readonly (readonly [string, unknown])[] {
  return steps.flatMap(({ body }) => {
    const sent = JSON.parse(Buffer.from(body ?? '{}').toString()) as {
      updatedPreferences?: Record<string, unknown>;
    };
    return Object.entries(sent.updatedPreferences ?? {});
  });
}
