import { expect, test } from '@playwright/test';
import { askClaim } from '../../fixtures/claims/ask-claim.ts';
import { control } from '../../fixtures/claims/control.ts';
import { onUser } from '../../fixtures/mutants/deviation.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { openTarget } from './judging/open-target.ts';

test('an undeclared property is observed with a count and an example: redacted, then cut', async () => {
  const note = `${'x'.repeat(50)} s3cret-token ada@example.com`;
  const server = await startServer(onUser((user) => ({ ...user, id: 7, note })));
  const session = await openTarget(server.url, { API_TOKEN: 's3cret-token' });
  const { evidence } = await askClaim(session, control).finally(async () => {
    await session.close();
    await server.close();
  });
  const observed = evidence.observations.filter(({ kind }) => kind === 'undeclared-property');
  expect(observed).toEqual([
    {
      kind: 'undeclared-property',
      statement: 'The contract does not declare /object/id, which 200 answers carry.',
      data: { seen: 1, example: '7' },
    },
    {
      kind: 'undeclared-property',
      statement: 'The contract does not declare /object/note, which 200 answers carry.',
      data: { seen: 1, example: `"${'x'.repeat(50)} $API_TO…` },
    },
  ]);
});
