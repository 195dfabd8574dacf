import { test } from '../../fixtures/test.ts';

test('Spaces are apart', { tag: '@spaces' }, async ({ expectClaim }) => {
  await expectClaim('spaces');
});

test(
  'Of updates in flight together, each is saved, and each response belongs to its request',
  { tag: '@concurrency' },
  async ({ expectClaim }) => {
    await expectClaim('concurrency');
  },
);
