import fc from 'fast-check';
import { test } from '../../fixtures/test.ts';

test(
  'Any update that the contract allows gets a conforming response',
  { tag: '@valid-updates' },
  async ({ property, preferenceUpdates, validBodies, spelled, send, expect, profile }) => {
    await property(
      spelled(updates(preferenceUpdates, validBodies)),
      async ({ value, text }) => {
        // A server may be stricter than an open schema: it may refuse members that nobody declared.
        const eitherWay = !isBareUpdate(value);
        expect(
          await send({ label: 'random update', body: text, meant: 'valid', eitherWay }),
        ).toConform();
      },
      { runs: profile.validRuns },
    );
  },
);

test(
  'Any request that the contract does not allow, or leaves open, gets a conforming response',
  { tag: '@random-refusals' },
  async ({
    property,
    send,
    expect,
    profile,
    preferenceUpdates,
    validBodies,
    invalidBodies,
    malformed,
    leftOpen,
  }) => {
    const runs = Math.ceil(profile.negativeRuns / 3);
    const bodies = updates(preferenceUpdates, validBodies);

    await property(
      invalidBodies,
      async (body) => {
        expect(await send({ label: 'random invalid body', body, meant: 'invalid' })).toConform();
      },
      { name: 'random-invalid', runs, together: true },
    );
    await property(
      malformed(bodies),
      async ({ name, extension, bytes }) => {
        const label = `random malformed body: ${name}`;
        // A parser may read extensions of JSON (RFC 8259 section 9).
        expect(
          await send({ label, body: bytes, meant: 'malformed', eitherWay: extension }),
        ).toConform();
      },
      { name: 'random-malformed', runs, together: true },
    );
    await property(
      leftOpen(bodies),
      async ({ name, text }) => {
        const label = `random update with ${name}`;
        expect(await send({ label, body: text, meant: 'undefined' })).toConform();
      },
      { name: 'random-undefined', runs, together: true },
    );
  },
);

test(
  'After a sequence of updates, the stored preferences match the expected state',
  { tag: '@sequences' },
  async ({ expectClaim }) => {
    await expectClaim('sequences');
  },
);

/** Bodies that the contract allows; nine of ten carry preferences. */
function updates(
  preferences: fc.Arbitrary<unknown>,
  bodies: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const aimed = preferences.map((updatedPreferences) => ({ updatedPreferences }));
  return fc.oneof({ arbitrary: aimed, weight: 9 }, { arbitrary: bodies, weight: 1 });
}

function isBareUpdate(value: unknown): boolean {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return names.every((name) => name === 'updatedPreferences');
}
