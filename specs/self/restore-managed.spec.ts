import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { deleting, FOUND, live, replacing, SENT } from './restore/store-story.ts';

test('a value that comes back in another form, where an update of the run took it away, is not called put back', async () => {
  // The space same is the unnamed one.
  const saving: Behaviour['save'] = (sent, _space, call) => {
    const locale = typeof sent.locale === 'string' ? sent.locale.replace('_', '-') : sent.locale;
    return replacing(sent.locale === undefined ? sent : { ...sent, locale }, '', call);
  };
  const found = { theme: 'dark', locale: 'en_US' };
  const server = await startServer({ save: saving });
  const { report, after } = await live(server, { found, spaces: ['space=same'] });
  expect(after).toEqual({ ...found, locale: 'en-US' });
  const changed = ['locale'];
  expect(report).toMatchObject({ complete: false, spaces: [{ changed }, { changed }] });
});

test('nulls are taken back where updates replace, although what is locked stays through all of them', async () => {
  const found = { locked: true };
  const saving: Behaviour['save'] = (sent, space, call) =>
    call.body.toString().includes('updatedPreferences')
      ? call.store.replace(space, { ...sent, ...found })
      : call.store.of(space);
  const server = await startServer({ save: saving });
  const { report, after } = await live(server, { found, sent: [SENT] });
  expect(after).toEqual(found);
  expect(report).toMatchObject({ complete: true, spaces: [{ outcome: 'restored' }] });
});

test('a default that shows in some responses only is not stored as what was found', async () => {
  const flagged = onUser((user, { number }) => ({
    ...user,
    preferences: {
      ...(number % 3 === 1 ? { density: 'normal' } : {}),
      ...(isJsonObject(user.preferences) ? user.preferences : {}),
    },
  }));
  for (const sent of [[SENT], [SENT, {}], [SENT, {}, {}]]) {
    const server = await startServer({ save: deleting, ...flagged });
    const { report, after } = await live(server, { sent });
    expect(after).toEqual(FOUND);
    expect(report, report.statement).toMatchObject({ complete: true });
    expect(report.statement).not.toContain('although the run never sent');
    expect(report.statement).toContain('"density" shows as found in some responses');
  }
});
