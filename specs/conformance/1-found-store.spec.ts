import { savedCounterexamples } from '../../fixtures/claims/saved-counterexamples.ts';
import { saving } from '../../fixtures/claims/saving.ts';
import { idempotence } from '../../fixtures/claims/idempotence.ts';
import { test } from '../../fixtures/test.ts';

test('saved-counterexamples · What broke a server before gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim(savedCounterexamples);
});

test('saving · An update is saved, and merges or replaces in one way.', async ({ expectClaim }) => {
  await expectClaim(saving);
});

test('idempotence · The same update twice leaves the sent preferences as after once.', async ({
  expectClaim,
}) => {
  await expectClaim(idempotence);
});
