import { test } from '../../fixtures/test.ts';

test('valid-updates · Any update that the contract allows gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim('valid-updates');
});

test('random-refusals · Any request that the contract does not allow, or leaves open, gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim('random-refusals');
});

test('sequences · After any sequence of updates the preferences are what the updates say.', async ({
  expectClaim,
}) => {
  await expectClaim('sequences');
});
