import { expect, test } from '@playwright/test';
import {
  lagging as behind,
  type Replica,
  replicaByTime,
} from '../../fixtures/servers/mutants/lag-variants.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour, Call, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { type RunningServer, startServer } from '../../fixtures/servers/reference/server.ts';
import { isJsonObject, type JsonObject } from '../../schema/json/json-value.ts';
import { deletingAnd, startFilled, variantNamed, writeAndPutBack } from './restore/restoring.ts';
import { deleting, FOUND, live, replacing, SENT } from './restore/store-story.ts';
import { TurningClock } from './transport/turning-clock.ts';

test('what is unchanged is not sent: a list that would grow, a null that would delete', async () => {
  const server = await startServer({ save: appending }, { record: true });
  const { report, after } = await live(server, {});
  expect(after).toEqual(FOUND);
  expect(report).toMatchObject({ complete: true });
  const bodies = server.recorded.map(({ body }) => body.toString());
  expect(bodies.filter((body) => /columns|nothing|theme/.test(body))).toEqual([]);
});

test('a list that was changed on a server that appends is deleted first, and is exact', async () => {
  const server = await startServer({ save: appending });
  const { report, after } = await live(server, { sent: [{ columns: ['x'] }, SENT] });
  expect(after).toEqual(FOUND);
  expect(report).toMatchObject({ complete: true });
});

test('a name with half of a surrogate pair, which Go stores with U+FFFD in its place, is deleted', async () => {
  const mending: Behaviour['save'] = (sent, space, call) => {
    const mended = Object.entries(sent).map(
      ([name, value]) => [name.toWellFormed(), value] as const,
    );
    return deleting(Object.fromEntries<unknown>(mended), space, call);
  };
  const server = await startServer({ save: mending });
  const { report, after } = await live(server, { sent: [{ '\ud800': 0, 'a\udfffb': 0 }] });
  expect(after).toEqual(FOUND);
  expect(report, report.statement).toMatchObject({ complete: true });
});

test('what a connection shows only once it has written is deleted as well', async () => {
  const late = new Set(['cts_b']);
  const projected: Deviation = {
    save: (sent, space, call) => {
      if (Object.values(sent).includes(null)) late.clear();
      return deleting(sent, space, call);
    },
    ...onUser((user) => {
      const stored = Object.entries(isJsonObject(user.preferences) ? user.preferences : {});
      return {
        ...user,
        preferences: Object.fromEntries(stored.filter(([name]) => !late.has(name))),
      };
    }),
  };
  const server = await startServer(projected);
  const { report, after } = await live(server, { sent: [SENT] });
  expect(after).toEqual(FOUND);
  expect(report, report.statement).toMatchObject({ complete: true });
});

test('a value that the target counts by itself is left alone, and is nobody’s residue', async () => {
  const counting: Behaviour['save'] = (sent, space, call) => {
    const live = call.store.of(space);
    live.visits = Number(live.visits ?? 0) + 1;
    return deleting(sent, space, call);
  };
  const server = await startServer({ save: counting }, { record: true });
  const { report, after } = await live(server, { found: { ...FOUND, visits: 7 } });
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
  expect(Number(after.visits)).toBeGreaterThan(7);
  expect(server.recorded.some(({ body }) => body.toString().includes('visits'))).toBe(false);
});

test('a time that the target sets at each update is not what could not be put back', async () => {
  const stamping: Behaviour['save'] = (sent, space, call) => {
    if (Object.keys(sent).length > 0) call.store.of(space).updatedAt = `at ${call.number}`;
    return deleting(sent, space, call);
  };
  const server = await startServer({ save: stamping });
  const { report } = await live(server, { found: { ...FOUND, updatedAt: 'long ago' } });
  expect(report, report.statement).toMatchObject({ complete: true });
});

test('what a target changes though the run never sent it is put back, and told', async () => {
  const found = { size: 12.5, theme: 'dark' };
  let updates = 0;
  const truncating: Behaviour['save'] = (sent, space, call) => {
    updates += 1;
    if (updates === 2) call.store.replace(space, { ...call.store.preferences(space), size: 12 });
    return deleting(sent, space, call);
  };
  const server = await startServer({ save: truncating });
  const { report, after } = await live(server, { found, sent: [{ cts_a: 1 }, { cts_b: 1 }] });
  expect(after).toEqual(found);
  expect(report, report.statement).toMatchObject({ complete: true });
  expect(report.statement).toContain('"size"');
  expect(report.statement).toContain('although the run never sent');
  expect(report.statement).not.toContain('"theme"');
});

test('what an update of the run took away where updates replace is put back, and blamed on nobody', async () => {
  const server = await startServer(variantNamed('replaces'));
  const { report, after } = await live(server, { sent: [{ cts_a: 1 }, { theme: 'light' }] });
  expect(after).toEqual(FOUND);
  expect(report.statement).not.toContain('although the run never sent');
});

test('what updates of the run took away is blamed on nobody though the target always shows keys of its own', async () => {
  const managed = onUser((user, { number }) => {
    const stored = isJsonObject(user.preferences) ? user.preferences : {};
    return { ...user, preferences: { ...stored, revision: number, version: 2 } };
  });
  const server = await startServer({ save: replacing, ...managed });
  const { report, after } = await live(server, { sent: [{ cts_a: 1 }, { cts_b: 2 }] });
  expect(after).toMatchObject(FOUND);
  expect(report.statement).not.toContain('although the run never sent');
});

test('a time stamp in whole seconds that the target adds is not stored as a preference', async () => {
  const clock = new TurningClock();
  const stamped = onUser((user) => ({
    ...user,
    preferences: {
      seenAt: Math.floor(clock.now() / 1_000),
      ...(isJsonObject(user.preferences) ? user.preferences : {}),
    },
  }));
  const server = await startServer({ save: deleting, ...stamped });
  const meanwhile = () => clock.wait(5_000);
  const { report, after } = await live(server, { meanwhile, clock });
  expect(report, report.statement).toMatchObject({ complete: true });
  expect(after).toEqual(FOUND);
});

test('a store that shows an update only after the next read is read again', async () => {
  const server = await startServer(lagging());
  const { report, after } = await live(server, {});
  expect(report, report.statement).toMatchObject({ complete: true });
  expect(after).toEqual(FOUND);
});

for (const lags of [
  [900, 300, 600],
  [300, 600, 900],
  [900, 600, 300],
  [300, 1_500, 900],
]) {
  test(`what replicas that are ${lags.join(', ')} ms behind do not show yet is put back, too`, async () => {
    const clock = new TurningClock();
    let requests = 0;
    const now = (): number => clock.now() + 100 * requests;
    const server = await startServer({
      ...behind(replicasInTurn(lags, now), { save: deleting, shows: 'saved' }),
      intercept: () => {
        requests += 1;
        return undefined;
      },
    });
    const { report, after } = await live(server, { sent: [SENT, {}, { cts_late: 1 }], clock });
    expect(after).toEqual(FOUND);
    expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
  });
}

test('where a store that lags shows nothing of a run yet, it is read until it does', async () => {
  const clock = new TurningClock();
  const replica = replicaByTime(900, () => clock.now());
  const server = await startServer(behind(replica, { save: deleting, shows: 'saved' }));
  const { report, after } = await live(server, { clock });
  expect(after).toEqual(FOUND);
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
});

test('responses from a cache are not taken for the store', async () => {
  const server = await startServer(caching());
  const { report, after } = await live(server, {});
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
  expect(after).toEqual(FOUND);
});

test('what somebody else adds meanwhile stays, and what the target adds itself', async () => {
  const server = await startServer({ save: deleting });
  const meanwhile = ({ store }: RunningServer): void => {
    store.of('').lastSearch = 'theirs';
  };
  const { report, after } = await live(server, { meanwhile });
  expect(after).toEqual({ ...FOUND, lastSearch: 'theirs' });
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
});

/** Shows no preferences. */
const HIDING = onUser(({ email, roles }) => ({ email, roles }));

test('a space that shows nothing is left alone where the run has sent nothing to it', async () => {
  const save: Behaviour['save'] = (sent, space, call) =>
    call.body.includes('updatedPreferences')
      ? call.store.replace(space, sent)
      : call.store.of(space);
  const server = await startServer({ save, ...HIDING });
  server.store.replace('one', FOUND);
  await live(server, { sent: [{ cts_a: 1 }], spaces: ['space=one'] });
  expect(server.store.preferences('one')).toEqual(FOUND);
});

test('what was sent with a query that names no space is deleted though no response shows what is stored', async () => {
  const server = await startServer({ save: deleting, ...HIDING });
  const { after } = await live(server, { sent: [{ cts_a: 1 }], sentWith: 'unknown=1' });
  expect(after).toEqual(FOUND);
});

test('keys of the suite that were found are residue of an earlier run: they are deleted', async () => {
  const server = await startServer({ save: deleting });
  const { report, after } = await live(server, { found: { ...FOUND, cts_old: 'pasted' } });
  expect(after).toEqual(FOUND);
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
});

test.describe('a store that cannot be read for what is in it', () => {
  const poisoned = ({ store }: Call): boolean => store.preferences().cts_b !== undefined;

  test('and answers 500 is cleaned blind', async () => {
    const success: Behaviour['success'] = (preferences, call) => {
      if (poisoned(call)) throw new Error('cannot be written');
      return referenceBehaviour.success(preferences, call);
    };
    const server = await startServer({ save: deleting, success });
    const { report, after } = await live(server, {});
    expect(after).toEqual(FOUND);
    expect(report, report.statement).toMatchObject({ complete: true });
  });

  test('and writes no JSON is cleaned blind', async () => {
    const serialise: Behaviour['serialise'] = (body, reply, call) =>
      poisoned(call)
        ? Buffer.from('{"object":{"preferences":{"cts_b":NaN}}}')
        : referenceBehaviour.serialise(body, reply, call);
    const server = await startServer({ save: deleting, serialise });
    const { report, after } = await live(server, {});
    expect(after).toEqual(FOUND);
    expect(report, report.statement).toMatchObject({ complete: true });
  });

  test('and takes no null is overwritten with what does no harm', async () => {
    const serialise: Behaviour['serialise'] = (body, reply, call) =>
      call.store.preferences().cts_b === 'b'
        ? Buffer.from('<html>')
        : referenceBehaviour.serialise(body, reply, call);
    const ignoring: Behaviour['save'] = (sent, space, call) =>
      referenceBehaviour.save(withoutNulls(sent), space, call);
    const server = await startServer({ serialise, save: ignoring });
    const { report, after } = await live(server, { found: { zoom: 3 } });
    expect(after).toMatchObject({ zoom: 3, cts_b: 0 });
    expect(report.spaces[0]).toMatchObject({ outcome: 'residue' });
    expect(report.statement).toContain('it accepted their deletion, and keeps their values');
  });
});

test('a target that turns the credentials away is not asked for each name: that may lock an account', async () => {
  const intercept = ({ number }: Call) => {
    if (number > 2) throw new Refusal(401, 'Expired.');
    return undefined;
  };
  const server = await startFilled(deletingAnd({ intercept }));
  const names = Array.from({ length: 16 }, (_, index) => [`cts_${index}`, index] as const);
  const report = await writeAndPutBack(server, [Object.fromEntries(names)]);
  await server.close();
  // Two of the run itself; three readings of the user and of the store, a deletion, and three readings.
  expect(server.requests).toBe(2 + 3 + 3 + 1 + 3);
  expect(report.complete).toBe(false);
  expect(report.statement).toContain('the next run tries again');
});

test('one value that is refused by now keeps no other from being put back, nor test keys there', async () => {
  const strict: Behaviour['validate'] = (value, call) => {
    if (call.number > 4 && call.body.toString().includes('"dark"')) throw new Refusal(422, 'No.');
    return referenceBehaviour.validate(value, call);
  };
  const server = await startServer({ save: deleting, validate: strict });
  const { report, after } = await live(server, { sent: [{ ...SENT, theme: 'light' }] });
  expect(after).toEqual({ ...FOUND, theme: after.theme });
  expect(report).toMatchObject({ complete: false, spaces: [{ changed: ['theme'], residue: [] }] });
});

test('where the target refuses all that was found, it is not asked for each value of very many', async () => {
  const found = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`p${index}`, index]));
  const strict: Behaviour['validate'] = (value, call) => {
    if (call.number > 4 && /"p\d/.test(call.body.toString())) throw new Refusal(422, 'No.');
    return referenceBehaviour.validate(value, call);
  };
  const server = await startServer({ save: replacing, validate: strict }, { record: true });
  const { report } = await live(server, { found, sent: [{ cts_a: 2 }] });
  expect(report).toMatchObject({ complete: false });
  expect(report.spaces[0]?.changed).toHaveLength(500);
  expect(server.requests).toBeLessThan(450);
});

test.describe('where updates replace', () => {
  const story = { found: FOUND, sent: [SENT, { cts_a: 2 }, {}] };

  test('one value that is refused by now keeps no other from being put back', async () => {
    const strict: Behaviour['validate'] = (value, call) => {
      if (call.number > 4 && call.body.toString().includes('"dark"')) throw new Refusal(422, 'No.');
      return referenceBehaviour.validate(value, call);
    };
    const server = await startServer({ save: replacing, validate: strict });
    const { report, after } = await live(server, story);
    const { theme, ...others } = FOUND;
    expect(theme).toBe('dark');
    expect(after).toEqual(others);
    expect(report).toMatchObject({ complete: false, spaces: [{ changed: ['theme'] }] });
  });

  test('a revision that the target counts and refuses keeps nothing from being put back', async () => {
    const revised: Behaviour['save'] = async (sent, space, call) => {
      if (sent._rev !== undefined) throw new Refusal(422, 'Read-only.');
      const before = Number(call.store.of(space)._rev ?? 1);
      const saved = await replacing(sent, space, call);
      if (Object.keys(sent).length > 0) call.store.of(space)._rev = before + 1;
      return saved;
    };
    const server = await startServer({ save: revised });
    const { report, after } = await live(server, { ...story, found: { ...FOUND, _rev: 7 } });
    const { _rev: revision, ...others } = after;
    expect(others).toEqual(FOUND);
    expect(Number(revision)).toBeGreaterThan(7);
    expect(report, report.statement).toMatchObject({ complete: true });
  });
});

const appending: Behaviour['save'] = (sent, space, call) => {
  const live = call.store.of(space);
  const merged = Object.entries(sent).map(([name, value]) => {
    const before = live[name];
    const both = Array.isArray(before) && Array.isArray(value);
    return [name, both ? (before as unknown[]).concat(value) : value];
  });
  return deleting(Object.fromEntries(merged) as JsonObject, space, call);
};

function withoutNulls(sent: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
}

/** Answers with what was stored one request ago. */
function lagging(): Deviation {
  let before: JsonObject = FOUND;
  return {
    save: async (sent, space, call) => {
      const shown = before;
      before = { ...(await deleting(sent, space, call)) };
      return shown;
    },
  };
}

/** Replicas that each show an update some milliseconds later, and are read in turn. */
function replicasInTurn(lags: readonly number[], now: () => number): Replica {
  const replicas = lags.map((ms) => replicaByTime(ms, now));
  let reads = 0;
  return {
    write: (...update) => {
      for (const replica of replicas) replica.write(...update);
    },
    show: (space, stored, isRead) => {
      const replica = replicas[reads % replicas.length];
      reads += 1;
      return replica?.show(space, stored, isRead) ?? stored;
    },
  };
}

/** Answers reads from a cache that an update does not empty, unless it is asked to go past it. */
function caching(): Deviation {
  let cached: JsonObject | null = null;
  return {
    save: async (sent, space, call) => {
      const isRead = Object.keys(sent).length === 0;
      const shown = { ...(await deleting(sent, space, call)) };
      if (!isRead) return shown;
      const asksPast = String(call.headers['cache-control']).includes('no-cache');
      if (cached === null || asksPast) cached = shown;
      return cached;
    },
  };
}
