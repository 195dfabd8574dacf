import { FORGED_IDENTITY, FORGED_USER } from '../../fixtures/preferences/forged-identity.ts';
import { test } from '../../fixtures/test.ts';

const READ = { label: 'read', body: '{}', meant: 'valid' as const };

// On a wrong server this takes the account away from its user until it is put back: it is asked where that is allowed.
test(
  'An update changes preferences only',
  { tag: '@identity' },
  async ({ send, expect, probeIdentity }) => {
    expect(await send(READ)).toConform();
    if (probeIdentity) {
      expect(
        await send({
          label: 'members next to updatedPreferences',
          body: JSON.stringify({
            updatedPreferences: {},
            ...FORGED_IDENTITY,
            object: FORGED_IDENTITY,
          }),
          // A server may refuse members that nobody declared.
          eitherWay: true,
        }),
      ).toConform();
      expect(
        await send({
          label: 'preferences named as the user',
          body: JSON.stringify({ updatedPreferences: FORGED_USER }),
          meant: 'valid',
        }),
      ).toConform();
    }
    expect(await send(READ)).toConform();
  },
);
