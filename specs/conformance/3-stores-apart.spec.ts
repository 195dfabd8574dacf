import { test } from '../../fixtures/test.ts';

test('spaces · Spaces are apart.', async ({ expectClaim }) => {
  await expectClaim('spaces');
});

test('concurrency · Of updates in flight together, each is saved, and each answer belongs to its request.', async ({
  expectClaim,
}) => {
  await expectClaim('concurrency');
});
