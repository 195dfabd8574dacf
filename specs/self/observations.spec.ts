import { expect, test } from '@playwright/test';
import { onFailure, onUser, refusingSent } from '../../fixtures/servers/mutants/deviation.ts';
import { hasName } from '../../fixtures/servers/mutants/json-rewriting.ts';
import { limitVariants } from '../../fixtures/servers/mutants/limit-variants.ts';
import { mannerVariants } from '../../fixtures/servers/mutants/manner-variants.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { askClaim, claimNamed } from './judging/claims.ts';
import { deletingNulls } from './judging/store-ways.ts';
import type { Variables } from './judging/judge-target.ts';
import { openTarget } from './judging/open-target.ts';

test.describe.configure({ mode: 'parallel' });

test('an undeclared property is observed with a count and an example: redacted, then cut', async () => {
  const note = `${'x'.repeat(50)} s3cret-token ada@example.com`;
  const behaviour = onUser((user) => ({ ...user, id: 7, note }));
  const { observations } = await askOf(behaviour, ['control'], {
    API_TOKEN: 's3cret-token',
    SPACES: '',
  });
  const observed = observations.filter(({ kind }) => kind === 'undeclared-property');
  expect(observed).toEqual([
    {
      kind: 'undeclared-property',
      statement: 'The contract does not declare /object/id, which 200 responses carry.',
      data: { seen: 2, example: '7' },
    },
    {
      kind: 'undeclared-property',
      statement: 'The contract does not declare /object/note, which 200 responses carry.',
      data: { seen: 2, example: `"${'x'.repeat(50)} $API_TO…` },
    },
  ]);
});

test('values of an object that the suite itself replaced are not told as lost', async () => {
  for (const name of ['dotted', 'replacing'] as const) {
    const refusing = refusingSent(422, (sent) => hasName(sent, (key) => /-0|[.]/.test(key)));
    const replacing: Deviation = {
      save: (sent, space, { store }) =>
        Object.keys(sent).length === 0 ? store.of(space) : store.replace(space, sent),
    };
    const behaviour = name === 'dotted' ? refusing : { ...refusing, ...replacing };
    const seen = await askOf(behaviour, ['saving', 'hazards']);
    expect(statementsOf(seen, 'lost-values'), name).toEqual([]);
  }
});

test('values that are refused when they are sent again are not told as kept then', async () => {
  const dropping = (): Partial<Behaviour> => {
    const dropped = new Set<string>();
    return {
      save: (sent, space, call) => {
        if (Object.keys(sent).some((key) => dropped.has(key))) throw new Refusal(422, 'Gone.');
        const all = Object.entries(merge(sent, space, call));
        for (const [key] of all.slice(0, -80)) if (!/^cts_(in|odd)$/.test(key)) dropped.add(key);
        call.store.replace(space, Object.fromEntries(all.slice(-80)));
        return Object.fromEntries(all);
      },
    };
  };
  const seen = await askOf(deletingNulls(dropping), ['saving', 'hazards']);
  expect(statementsOf(seen, 'lost-values').filter((each) => each.includes('kept'))).toEqual([]);
  expect(statementsOf(seen, 'lost-values')).not.toEqual([]);
});

test('an update that is saved behind a 408 page is told neither as a loss nor as a fault', async () => {
  const late = limitVariants.find(({ name }) => name === 'idle-connections-timed-out-late');
  const seen = await askOf(late?.behaviour, ['saving', 'valid-updates']);
  expect(seen.findings).toEqual([]);
  expect(statementsOf(seen, 'lost-values')).toEqual([]);
});

test('updates in flight that were refused are told as refused, and none as lost', async () => {
  for (const name of ['conflict-in-flight', 'late-writers-conflict']) {
    const variant = [...limitVariants, ...mannerVariants].find((each) => each.name === name);
    const seen = await askOf(variant?.behaviour, ['concurrency']);
    expect(seen.findings, name).toEqual([]);
    expect(seen.observations.filter(({ kind }) => kind !== 'error-members')).toEqual([
      {
        kind: 'in-flight',
        statement: expect.stringMatching(
          /^Of 8 updates in flight together, [2-7] were answered with 409\.$/,
        ),
        data: { status: 409, count: expect.any(Number) },
      },
    ]);
  }
});

test('a refused hazard is told with its place, and only where something plain is taken there', async () => {
  const knowsOne: Deviation = {
    space: (query, call) => {
      const space = referenceBehaviour.space(query, call);
      if (space === '' || space === 'one') return space;
      throw new Refusal(404, 'There is no such space.');
    },
  };
  expect(statementsOf(await askOf(knowsOne, ['hazards']), 'limit')).toEqual([
    'The target refuses values of space that it does not know.',
  ]);
  const noEmoji = refusingSent(422, (sent) =>
    hasName(sent, (key) => /\p{Emoji_Presentation}/u.test(key)),
  );
  expect(statementsOf(await askOf(deletingNulls(noEmoji), ['hazards']), 'limit')).toEqual([
    'The target refuses a name in the preferences: an emoji (422).',
    'The target refuses a name in the preferences: an emoji, inside an object (422).',
  ]);
  const noDashes = refusingSent(422, (sent) =>
    hasName(sent, (key) => key.startsWith('cts_string-')),
  );
  expect(statementsOf(await askOf(noDashes, ['hazards']), 'limit')).toEqual([]);
  const busy: Deviation = refusingSent(409, (sent) => hasName(sent, (key) => key.includes('.')));
  expect(statementsOf(await askOf(busy, ['hazards']), 'limit')).toEqual([]);
});

test('inputs that something in front of the API turns away are told with their number, and why it is thought to be that', async () => {
  const behaviour = limitVariants.find(({ name }) => name === 'firewall')?.behaviour;
  const { observations } = await askOf(behaviour, ['saving', 'hazards']);
  const [firewall, ...others] = observations.filter(({ kind }) => kind === 'firewall');
  expect(others).toEqual([]);
  expect(firewall?.data?.count).toBeGreaterThan(2);
  expect(firewall?.statement).toContain('in front of the API');
  expect(firewall?.data?.hazards).toContain('string-templates');
  const forbidding = refusingSent(403, (sent) => Object.keys(sent).length > 0);
  const ofAnybody = await askOf(forbidding, ['saving', 'hazards']);
  expect(statementsOf(ofAnybody, 'firewall')).toEqual([]);
});

test('a response that shows only what was updated is not taken for replacing', async () => {
  const delta: Deviation = {
    save: (sent, space, call) => {
      merge(sent, space, call);
      return Object.keys(sent).length === 0 ? call.store.of(space) : sent;
    },
  };
  expect(statementsOf(await askOf(delta, ['saving']), 'merge-or-replace')).toEqual([
    'An update merges into the stored preferences.',
  ]);
});

test('what changes once, or was sent by the suite, is not told as changed by the target', async () => {
  const once = (): Deviation => {
    let responses = 0;
    return onUser((user) => ({
      ...user,
      preferences: { ...preferencesIn(user), touched: (responses += 1) > 1, cts_lag: responses },
    }));
  };
  expect(statementsOf(await askOf(once(), ['idempotence']), 'server-added')).toEqual([]);
  let updates = 0;
  const counting = onUser((user) => ({
    ...user,
    preferences: { ...preferencesIn(user), updates: (updates += 1) },
  }));
  expect(statementsOf(await askOf(counting, ['idempotence']), 'server-added')).toEqual([
    'Preferences that were not sent differ from response to response: updates.',
  ]);
});

test('a space is told to be the default only where both ways show it', async () => {
  // What is saved in a space is copied to where there is none, but not the other way round.
  const copied: Deviation = {
    save: (sent, space, call) => {
      if (space !== '') merge(sent, '', call);
      return merge(sent, space, call);
    },
  };
  expect(statementsOf(await askOf(copied, ['spaces-default']), 'default-space')).toEqual([]);
  expect(statementsOf(await askOf({}, ['spaces-default']), 'default-space')).toEqual([
    'Updates without a space and those in the space one are kept apart.',
  ]);
});

test('words of an error that look like those of a leak are not told as one', async () => {
  const chatty = errorSaying(
    'JSON syntax error at or near line 1\n#1 /updatedPreferences: please SELECT a value FROM the list\nat line (1), at 10:30',
  );
  const seen = await askOf(chatty, ['refusals']);
  expect(statementsOf(seen, 'leak')).toEqual([]);
  for (const [what, detail] of [
    ['a stack trace', 'Error: x\n    at Object.parse (/app/dist/main.js:12:5)'],
    ['a stack trace', '#0 /opt/api/src/Kernel.php(12): handle()\n#1 {main}'],
    ['a stack trace', 'java.lang.Error: x\n\tat com.acme.Api.put(Api.java:12)'],
    ['SQL', 'SQLSTATE[22P05]: unsupported Unicode escape'],
    ['SQL', 'SELECT t0.id FROM user t0 WHERE t0.id = 1'],
    ['a file path of the server', 'Cannot open /var/www/api/src/Kernel.php'],
  ] as const) {
    const statements = statementsOf(await askOf(errorSaying(detail), ['refusals']), 'leak');
    expect(statements, detail).toContain(`An error response shows ${what}.`);
  }
});

test('a violation that names the root names a path, and an error may leave out its status', async () => {
  const seen = await askOf(
    onFailure(({ body }) => ({ body: { ...Object(body), status: 'invalid' } })),
    ['refusals'],
  );
  expect(
    statementsOf(seen, 'error-members').filter((each) => !each.includes('lists no violations')),
  ).toEqual([]);
});

test('a target that throttles to the end is told so, and cannot be judged', async () => {
  const { observations, limits } = await askOf(() => {
    let requests = 0;
    return {
      intercept: ({ bodyLength }) => {
        if (bodyLength > 2 && (requests += 1) > 10) {
          throw new Refusal(429, 'Too many.', { headers: [['Retry-After', '3600']] });
        }
        return undefined;
      },
    };
  }, ['refusals']);
  const throttled = observations.find(({ kind }) => kind === 'throttled');
  expect(throttled?.statement).toContain('still did after all waiting');
  expect(limits).toEqual([{ kind: 'throttled', message: expect.stringContaining('MAX_RPS') }]);
});

function errorSaying(detail: string): Deviation {
  const more = {
    detail,
    type: 'https://api.example.com/srv/problems/invalid.php',
    trace: [{ spanId: 'a' }],
  };
  return onFailure(({ body }) => ({ body: { ...Object(body), ...more } }));
}

function preferencesIn({ preferences }: Readonly<Record<string, unknown>>): object {
  return isJsonObject(preferences) ? preferences : {};
}

/** What some claims learn of a server; what one observes comes after what those before it did. */
async function askOf(
  behaviour: Deviation | undefined,
  ids: readonly string[],
  variables: Variables = {},
): Promise<Pick<Evidence, 'observations' | 'findings' | 'limits'>> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, {
    SPACES: 'one,two',
    TIMEOUT_MS: '8000',
    ...variables,
  });
  const evidences: Evidence[] = [];
  try {
    for (const id of ids) evidences.push((await askClaim(session, claimNamed(id))).evidence);
  } finally {
    await session.close();
    await server.close();
  }
  return {
    observations: evidences.flatMap(({ observations }) => observations),
    findings: evidences.flatMap(({ findings }) => findings),
    limits: evidences.flatMap(({ limits }) => limits),
  };
}

function statementsOf(
  { observations }: Pick<Evidence, 'observations'>,
  wanted: string,
): readonly string[] {
  return observations.filter(({ kind }) => kind === wanted).map(({ statement }) => statement);
}
