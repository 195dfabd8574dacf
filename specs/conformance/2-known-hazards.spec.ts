import { test } from '../../fixtures/test.ts';

test('hazards · Input that is known to break servers gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim('hazards');
});

test('refusals · A request that the contract does not allow gets a conforming answer.', async ({
  expectClaim,
}) => {
  await expectClaim('refusals');
});

test('refused-updates · A refused update changes no preference.', async ({ expectClaim }) => {
  await expectClaim('refused-updates');
});

test('other-methods · A method that the contract does not declare gets an answer that HTTP allows.', async ({
  expectClaim,
}) => {
  await expectClaim('other-methods');
});
