import { expect, test } from '@playwright/test';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import {
  countingForGood,
  deleting,
  keepingTheLast,
  nameQuotaVariants,
  quotaVariants,
  replacing,
  sizeQuotaVariants,
  updateQuotaVariants,
} from '../../fixtures/servers/mutants/quota-variants.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { contains } from '../../fixtures/servers/mutants/json-rewriting.ts';
import type { JsonObject } from '../../schema/json/json-value.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { claimNamed } from './judging/claims.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

const refusedUpdates = claimNamed('refused-updates');
const saving = claimNamed('saving');

test.describe.configure({ mode: 'parallel' });

const OF_NAMES = /^The target limits how long the names .*: (\d+) octets were too much\.$/;

/** A server without a limit gets some 145 of smoke. */
const MOST_REQUESTS = 245;

const SMOKE = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };

function limitsIn({ observations }: ConformanceReport): readonly string[] {
  return observations.filter(({ kind }) => kind === 'limit').map(({ statement }) => statement);
}

for (const { name, behaviour } of quotaVariants()) {
  test(`smoke finds the limit of ${name} and nothing else, in few requests more`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
    expect(server.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    const seen = report.observations.filter(({ kind }) => ['limit', 'lost-values'].includes(kind));
    expect(seen.map(({ statement }) => statement)).toContainEqual(
      expect.stringMatching(/^The target limits how many preferences a user may have: \d+ were/),
    );
    expect(seen.filter(({ kind }) => kind === 'lost-values')).toEqual([]);
  });
}

for (const { name, behaviour } of [...sizeQuotaVariants(), ...updateQuotaVariants()]) {
  test(`the default profile finds the limit of ${name} and nothing else`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(server.url, { ...SMOKE, PROFILE: 'default' }).finally(() =>
      server.close(),
    );
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
    expect(limitsIn(report)).toContainEqual(
      expect.stringMatching(/^The target limits how large .*: \d+ octets of JSON were too much\.$/),
    );
    expect(limitsIn(report)).not.toContainEqual(expect.stringContaining('how many'));
  });
}

for (const { name, behaviour } of nameQuotaVariants()) {
  test(`smoke accuses ${name} of nothing, and does not take its limit for one on their number`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
    expect(limitsIn(report)).not.toContainEqual(expect.stringContaining('how many'));
  });
}

for (const unnamed of ['', 'one']) {
  test(`a limit on the length of all names is told with no fewer octets, where no space is '${unnamed}'`, async () => {
    const server = await startServer({
      ...named('quota-600-octets-of-names'),
      space: (query, call) => referenceBehaviour.space(query, call) || unnamed,
    });
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    const [, octets] = limitsIn(report).flatMap((each) => OF_NAMES.exec(each) ?? []);
    expect(tripped(report)).toEqual([]);
    expect(Number(octets)).toBeGreaterThan(600);
  });
}

for (const most of [12, 24, 30]) {
  test(`a limit of ${most} preferences is held against nobody where responses show only what was sent`, async () => {
    const server = await startServer({
      save: (sent, space, call) => {
        const all = Object.entries({ ...call.store.preferences(space), ...sent });
        if (all.filter(([, value]) => value !== null).length > most) {
          throw new Refusal(422, 'Too many.');
        }
        deleting(sent, space, call);
        return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
      },
    });
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(limitsIn(report)).toContainEqual(
      'The target limits how many preferences a user may have.',
    );
  });
}

for (const most of [60, 100]) {
  test(`a server of ${most} preferences that refuses long names is told by their number`, async () => {
    const server = await startServer({
      save: (sent, space, call) => {
        const names = Object.keys(sent);
        if (names.some((name) => Buffer.byteLength(name) > 30)) throw new Refusal(422, 'Long.');
        const all = new Set([...Object.keys(call.store.preferences(space)), ...names]);
        if (names.length > 0 && all.size > most) throw new Refusal(422, 'Too many.');
        return deleting(sent, space, call);
      },
    });
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(limitsIn(report)).toContainEqual(expect.stringContaining('how many'));
    expect(limitsIn(report)).not.toContainEqual(expect.stringMatching(OF_NAMES));
  });
}

const REFUSALS_OF_CONTENT: Readonly<
  Record<string, (sent: JsonObject, stored: JsonObject) => boolean>
> = {
  'strings of more than 100 octets': (sent) =>
    contains(sent, (part) => typeof part === 'string' && Buffer.byteLength(part) > 100),
  'updates while a list in a list is stored': (sent, stored) =>
    Object.keys(sent).length > 0 &&
    contains(stored, (part) => Array.isArray(part) && part.some(Array.isArray)),
};

for (const [what, isRefused] of Object.entries(REFUSALS_OF_CONTENT)) {
  test(`no limit on the size hides that a server refuses ${what}`, async () => {
    const refusing: Behaviour['save'] = (sent, space, call) => {
      if (isRefused(sent, call.store.of(space))) throw new Refusal(422, 'Not that.');
      return merge(sent, space, call);
    };
    const server = await startServer(() => ({ save: refusing }));
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toContain('valid-is-accepted');
    expect(limitsIn(report)).not.toContainEqual(expect.stringContaining('how large'));
  });
}

test('where updates replace, no limit on the size hides that a server refuses some strings', async () => {
  const isLong = (part: unknown): boolean =>
    typeof part === 'string' && Buffer.byteLength(part) > 100;
  const server = await startServer({
    save: (sent, space, call) => {
      if (contains(sent, isLong)) throw new Refusal(422, 'Not that.');
      return replacing(sent, space, call);
    },
  });
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  expect(tripped(report)).toContain('valid-is-accepted');
  expect(limitsIn(report)).not.toContainEqual(expect.stringContaining('how large'));
});

for (const lenient of ['reads-utf-16', 'replaces-other-octets', 'reads-single-quotes']) {
  test(`a full account is no fault of a server that reads what is malformed: ${lenient}`, async () => {
    const server = await startServer({ ...named(lenient), ...named('quota-12') });
    const report = await judgeTarget(server.url, { ...SMOKE, PROFILE: 'default' }).finally(() =>
      server.close(),
    );
    expect(tripped(report)).toEqual([]);
  });
}

/** What differs from the reference in a variant without a state of its own. */
function named(name: string): Partial<Behaviour> {
  const behaviour = variants.find((each) => each.name === name)?.behaviour;
  return typeof behaviour === 'object' ? behaviour : {};
}

test('a store that keeps the last few is told by how many it keeps, and accused of nothing', async () => {
  const server = await startServer(() => ({ save: keepingTheLast(14, 14) }));
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
  expect(limitsIn(report)).toContain(
    'Of the preferences that a user sets, the target keeps the last 14: what was set before gives way.',
  );
});

test('a store that keeps the last hundred, and takes more at once, is accused of nothing', async () => {
  const server = await startServer(deletingNulls(() => ({ save: keepingTheLast(100, Infinity) })));
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
});

for (const most of [20, 60, 90]) {
  test(`a store in which ${most} names count for good is accused of nothing`, async () => {
    const server = await startServer(() => ({ save: countingForGood(most) }));
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
    expect(server.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(limitsIn(report)).toEqual([
      'The target limits how many preferences a user may have, and counts those that were deleted.',
    ]);
  });
}

test('a second run finds names that count for good used up, and accuses of nothing', async () => {
  const save = countingForGood(90);
  for (const variables of [{ PROFILE: 'default' }, { SEED: '7' }]) {
    const server = await startServer(() => ({ save }));
    const report = await judgeTarget(server.url, { ...SMOKE, ...variables }).finally(() =>
      server.close(),
    );
    expect(tripped(report)).toEqual([]);
    expect(limitsIn(report)).toHaveLength(1);
  }
});

for (const name of ['refuses-nine-at-once', 'refuses-booleans', 'refuses-nested-objects']) {
  test(`where null deletes, no limit hides ${name}`, async () => {
    const server = await startServer(
      deletingNulls(mutants.find((each) => each.name === name)?.behaviour),
    );
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(tripped(report)).toContain('valid-is-accepted');
    expect(limitsIn(report)).not.toContainEqual(expect.stringContaining('how many'));
  });
}

test('a server that refuses booleans, and counts names for good, is accused of the one and told the other', async () => {
  const count = countingForGood(90);
  const server = await startServer(() => ({
    save: (sent, space, call) => {
      if (Object.values(sent).includes(true)) throw new Refusal(422, 'No booleans.');
      return count(sent, space, call);
    },
  }));
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  expect(tripped(report)).toEqual(['valid-is-accepted']);
  expect(limitsIn(report)).toContainEqual(
    expect.stringContaining('counts those that were deleted'),
  );
});

test('a store in which a name keeps the type that it had first is accused, and told no limit', async () => {
  const types = new Map<string, string>();
  const server = await startServer(
    deletingNulls({
      save: (sent, space, call) => {
        for (const [name, value] of Object.entries(sent)) {
          const type = Array.isArray(value) ? 'array' : typeof value;
          if (value === null) continue;
          if ((types.get(name) ?? type) !== type) throw new Refusal(422, `${name} is no ${type}.`);
          types.set(name, type);
        }
        return merge(sent, space, call);
      },
    }),
  );
  const variables = { ...SMOKE, PROFILE: 'default', SPACES: 'alpha,beta' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  expect(tripped(report)).toEqual(['valid-is-accepted']);
  expect(limitsIn(report)).not.toContainEqual(expect.stringContaining('how many'));
});

test('a store that takes more at once than it keeps is told by how many it keeps, and accused of nothing', async () => {
  const server = await startServer(() => ({ save: keepingTheLast(15, Infinity) }));
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  expect(tripped(report)).toEqual([]);
  expect(limitsIn(report)).toContain(
    'Of the preferences that a user sets, the target keeps the last 15: what was set before gives way.',
  );
});

test('a server that leaves out what is beyond fifteen names of one update is accused, and told no limit', async () => {
  const server = await startServer({
    save: (sent, space, call) =>
      merge(Object.fromEntries(Object.entries(sent).slice(-15)), space, call),
  });
  const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
  expect(tripped(report)).toContain('sent-keys-are-returned');
  expect(limitsIn(report)).toEqual([]);
});

test('what a look at the number changes is put back, so that a refused update has changed nothing', async () => {
  for (const { name, behaviour } of quotaVariants()) {
    const server = await startServer(behaviour);
    const variables = { STRICT: '1', TIMEOUT_MS: '8000' };
    const claims = [claimNamed('control'), saving, refusedUpdates];
    const report = await judgeTarget(server.url, variables, claims).finally(() => server.close());
    expect(tripped(report), name).toEqual([]);
  }
});

test('a limit on one update is looked for a few times, so that few names stay', async () => {
  const mutant = mutants.find(({ name }) => name === 'refuses-nine-at-once');
  const server = await startServer(mutant?.behaviour);
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  expect(report.observations.filter(({ kind }) => kind === 'limit')).toEqual([]);
  expect(Object.keys(server.store.preferences()).length).toBeLessThanOrEqual(40);
});
