import { expect, test } from '@playwright/test';
import { ClaimRun } from '../../fixtures/spec/claim-run.ts';
import { makeCase } from '../../fixtures/http/make-case.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { openTarget } from './judging/open-target.ts';

test('a case of another class than it was made to have is an error of the suite', async () => {
  const server = await startServer();
  const session = await openTarget(server.url);
  const { claimSession } = new ClaimRun(session, 'meant-class');
  const asked = makeCase(session.operation, { label: 'a list', body: '[]', meant: 'valid' });
  await expect(claimSession.ask(asked)).rejects.toMatchObject({
    kind: 'suite-error',
    message: 'The case "a list" was made to be valid, but its bytes are invalid.',
  });
  await expect(claimSession.ask({ ...asked, meant: 'invalid' })).resolves.toBeDefined();
  await session.close();
  await server.close();
});
