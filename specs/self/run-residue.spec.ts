import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { rehearse } from '../../fixtures/rehearsal/rehearsal.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { readSettings } from '../../fixtures/settings/settings.ts';
import { loadContract } from '../../schema/contract.ts';
import { PINNED_CONTRACT } from '../../schema/pinned-contract.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { run } from './running/run.ts';

const TOLD = /keeps up to (\d+) preferences of the run, each with the value null/;

test('a run says before it asks anything how many preferences a server that stores nulls keeps', async () => {
  const server = await startServer();
  const variables = { BASE_URL: server.url, PROFILE: 'smoke' };
  const { stdout, stderr } = await run({ variables }).finally(() => server.close());
  const [, told] = TOLD.exec(stderr) ?? [];
  expect(Number(told), stdout + stderr).toBe(Object.keys(server.store.preferences()).length);
});

test('nothing is said of the embedded reference API, which is gone with its run', async () => {
  expect((await run({ args: ['-g', 'control'] })).stderr).not.toMatch(TOLD);
});

for (const PROFILE of ['smoke', 'default']) {
  test(`as many preferences are foreseen as ${PROFILE} leaves in all spaces`, async () => {
    const variables = { PROFILE, SPACES: 'one,two', PROBE_IDENTITY: '1' };
    const { settings } = readSettings({ ...variables });
    if (settings === undefined) throw new Error('bad settings');
    const contract = await loadContract(fileURLToPath(PINNED_CONTRACT));
    const { keys } = await rehearse(settings, contract);
    const server = await startServer();
    await judgeTarget(server.url, variables).finally(() => server.close());
    const { store } = server;
    const left = store.names().flatMap((space) => Object.keys(store.preferences(space)));
    expect(keys).toBe(left.length);
  });
}
