import { expect, test } from '@playwright/test';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { JsonObject } from '../../schema/json/json-value.ts';
import { askClaim, CLAIMS, claimNamed } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { openTarget } from './judging/open-target.ts';

const FOUND: JsonObject = { theme: 'dark', columns: ['id'], zoom: null, layout: { cols: [1] } };
const IN_SPACES: JsonObject = { theme: 'light', text: 'mine', size: 12.5 };

/** Updates replace, and are answered with what they sent alone. */
const showingTheUpdate: Deviation = {
  save: (sent, space, call) => {
    if (call.body.toString() !== '{}') call.store.replace(space, sent);
    return sent;
  },
};

/** Updates replace, and no response has preferences. */
const showingNothing: Deviation = {
  ...showingTheUpdate,
  success: (_, { behaviour: { user } }) => ({
    status: 200,
    headers: [],
    body: { object: { email: user.email, roles: user.roles } },
  }),
};

for (const [what, deviation] of [
  ['shows only what was updated', showingTheUpdate],
  ['shows no preferences', showingNothing],
] as const) {
  for (const [asked, claims] of [
    ['all claims', CLAIMS],
    ['the claims of spaces alone', ['control', 'spaces', 'spaces-default'].map(claimNamed)],
  ] as const) {
    test(`no named space of a target that ${what} is written to, by ${asked}`, async () => {
      const server = await startServer(deviation);
      server.store.replace('', FOUND);
      for (const space of ['one', 'two']) server.store.replace(space, IN_SPACES);
      const variables = { PROFILE: 'smoke', SPACES: 'one,two' };
      const report = await judgeTarget(server.url, variables, claims).finally(() => server.close());
      for (const space of ['one', 'two'])
        expect(server.store.preferences(space)).toEqual(IN_SPACES);
      const kinds = report.observations.map(({ kind }) => kind);
      expect(kinds).toContain('space-hidden');
    });
  }
}

const BY_DEFAULT: JsonObject = { theme: 'light', language: 'en' };

/** Conforming servers of which no response shows what an earlier request saved, and some that save nothing. */
const SHOWING_WHAT_WAS_SENT: Readonly<Record<string, Deviation>> = {
  'replaces, also by an update without content': {
    save: (sent, space, { store }) => store.replace(space, sent),
  },
  'merges, and shows what was sent': {
    save: (sent, space, call) => {
      merge(sent, space, call);
      return sent;
    },
  },
  'saves nothing': { save: (sent) => sent },
  'replaces, and shows defaults for what no update sent': {
    save: (sent, space, { store }) => ({ ...BY_DEFAULT, ...store.replace(space, sent) }),
  },
  'saves nothing beside what its user has': { save: (sent) => ({ ...BY_DEFAULT, ...sent }) },
};

for (const [what, deviation] of Object.entries(SHOWING_WHAT_WAS_SENT)) {
  test(`whether updates are saved is unverified, and no finding, where a target ${what}`, async () => {
    const server = await startServer(deviation);
    const variables = { STRICT: '1', RUNS: '40' };
    const report = await judgeTarget(server.url, variables).finally(() => server.close());
    expect(tripped(report)).toEqual([]);
    const open = report.requirements.filter(({ verdict }) => verdict === 'unverified');
    expect(open.map(({ id, note }) => `${id}: ${note}`)).toEqual([
      expect.stringMatching(/^update-is-saved: .* a contract with an operation that reads\.$/),
    ]);
    expect(report.reason.kind).toBe('unverified');
    const ways = report.observations.filter(({ kind }) => kind === 'merge-or-replace');
    expect(ways.map(({ data }) => data?.way)).toEqual(['unknown']);
  });
}

test('the sentence of a green run says that nobody could see whether updates are saved', async () => {
  const server = await startServer(SHOWING_WHAT_WAS_SENT['saves nothing']);
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  expect(report.verdict).toBe('conformant');
  expect(report.reason.message).toContain('Not verified, as STRICT=1 demands: update-is-saved.');
});

test('a target that shows what it stores is not told to show nothing, though its user has nothing', async () => {
  const server = await startServer();
  const variables = { PROFILE: 'smoke', SPACES: 'one,two', STRICT: '1' };
  const claims = ['control', 'spaces'].map(claimNamed);
  const report = await judgeTarget(server.url, variables, claims).finally(() => server.close());
  const row = report.requirements.find(({ id }) => id === 'spaces-are-apart');
  expect(row?.verdict).toBe('pass');
  expect(report.observations.map(({ kind }) => kind)).not.toContain('space-hidden');
});

for (const [what, named, says] of [
  ['every space', {}, 'of its user.'],
  ['some spaces', { two: IN_SPACES }, 'of its user (without a space, space=one).'],
] as const) {
  test(`a run says before its first update that nothing is shown in ${what}`, async () => {
    const server = await startServer();
    for (const [space, found] of Object.entries(named)) server.store.replace(space, found);
    const warnings: string[] = [];
    const warn = (sentence: string) => warnings.push(sentence);
    const session = await openTarget(server.url, { SPACES: 'one,two' }, null, { warn });
    await askClaim(session, claimNamed('control')).finally(() => session.close());
    await server.close();
    expect(warnings).toEqual([expect.stringContaining(`The target shows no preferences ${says}`)]);
  });
}
