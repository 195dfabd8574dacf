import { validUpdates } from '../../fixtures/claims/valid-updates.ts';
import { randomRefusals } from '../../fixtures/claims/random-refusals.ts';
import { sequences } from '../../fixtures/claims/sequences.ts';
import { test } from '../../fixtures/test.ts';

test('valid-updates · Any update that the contract allows gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim(validUpdates);
});

test('random-refusals · Any request that the contract does not allow gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim(randomRefusals);
});

test('sequences · After any sequence of updates the preferences are what the updates say.', async ({
  expectClaim,
}) => {
  await expectClaim(sequences);
});
