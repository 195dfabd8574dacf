import { test } from '../../fixtures/test.ts';

test('saved-counterexamples · What broke a server before gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim('saved-counterexamples');
});

test('saving · An update is saved, and merges or replaces in one way.', async ({ expectClaim }) => {
  await expectClaim('saving');
});

test('idempotence · The same update twice leaves the sent preferences as after once.', async ({
  expectClaim,
}) => {
  await expectClaim('idempotence');
});
