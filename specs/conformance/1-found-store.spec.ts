import { test } from '../../fixtures/test.ts';

test(
  'Requests that broke a server before get conforming responses',
  { tag: '@saved-counterexamples' },
  async ({ savedCounterexamples, send, expect }) => {
    for (const { steps } of savedCounterexamples) {
      for (const step of steps) expect(await send(step)).toConform();
    }
  },
);

test(
  'An update is saved, and merges or replaces in one way',
  { tag: '@saving' },
  async ({ expectClaim }) => {
    await expectClaim('saving');
  },
);

const EACH_TYPE = {
  list: ['a', { b: 1 }],
  count: 1,
  text: 'same',
  flag: true,
  map: { a: { b: [true] } },
};

test(
  'Repeating an update changes nothing further',
  { tag: '@idempotence' },
  async ({ scenario }) => {
    await scenario(async ({ update, expect, observe, changing }) => {
      const once = await update(EACH_TYPE);
      const twice = await update(EACH_TYPE);
      expect(twice, 'put-is-idempotent').toShow(once.shownOf(EACH_TYPE));

      // What a server adds by itself is its own affair. What changes once may be an earlier update that took its time.
      if (changing([once, twice]).length === 0) return;
      const names = changing([once, twice, await update(EACH_TYPE)])
        .slice(0, 5)
        .join(', ');
      if (names === '') return;
      const statement = `Preferences that were not sent differ from answer to answer: ${names}.`;
      observe('server-added', statement);
    });
  },
);
