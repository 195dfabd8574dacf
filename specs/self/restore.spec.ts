import { expect, test } from '@playwright/test';
import { MACHINE_CLOCK } from '../../fixtures/http/clock.ts';
import type { SentNames } from '../../fixtures/restore/own-names.ts';
import { restoreSpace } from '../../fixtures/restore/restore-space.ts';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Behaviour, Call, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import type { JsonObject } from '../../schema/json/json-value.ts';
import {
  begin,
  deletingAnd,
  FOUND,
  startFilled,
  variantNamed,
  writeAndPutBack,
} from './restore/restoring.ts';
import { TurningClock } from './transport/turning-clock.ts';
import { testDirectory } from './test-directory.ts';

const WRITES = [
  { theme: 'light', 'page size': 1, extra: { a: 1 } },
  { 'k.e.y': null, __x: [] },
  {},
];

test.describe('the store is as it was', () => {
  for (const name of ['null-deletes', 'replaces']) {
    test(`on a server that is ${name}`, async () => {
      const server = await startFilled(variantNamed(name));
      const report = await writeAndPutBack(server, WRITES);
      await server.close();
      expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
      expect(server.store.preferences()).toEqual(FOUND);
    });
  }

  test('though the target shows no preferences where there are none', async () => {
    const replacing = variantNamed('replaces');
    const omitting = onUser(({ preferences, ...user }) =>
      Object.keys(preferences ?? {}).length === 0 ? user : { ...user, preferences },
    );
    const server = await startFilled({
      ...(typeof replacing === 'function' ? replacing() : replacing),
      ...omitting,
    });
    const report = await writeAndPutBack(server, [{ theme: 'light' }, {}]);
    await server.close();
    expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
    expect(server.store.preferences()).toEqual(FOUND);
  });

  test('though the target is locked for a moment', async () => {
    const clock = new TurningClock();
    let lockedUntil = 0;
    const server = await startFilled(
      deletingAnd({
        intercept: () => {
          if (clock.now() >= lockedUntil) return undefined;
          throw new Refusal(423, 'Locked: compacting.');
        },
      }),
    );
    const locking = (): JsonObject => {
      lockedUntil = clock.now() + 900;
      return { theme: 'dim' };
    };
    const report = await writeAndPutBack(server, [...WRITES, locking], [], {}, clock);
    await server.close();
    expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
    expect(server.store.preferences()).toEqual(FOUND);
  });

  test('though the target changes keys of its own', async () => {
    const own = variantNamed('keys-of-its-own');
    const server = await startFilled(deletingAnd(typeof own === 'function' ? own() : own));
    const report = await writeAndPutBack(server, WRITES);
    await server.close();
    expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
    expect(server.store.preferences()).toMatchObject(FOUND);
  });

  test('in every space that was noted', async () => {
    const server = await startFilled();
    server.store.replace('blue', { a: 1 });
    const report = await writeAndPutBack(server, WRITES, ['space=blue', 'space=red']);
    await server.close();
    expect(report.spaces.map(({ query }) => query)).toEqual([null, 'space=blue', 'space=red']);
    expect(report.statement).toContain('were put back');
    expect(server.store.preferences()).toEqual(FOUND);
    expect(server.store.preferences('blue')).toEqual({ a: 1 });
    expect(server.store.preferences('red')).toEqual({});
  });

  test('without an update where nothing changed', async () => {
    const server = await startFilled(variantNamed('null-deletes'), { record: true });
    const report = await writeAndPutBack(server, [{}]);
    await server.close();
    expect(report.statement).toBe('The preferences are as they were found.');
    expect(server.recorded.map(({ body }) => body.toString())).not.toContain(
      JSON.stringify({ updatedPreferences: FOUND }),
    );
  });

  test('though one response in three is a 500', async () => {
    const server = await startFilled(
      deletingAnd({
        intercept: ({ number }) =>
          number > 4 && number % 3 === 0 ? { status: 500, headers: [], body: {} } : undefined,
      }),
    );
    const report = await writeAndPutBack(server, WRITES);
    await server.close();
    expect(report.complete).toBe(true);
    expect(server.store.preferences()).toEqual(FOUND);
  });

  for (const [what, taken] of [
    ['deletes ten of the names in an update', (names) => names.slice(0, 10)],
    ['ignores an update of more than ten names', (names) => (names.length > 10 ? [] : names)],
  ] satisfies [string, (names: readonly string[]) => readonly string[]][]) {
    test(`though the target ${what}, and says nothing of that`, async () => {
      const server = await startFilled({
        save: (sent, space, call) => {
          const [nulls, others] = [true, false].map((isNull) =>
            Object.keys(sent).filter((name) => (sent[name] === null) === isNull),
          );
          merge(Object.fromEntries((others ?? []).map((name) => [name, sent[name]])), space, call);
          const live = call.store.of(space);
          for (const name of taken(nulls ?? [])) Reflect.deleteProperty(live, name);
          const shown = Object.entries(live).filter(([name]) => nulls?.includes(name) !== true);
          return Object.fromEntries(shown);
        },
      });
      const many = Object.fromEntries(
        Array.from({ length: 45 }, (_, index) => [`k${index}`, index]),
      );
      const report = await writeAndPutBack(server, [many]);
      await server.close();
      expect(server.store.preferences()).toEqual(FOUND);
      expect(report).toMatchObject({ complete: true });
    });
  }

  test('though one key cannot be deleted: that one alone remains, and is named', async () => {
    const server = await startFilled(
      deletingAnd({
        validate: (value, call) => {
          if (call.body.toString().includes('"stuck":null')) throw new Refusal(422, 'No.');
          return referenceBehaviour.validate(value, call);
        },
      }),
    );
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]));
    const report = await writeAndPutBack(server, [{ ...many, stuck: 1 }]);
    await server.close();
    expect(server.store.preferences()).toEqual({ ...FOUND, stuck: 1 });
    expect(report.spaces[0]?.residue).toEqual([{ key: 'stuck', now: 'refused' }]);
    expect(report.statement).toContain('keeps "stuck" of the run: it refused to delete');
  });
});

test('a server that stores null: the keys that it keeps are named, with the request and who can help', async () => {
  const server = await startFilled({});
  const report = await writeAndPutBack(server, WRITES);
  await server.close();
  expect(server.store.preferences()).toEqual({ ...FOUND, extra: null, 'k.e.y': null, __x: null });
  expect(report.complete).toBe(true);
  expect(report.spaces[0]).toMatchObject({
    outcome: 'residue',
    residue: [
      { key: 'extra', now: 'null' },
      { key: 'k.e.y', now: 'null' },
      { key: '__x', now: 'null' },
    ],
    curl: expect.stringContaining('"extra":null'),
    remedy: expect.stringContaining('access to the store'),
  });
  expect(report.statement).toContain('it stored null where deletion was asked for');
});

test('values that the server changes on their way in are named, and what was found stays open', async () => {
  const numbers = mutants.find(({ name }) => name === 'saved-as-text');
  const server = await startFilled(numbers?.behaviour);
  const report = await writeAndPutBack(server, [{ 'page size': 1 }]);
  await server.close();
  expect(report.complete).toBe(false);
  expect(report.spaces[0]).toMatchObject({ outcome: 'changed', changed: ['page size'] });
});

test('a target that hangs costs three time limits, and what was found stays open', async () => {
  const hanging = () => new Promise<undefined>(() => undefined);
  const intercept = ({ number }: Call) => (number > 2 ? hanging() : undefined);
  const server = await startFilled(deletingAnd({ intercept }));
  const report = await writeAndPutBack(server, [{ theme: 'light' }], ['space=a', 'space=b'], {
    TIMEOUT_MS: '150',
  });
  await server.close();
  // Three reads and three updates of the run itself, then three without a response.
  expect(server.requests).toBe(6 + 3);
  expect(report.complete).toBe(false);
  expect(report.statement).toContain('the next run tries again');
});

test('what a target asks to wait for is no hanging: the preferences are put back after it', async () => {
  const clock = new TurningClock();
  let until = Infinity;
  const intercept = ({ number }: Call) => {
    if (number === 3) until = clock.now() + 900;
    if (number < 3 || clock.now() > until) return undefined;
    throw new Refusal(429, 'Slow down.', { headers: [['Retry-After', '1']] });
  };
  const server = await startFilled(deletingAnd({ intercept }));
  const settings = { TIMEOUT_MS: '150' };
  const report = await writeAndPutBack(server, [{ theme: 'light' }], [], settings, clock);
  await server.close();
  expect(report.complete, report.statement).toBe(true);
  expect(server.store.preferences()).toEqual(FOUND);
});

test('settings and contract are checked before anything is sent', async () => {
  const server = await startFilled();
  const begun = (more: Record<string, string>) => begin(server.url, testDirectory(), more);
  await expect(begun({ MAX_RPS: 'many', SEED: 'x' })).rejects.toThrow(
    /MAX_RPS.*\nSEED|SEED.*\nMAX_RPS/,
  );
  await expect(begun({ CONTRACT: 'package.json' })).rejects.toThrow('package.json');
  await expect(begun({ BASE_URL: 'https://staging.example' })).rejects.toThrow('ALLOW_WRITES');
  await server.close();
  expect(server.requests).toBe(0);
});

test.describe('the text of a preference', () => {
  const long =
    '{ "a" : 123456789012345678901234567890, "b":[1.0 , {"c":"}]\\""}],"\\u0061\\u0062":1e400 }';

  test('is sent again as it was written, and only where it differs', async () => {
    const other = long.replace('890', '891').replace('1e400', '1');
    const { sent, space } = await restoreTexts(long, [other, other, long]);
    expect(sent).toEqual(['{"a":123456789012345678901234567890,"\\u0061\\u0062":1e400}']);
    expect(space.outcome).toBe('restored');
  });

  test('that comes back written in another way is said to be uncertain', async () => {
    const { space } = await restoreTexts(long, [
      '{}',
      long.replace('123456789012345678901234567890', '1.2345678901234568e29'),
    ]);
    expect(space).toMatchObject({ outcome: 'restored', uncertain: ['a'], changed: [] });
  });

  test('of an empty object may be a list', async () => {
    const { sent, space } = await restoreTexts('[]', ['["x"]', '[]']);
    expect(sent).toEqual(['{"0":null}']);
    expect(space.outcome).toBe('restored');
  });
});

test('what a space shows of the unnamed one is not written into it', async () => {
  const save: Behaviour['save'] = (sent, space, call) => {
    const own = { ...call.store.preferences(space), ...sent };
    const kept = Object.entries(own).filter(([, value]) => value !== null);
    call.store.replace(space, Object.fromEntries(kept));
    return { ...call.store.preferences(''), ...call.store.preferences(space) };
  };
  const server = await startFilled(deletingAnd({ save }));
  server.store.replace('one', { own: 1 });
  const update = (query?: string) => (query === undefined ? { theme: 'light' } : { extra: 1 });
  const report = await writeAndPutBack(server, [update], ['space=one']);
  await server.close();
  expect(report.complete, report.statement).toBe(true);
  expect(server.store.preferences()).toEqual(FOUND);
  expect(server.store.preferences('one')).toEqual({ own: 1 });
});

/** Deletes nulls; a cache answers what reads, whatever space it names, with what the last update of any space showed. */
function cachingForAllSpaces(): Deviation {
  let cached: JsonObject | null = null;
  return deletingAnd({
    save: (sent, space, call) => {
      const kept = Object.entries(merge(sent, space, call)).filter(([, value]) => value !== null);
      const now = call.store.replace(space, Object.fromEntries(kept));
      if (cached === null || Object.keys(sent).length > 0) cached = { ...now };
      return cached;
    },
  });
}

test('what a cache showed of the unnamed space is not written into others, and is told', async () => {
  const server = await startFilled(cachingForAllSpaces());
  server.store.replace('one', { own: 1 });
  const update = (query?: string) => ({ [`cts_${query ?? 'none'}`]: 1 });
  const report = await writeAndPutBack(server, [update], ['space=one', 'space=two']);
  await server.close();
  expect(server.store.preferences()).toEqual(FOUND);
  expect(server.store.preferences('one')).toEqual({ own: 1 });
  expect(server.store.preferences('two')).toEqual({});
  expect(report.spaces[1]).toMatchObject({ unwritten: Object.keys(FOUND) });
  expect(report.statement).toContain('nothing was written');
});

/** Deletes nulls; the first update without a space that sets something is saved in the space one. */
function savingElsewhere(): Deviation {
  let isFirst = true;
  return deletingAnd({
    save: (sent, space, call) => {
      const isElsewhere = isFirst && space === '' && Object.keys(sent).length > 0;
      if (isElsewhere) isFirst = false;
      const into = isElsewhere ? 'one' : space;
      const kept = Object.entries(merge(sent, into, call)).filter(([, value]) => value !== null);
      return call.store.replace(into, Object.fromEntries(kept));
    },
  });
}

test('what is saved in another space than it was sent to is deleted there where it is surely the suite’s, else told', async () => {
  const server = await startFilled(savingElsewhere());
  server.store.replace('one', FOUND);
  const updates = [
    (query?: string) => (query === undefined ? { cts_a: 1, CASE: 1 } : {}),
    (query?: string) => (query === undefined ? { cts_b: 1 } : {}),
  ];
  const report = await writeAndPutBack(server, updates, ['space=one']);
  await server.close();
  expect(server.store.preferences()).toEqual(FOUND);
  expect(server.store.preferences('one')).toEqual({ ...FOUND, CASE: 1 });
  expect(report.spaces[1]).toMatchObject({ unwritten: ['CASE'] });
  expect(report.statement).toContain('nothing was written');
});

for (const name of ['null-deletes', 'replaces']) {
  test(`spaces that held the same are put back each, on a server that is ${name}`, async () => {
    const server = await startFilled(variantNamed(name));
    server.store.replace('one', FOUND);
    const update = (query?: string) => ({ [`cts_${query ?? 'none'}`]: 1 });
    const report = await writeAndPutBack(server, [update], ['space=one', 'space=two']);
    await server.close();
    expect(report, report.statement).toMatchObject({ complete: true });
    expect(['', 'one', 'two'].map((space) => server.store.preferences(space))).toMatchObject([
      FOUND,
      FOUND,
      {},
    ]);
    expect(report.statement).not.toContain('nothing was written');
  });
}

test('a target that shows other names at each reading is written to once, and not waited for', async () => {
  const { sent, space } = await restoreTexts(
    '{"a":1}',
    Array.from({ length: 9 }, (_, index) => `{"other${index}":0}`),
    { anywhere: new Set(['cts_x']), here: new Set(['cts_x']) },
  );
  expect(sent).toEqual(['{"a":1}']);
  expect(space.outcome).toBe('unreadable');
});

test('a store that lags shows other names until it shows what was found', async () => {
  const { space } = await restoreTexts(
    '{"a":1}',
    ['{"cts_x":1}', '{"cts_y":1}', '{"z":1}', '{"a":1}'],
    { anywhere: new Set(['cts_x']), here: new Set(['cts_x']) },
  );
  expect(space.outcome).toBe('restored');
});

test('preferences that were not shown before are never overwritten', async () => {
  const asking = {
    read: () => Promise.reject(new Error('read')),
    update: () => Promise.reject(new Error('update')),
    curl: () => '',
    clock: MACHINE_CLOCK,
  };
  const space = await restoreSpace({ query: null, preferences: null }, null, asking);
  expect(space.outcome).toBe('unknown');
});

/** Restores found preferences on a target that shows these texts one after another, and then the last. */
async function restoreTexts(
  found: string,
  shown: readonly string[],
  names: SentNames | null = null,
) {
  const sent: string[] = [];
  const texts = [...shown];
  const read = () => Promise.resolve(showing(texts.length > 1 ? texts.shift() : texts[0]));
  const update = (text: string) => {
    sent.push(text);
    return Promise.resolve(showing('{}'));
  };
  const space = await restoreSpace({ query: null, preferences: found }, names, {
    read,
    update,
    curl: () => '',
    clock: new TurningClock(),
  });
  return { sent, space };
}

function showing(preferences = '{}'): Exchange {
  const body = Buffer.from(`{"object": {"email":"e", "preferences" : ${preferences} }}`);
  return {
    case: { label: '', method: 'PUT', path: '/', query: null, headers: [], body: null },
    class: 'valid',
    url: 'http://localhost/',
    startedAt: 0,
    durationMs: 1,
    response: { status: 200, headers: [], body, bodyLength: body.length },
  };
}
