import { test } from '../../fixtures/test.ts';

test('identity · An update changes preferences only.', async ({ expectClaim }) => {
  await expectClaim('identity');
});
