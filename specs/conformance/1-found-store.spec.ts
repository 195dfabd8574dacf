import { test, type SavedCase } from '../../fixtures/test.ts';

/**
 * Values with what each is changed to: values that equal them, or are nothing, where languages and databases compare
 * loosely, and values that a server may merge into them.
 */
const FIRST = {
  first: { at: 'first', list: [1, null, 'x'] },
  true: true,
  zero: 0,
  empty: 'padded ',
  on: true,
  text: 'text',
  case: 'Dark',
  digits: '10',
  null: null,
  map: {},
  list: [1],
  order: [1, 2, 3],
  // It was an object, then null, and is an object again: of the first one nothing may come back.
  theme: 'word',
  // It was deleted just before.
  locale: 'resume',
};
const CHANGED = {
  first: { at: 'changed', list: [] },
  true: 1,
  zero: '',
  empty: 'padded',
  on: false,
  // PHP takes it for empty.
  text: '0',
  case: 'dark',
  digits: 10,
  null: false,
  map: [],
  list: [],
  order: [2, 1],
  theme: { of: 'word' },
  locale: 'r\u00e9sum\u00e9',
  count: 7,
  flag: true,
};

test(
  'An update is saved, and merges or replaces in one way',
  { tag: '@saving' },
  async ({ scenario, readsApart, learned, observeWay, plan, notApplicable }) => {
    // Every response is judged by all updates before it: here by two in order, one without content, and a read.
    await scenario(async ({ update, send, read, lookFor }) => {
      await update({ case: 'one' });
      await update({ locale: 'two', case: 'other', theme: { a: 1 } });
      // The octets of an earlier update change something again once another came in between.
      await update({ case: 'one' });
      // A null may delete its own preference, and no other.
      await update({ text: 'three', theme: null, locale: null });
      const isMerging = learned().way === 'merges';
      // Where updates replace, the next one takes away what nothing has shown, and an empty one everything.
      if (!isMerging) {
        await read();
        await update({ case: 'one' });
        await read();
        // Nor does one of a single flag take another way.
        await update({ flag: true });
      }
      await update({});
      // Where no other operation reads, reading is an update without content.
      if (readsApart) await send({ label: 'update without content', body: '{}' });
      await lookFor(isMerging ? { text: 'three' } : { flag: true }, await read());
      // The last readings may have told.
      if (learned().way === 'merges') {
        // Where a null deletes, each of several does, for caches as well; where the user had none, nothing is left.
        await update({ case: null, text: null });
        await read();
      }
    });
    await scenario(async ({ update, read, expect }) => {
      await update(FIRST);
      const changed = await update(CHANGED);
      const later = await read();
      // What came back wrong already is a finding of the response, not also of the store.
      expect(later, 'update-is-saved').toShow(changed.asSentOf(CHANGED));
    });
    observeWay();
    if (plan.pauseMs === 0) {
      notApplicable('Only the profile full looks again after a pause.');
      return;
    }
    await scenario(async ({ update, readAfterPause, expect }) => {
      const saved = await update({ text: 'before a pause' });
      const later = await readAfterPause();
      expect(later, 'update-is-saved').toShow(saved.asSentOf({ text: 'before a pause' }));
    });
  },
);

const EACH_TYPE = {
  list: ['a', { b: 1 }],
  count: 1,
  text: '',
  flag: true,
  // An object may be merged into the one before it.
  theme: { a: { b: [true] } },
};

test(
  'Repeating an update changes nothing further',
  { tag: '@idempotence' },
  async ({ scenario }) => {
    await scenario(async ({ update, expect, observe, changing }) => {
      const once = await update(EACH_TYPE);
      const twice = await update(EACH_TYPE);
      expect(twice, 'put-is-idempotent').toShow(once.shownOf(EACH_TYPE));

      // A server may add preferences by itself: that is only observed. What changes once may be a late update.
      if (changing([once, twice]).length === 0) return;
      const names = changing([once, twice, await update(EACH_TYPE)])
        .slice(0, 5)
        .join(', ');
      if (names === '') return;
      const statement = `Preferences that were not sent differ from response to response: ${names}.`;
      observe('server-added', statement);
    });
  },
);

test(
  'Requests that broke a server before get conforming responses',
  { tag: '@saved-counterexamples' },
  async ({ savedCounterexamples, send, together, expect }) => {
    const ask = async (steps: SavedCase['steps']): Promise<void> => {
      for (const step of steps) expect(await send(step)).toConform();
    };
    const ofOne = savedCounterexamples.filter(({ steps }) => steps.length === 1);
    await together(
      ofOne.map(
        ({ steps }) =>
          () =>
            ask(steps),
      ),
    );
    for (const { steps } of savedCounterexamples) if (steps.length > 1) await ask(steps);
  },
);
