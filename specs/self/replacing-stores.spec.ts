import { expect, test } from '@playwright/test';
import { semanticMutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { claimNamed } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';
import { replacingAll } from './judging/store-ways.ts';

test.describe.configure({ mode: 'parallel' });

/** Faults that do not depend on what an update does with the preferences that it does not name, and what asks for them. */
const FAULTS = [
  ['octets-of-before-not-saved', 'saving'],
  ['conflict-saves', 'concurrency'],
  ['inserts-twice', 'concurrency'],
] as const;

for (const [name, claim] of FAULTS) {
  test(`${name} is found where updates replace, too`, async () => {
    const mutant = semanticMutants.find((each) => each.name === name);
    const server = await startServer(replacingAll(mutant?.behaviour ?? {}));
    const claims = ['control', 'saving', claim].map(claimNamed);
    const report = await judgeTarget(server.url, { PROFILE: 'smoke' }, [
      ...new Set(claims),
    ]).finally(() => server.close());
    expect(tripped(report)).toEqual(mutant?.trips);
  });
}

test('a conforming server that replaces is accused of nothing', async () => {
  const server = await startServer(replacingAll({}));
  const report = await judgeTarget(server.url, { STRICT: '1' }).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
});

test('an update that is not saved where updates replace shows again when it is replayed on a clean account', async () => {
  const behaviour: Deviation = () => {
    const seen = new Set<string>();
    return {
      save: (sent, space, call) => {
        if (Object.keys(sent).length === 0) return call.store.of(space);
        const octets = `${space} ${call.body.toString('latin1')}`;
        const isKnown = seen.has(octets);
        seen.add(octets);
        return isKnown ? sent : call.store.replace(space, sent);
      },
    };
  };
  const { cases } = await keptOn(behaviour, ['control', 'saving']);
  expect(cases.size).toBeGreaterThan(0);
  for (const saved of cases.values()) {
    const codes = [await replayOn(behaviour, saved), await replayOn(replacingAll({}), saved)];
    expect(codes).toEqual([1, 0]);
  }
});
