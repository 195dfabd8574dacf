import { test } from '../../fixtures/test.ts';

test('control · The smallest update that the contract allows is answered with a user.', async ({
  expectControl,
}) => {
  await expectControl();
});
