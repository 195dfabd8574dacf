import fc from 'fast-check';
import { test, type RequestParts } from '../../fixtures/test.ts';

test(
  'Any update that the contract allows gets a conforming response',
  { tag: '@valid-updates' },
  async ({ property, preferenceUpdates, validBodies, jsonTexts, send, expect, plan }) => {
    await property(
      jsonTexts(updates(preferenceUpdates, validBodies)),
      async ({ value, text }) => {
        // A server may be stricter than an open schema: it may refuse members that nobody declared.
        const eitherWay = !isBareUpdate(value);
        expect(
          await send({ label: 'random update', body: text, meant: 'valid', eitherWay }),
        ).toConform();
      },
      { runs: plan.validRuns, together: true },
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
    plan,
    preferenceUpdates,
    validBodies,
    invalidBodies,
    malformed,
    leftOpen,
  }) => {
    const runs = Math.ceil(plan.negativeRuns / 3);
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

const NAMES = ['a', 'A', 'b'];
/** What these are sent as: sequences with names of their own can be in flight together. */
const SETS_OF_NAMES = [
  ['first', 'First', 'text'],
  ['true', 'zero', 'empty'],
  ['on', 'case', 'digits'],
  ['null', 'map', 'list'],
  ['order', 'count', 'flag'],
].map((set) => new Map(NAMES.map((name, index) => [name, set[index] ?? name])));
/** With one object only: a server may merge another into it. */
const values = fc.oneof(
  fc.constantFrom<unknown>('a', '', 0, 1, true, null, 1.5),
  fc.constantFrom<unknown>([], ['x'], { deep: { deeper: [1] } }),
);
const someUpdate = fc.dictionary(fc.constantFrom(...NAMES), values, {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
});
const REFUSED = { label: 'refused update', body: '{"updatedPreferences":[]}' };

/** What the steps of a sequence are played with: its own names, the last update so far, and what sends and asserts. */
interface Sequence {
  readonly named: (sent: Record<string, unknown>) => Record<string, unknown>;
  last: Record<string, unknown> | null;
}
type Play = (request: RequestParts) => Promise<void>;
type Step = fc.AsyncCommand<Sequence, Play>;

test(
  'After a sequence of updates, the stored preferences match the expected state',
  { tag: '@sequences' },
  async ({ property, send, expect, updateOf, readOf, readsApart, spaces, plan }) => {
    // No space may mean any of the known ones: where another one is to be left alone, this one is named too.
    const named = await spaces();
    const [space, other] = named.length < 2 ? [] : named;
    const query = updateOf({}, { space }).query;
    const step = (name: string, request: RequestParts): Step => ({
      check: () => true,
      run: (_sequence, play) => play(request),
      toString: () => name,
    });
    const update = (sent: Record<string, unknown>): Step => ({
      check: () => true,
      run: (sequence, play) => {
        sequence.last = sequence.named(sent);
        return play(updateOf(sequence.last, { space }));
      },
      toString: () => `update ${JSON.stringify(sent)}`,
    });
    const updateElsewhere = (sent: Record<string, unknown>): Step => ({
      check: () => true,
      run: ({ named }, play) => play(updateOf(named(sent), { space: other })),
      toString: () => `update in ${other ?? ''} ${JSON.stringify(sent)}`,
    });
    const sameAgain: Step = {
      check: ({ last }) => last !== null,
      run: ({ last }, play) => play(updateOf(last ?? {}, { space, label: 'the same again' })),
      toString: () => 'the same update again',
    };
    const sameElsewhere: Step = {
      check: ({ last }) => last !== null,
      run: ({ last }, play) => play(updateOf(last ?? {}, { space: other })),
      toString: () => `the same update in ${other ?? ''}`,
    };
    const read = step('read', readOf({ space }));
    const withoutContent = step('update without content', {
      label: 'update without content',
      body: '{}',
      query,
    });
    const refused = step('refused update', { ...REFUSED, query });
    const steps = [
      someUpdate.map(update),
      fc.constant(read),
      fc.constant(step('empty update', updateOf({}, { space, label: 'empty update' }))),
      fc.constant(sameAgain),
      fc.constant(refused),
      // Where no other operation reads, reading is an update without content.
      ...(readsApart ? [fc.constant(withoutContent)] : []),
      ...(other === undefined ? [] : [someUpdate.map(updateElsewhere)]),
    ];

    const play = async (request: RequestParts): Promise<void> => {
      expect(await send(request)).toConform();
    };
    const playAll = async (sequence: Iterable<Step>, round: number): Promise<void> => {
      const named = (sent: Record<string, unknown>): Record<string, unknown> => {
        const names = SETS_OF_NAMES[round % SETS_OF_NAMES.length];
        const entries = Object.entries(sent);
        return Object.fromEntries(
          entries.map(([name, value]) => [names?.get(name) ?? name, value]),
        );
      };
      // Each sequence begins with other values, so that what an earlier one left shows.
      const reset = Object.fromEntries(NAMES.map((name) => [name, `reset ${round}`]));
      await play(updateOf(named(reset), { space, label: 'reset' }));
      await fc.asyncModelRun(() => ({ model: { named, last: null }, real: play }), sequence);
    };
    const keeps = 'sequences-keep-the-model';
    // The update after a refused one, and whether it was kept; the same octets in another space are another update. Both
    // are rare by chance, and worth five requests.
    const elsewhere = other === undefined ? [] : [sameElsewhere];
    const afterRefusal = [refused, update({ a: 'after a refusal' }), ...elsewhere, read];
    const runs = Math.min(1, plan.sequenceRuns);
    await property(fc.constant(afterRefusal), playAll, { name: 'after-refusal', runs, keeps });
    await property(fc.commands(steps, { maxCommands: 8 }), playAll, {
      runs: plan.sequenceRuns,
      keeps,
      together: true,
    });
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
