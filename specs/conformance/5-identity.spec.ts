import { test } from '../../fixtures/test.ts';

const USER = { email: 'forged@conformance.invalid', roles: ['ROLE_EDITOR'] };
const FORGED = { ...USER, id: 0 };
const READ = { label: 'read', body: '{}', meant: 'valid' as const };

test('An update changes preferences only', { tag: '@identity' }, async ({ send, expect }) => {
  expect(await send(READ)).toConform();
  expect(
    await send({
      label: 'members next to updatedPreferences',
      body: JSON.stringify({ updatedPreferences: {}, ...FORGED, object: FORGED }),
      // A server may refuse members that nobody declared.
      eitherWay: true,
    }),
  ).toConform();
  expect(
    await send({
      label: 'preferences named as the user',
      body: JSON.stringify({ updatedPreferences: USER }),
      meant: 'valid',
    }),
  ).toConform();
  expect(await send(READ)).toConform();
});
