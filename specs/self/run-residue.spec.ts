import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { rehearse } from '../../fixtures/rehearsal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { readSettings } from '../../fixtures/settings/settings.ts';
import { loadContract } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { judgeTarget } from './judging/judge-target.ts';

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
