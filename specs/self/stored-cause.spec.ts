import { expect, test } from '@playwright/test';
import {
  connectionMutants,
  storedCauseMutants,
} from '../../fixtures/servers/mutants/stored-causes.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { replay } from '../../fixtures/regressions/replay.ts';
import type { SavedCase } from '../../fixtures/regressions/saved-case.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import type { Case } from '../../schema/http/exchange.ts';
import { claimNamed, examine } from './judging/claims.ts';
import { openTarget } from './judging/open-target.ts';
import { begin, freshOut } from './restore/restoring.ts';

const NAME_BEYOND_ASCII = /\P{ASCII}[^"]*":/u;

for (const { name, trips, behaviour } of storedCauseMutants) {
  test(`${name} is found by the smallest requests, which show it on a clean account`, async () => {
    const kept = (await keptOn(behaviour)).filter(
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
  const kept = await keptOn({
    serialise: (body) => {
      const text = JSON.stringify(body);
      return Buffer.from(text, NAME_BEYOND_ASCII.test(text) ? 'latin1' : 'utf8');
    },
  });
  const updates = kept
    .filter(({ signature }) => signature?.includes(' 200 '))
    .map(({ steps }) =>
      JSON.stringify(preferencesIn(steps).map((entry) => Object.fromEntries([entry]))),
    );
  expect(updates).toEqual([expect.stringMatching(NAME_BEYOND_ASCII)]);
});

for (const { name, trips, behaviour } of connectionMutants) {
  test(`${name} is found with the request before it on the connection`, async () => {
    const kept = await keptOn(behaviour, ['control', 'refused-updates']);
    expect(kept.map(({ requirement }) => requirement)).toEqual(trips);
    for (const saved of kept) {
      expect(saved.steps.length).toBeGreaterThan(1);
      expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
    }
  });
}

/** The counterexamples that claims of a smoke run, hazards by default, keep of a server. */
async function keptOn(
  behaviour: Deviation,
  claims: readonly string[] = ['control', 'hazards'],
): Promise<readonly SavedCase[]> {
  const kept: SavedCase[] = [];
  const server = await startServer(behaviour);
  const keep = ({ signature }: { signature: string }, cases: readonly Case[]): string => {
    const [first, ...rest] = cases;
    if (first === undefined) throw new Error('no requests');
    const requirement = signature.split(' ', 1).join('');
    const steps: SavedCase['steps'] = [first, ...rest];
    kept.push({ name: first.label, requirement, signature, target: null, steps });
    return '';
  };
  const session = await openTarget(server.url, { PROFILE: 'smoke' }, null, { keep });
  try {
    await examine(session, claims.map(claimNamed));
  } finally {
    await session.close();
    await server.close();
  }
  return kept;
}

async function replayOn(behaviour: Deviation, saved: SavedCase): Promise<number> {
  const server = await startServer(behaviour);
  const run = await begin(server.url, freshOut());
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  try {
    return await replay({ session, strict: false, print: () => undefined }, [saved]);
  } finally {
    await session.close();
    record.close();
    await server.close();
  }
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
