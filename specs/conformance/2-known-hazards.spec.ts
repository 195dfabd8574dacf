import { hazards } from '../../fixtures/claims/hazards.ts';
import { refusals } from '../../fixtures/claims/refusals.ts';
import { refusedUpdates } from '../../fixtures/claims/refused-updates.ts';
import { otherMethods } from '../../fixtures/claims/other-methods.ts';
import { test } from '../../fixtures/test.ts';

test('hazards · Input that is known to break servers gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim(hazards);
});

test('refusals · A request that the contract does not allow gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim(refusals);
});

test('refused-updates · A refused update changes no preference.', async ({ expectClaim }) => {
  await expectClaim(refusedUpdates);
});

test('other-methods · A method that the contract does not declare gets an answer that HTTP allows.', async ({
  expectClaim,
}) => {
  await expectClaim(otherMethods);
});
