import { FORGED_IDENTITY, FORGED_USER } from '../../schema/preferences/forged-identity.ts';
import { test } from '../../fixtures/test.ts';

const NAMES = ['object', 'preferences', 'message', 'email', 'roles'];
const VALUES = [null, { a: 1 }, false, 0, 'a', []];
/** Updates in which each name of the response has each value once; in the first two, what a server may unwrap is an object. */
const NAMED_AS_THE_RESPONSE = VALUES.map((_, turn) =>
  Object.fromEntries(NAMES.map((name, index) => [name, VALUES[(index + turn) % VALUES.length]])),
);
const MOST_UPDATES = { smoke: 2, default: 6, full: 6 };

const READ = { label: 'read', body: '{}', meant: 'valid' as const };

// On a wrong server this takes the account away from its user until it is put back: it is asked where that is allowed.
test(
  'An update changes preferences only',
  { tag: '@identity' },
  async ({ send, expect, probeIdentity, plan, notApplicable }) => {
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
      for (const updated of NAMED_AS_THE_RESPONSE.slice(0, MOST_UPDATES[plan.profile])) {
        expect(
          await send({
            label: 'preferences named as the response',
            body: JSON.stringify({ updatedPreferences: updated }),
            // A server may keep such names for itself.
            eitherWay: true,
          }),
        ).toConform();
      }
    } else {
      notApplicable('PROBE_IDENTITY=1 would allow members that say who the user is.');
    }
    expect(await send(READ)).toConform();
  },
);
