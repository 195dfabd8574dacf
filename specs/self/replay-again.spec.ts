import { expect, test } from '@playwright/test';
import {
  readSavedCase,
  type SavedCase,
  writeSavedCase,
} from '../../fixtures/regressions/saved-case.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { lagging, replicaByReads } from '../../fixtures/servers/mutants/lag-variants.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { replayOn, storedCase, updateOf } from './running/replaying.ts';

test('what a read does not show yet, and a later one does, is not lost', async () => {
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  const behaviour = lagging(replicaByReads(2), { save: merge, shows: 'saved' });
  expect(await replayOn(behaviour, [storedCase('refused-update-wipes')], { print })).toBe(0);
  expect(printed.join('')).toContain('A response did not show yet what an update had saved');
});

test('what was seen in flight is sent in flight again, and where it does not show, nobody is cleared', async () => {
  const inFlight = ['a', 'b'].map((name) => ({
    ...updateOf(`{"updatedPreferences":{"cts_${name}":1}}`),
    inFlight: true,
  }));
  const steps: SavedCase['steps'] = [updateOf('{}'), ...inFlight, updateOf('{}')];
  const saved = { ...storedCase('refused-update-wipes'), steps };
  let arrived = 0;
  let both: () => void = () => undefined;
  const together = new Promise<void>((resolve) => (both = resolve));
  // Each is answered only once the other one has come.
  const save: Behaviour['save'] = async (sent, space, call) => {
    if (Object.hasOwn(sent, 'cts_a') || Object.hasOwn(sent, 'cts_b')) {
      arrived += 1;
      if (arrived === 2) both();
      await together;
    }
    return merge(sent, space, call);
  };
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  await expect(replayOn({ save }, [saved], { print })).rejects.toThrow('in flight together');
  expect(printed.join('')).not.toContain('no response');
});

test('a single request that was seen in flight goes one way', async () => {
  const saved = storedCase('refused-update-wipes');
  const [first, ...others] = saved.steps;
  const steps: SavedCase['steps'] = [{ ...first, inFlight: true }, ...others];
  expect(await replayOn({}, [{ ...saved, steps }])).toBe(0);
});

/** A counterexample of a role that is wrong now and then. */
function nowAndThen(intermittent: { failed: number; sent: number }): SavedCase {
  return {
    ...storedCase('now and then'),
    requirement: '200-object-roles',
    signature: '200-object-roles 200 #/components/schemas/CompleteUser/properties/roles',
    finding: {
      ...{ clause: '#', where: '/object/roles', expected: 'a role', actual: 'none', curl: 'curl' },
      intermittent,
    },
    steps: [updateOf('{"updatedPreferences":{"cts_a":1}}')],
  };
}

/** A wrong role in the response to each update of so many. */
function atEach(period: number): {
  readonly behaviour: Partial<Behaviour>;
  readonly sent: () => number;
} {
  let count = 0;
  const behaviour = onUser((user, { body }) => {
    if (!body.toString().includes('"cts_a":1')) return user;
    count += 1;
    return count % period === 0 ? { ...user, roles: ['ROLE_OWNER'] } : user;
  });
  return { behaviour, sent: () => count };
}

test('what shows now and then is sent until it shows, and as often as it takes to be gone', async () => {
  const saved = nowAndThen({ failed: 2, sent: 5 });
  const read = readSavedCase('saved.json', writeSavedCase(saved));
  expect(read.finding).toEqual(saved.finding);
  const fifth = atEach(5);
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  expect(await replayOn(fifth.behaviour, [read], { print })).toBe(1);
  expect(fifth.sent()).toBe(5);
  expect(printed).toContain(
    'Time 5 of at most 17: the finding showed 2 of 5 times when it was found.\n',
  );
  expect(await replayOn({}, [read], { print })).toBe(0);
  expect(printed.filter((text) => text.startsWith('Time 17 '))).toHaveLength(1);
});

test('what showed once, and not when it was sent again, is not told to be gone', async () => {
  const saved = nowAndThen({ failed: 1, sent: 4 });
  expect(await replayOn(atEach(20).behaviour, [saved])).toBe(1);
  const rare = atEach(37);
  await expect(replayOn(rare.behaviour, [saved])).rejects.toThrow('too rare');
  expect(rare.sent()).toBe(20);
});

test('what is not sent as it was, because a secret was in it, is not told to be gone', async () => {
  const { finding, ...saved } = nowAndThen({ failed: 4, sent: 4 });
  const redacted = finding && { ...finding, redacted: true as const };
  const kept = { ...saved, ...(redacted && { finding: redacted }) };
  const read = readSavedCase('saved.json', writeSavedCase(kept));
  expect(await replayOn(atEach(1).behaviour, [read])).toBe(1);
  await expect(replayOn({}, [read])).rejects.toThrow('not sent as they were');
});
