import { test } from '../../fixtures/test.ts';

test('Spaces are apart', { tag: '@spaces' }, async ({ scenario, spaces, notApplicable }) => {
  const [one, other] = spaces;
  if (one === undefined) {
    notApplicable('SPACES names no space that exists.');
    return;
  }

  if (other === undefined) {
    notApplicable('SPACES names one space: nothing of it could show in another.');
  } else {
    await scenario(async ({ update, read, readBoth, expect, notApplicable }) => {
      await update({ text: `saved in ${other}` }, { space: other });
      for (const [mine, theirs, own] of [
        [one, other, 'first'],
        [other, one, 'count'],
      ] as const) {
        const here = { text: `saved in ${mine}`, [own]: `saved in ${mine}` };
        const there = { text: `saved in ${theirs}` };
        await update(here, { space: mine });
        const [shown, others] = await readBoth({ space: mine }, { space: theirs });
        // What shows otherwise in flight is read again alone.
        const kept = shown.shows(here) ? shown : await read({ space: mine });
        const apart = others.shows(there) ? others : await read({ space: theirs });
        // Where a space does not keep what is saved in it, nothing of it could show in another.
        if (kept.shows(here) && apart.shownOf(there)?.text !== undefined) {
          expect(apart, 'spaces-are-apart').toShow(there);
        } else {
          notApplicable(`The spaces ${mine} and ${theirs} do not both show what is saved in them.`);
        }
      }
    });
  }

  // No space may mean a space that the target takes by default: that is only observed.
  await scenario(async ({ update, read, readBoth, lookFor, expect, observe, notApplicable }) => {
    const [inOne, inNone] = [{ theme: 'observed' }, { locale: 'observed' }];
    const answered = await update(inOne, { space: one });
    const [inside, elsewhere] = await readBoth({ space: one }, {});
    const within = inside.shows(inOne) ? inside : await read({ space: one });
    const without = await lookFor(inOne, elsewhere.shows(inOne) ? await read() : elsewhere);
    const outside = await update(inNone);
    const later = await lookFor(inNone, await read({ space: one }), { space: one });
    expect(within, 'update-is-saved').toShow(answered.asSentOf(inOne));

    const [shows, shown] = [without.shows(inOne), later.shows(inNone)];
    const isSeen = within.shows(inOne) && outside.shows(inNone);
    if (!isSeen || shows !== shown || without.own === null || later.own === null) {
      notApplicable('Responses do not tell whether no space is a space of its own.');
      return;
    }
    const says = shows ? 'share preferences' : 'are apart';
    observe('default-space', `No space and the space ${one} ${says}.`);
  });
});

test(
  'Of updates in flight together, each is saved, and each response belongs to its request',
  { tag: '@concurrency' },
  async ({ scenario, sharedNames }) => {
    const names = sharedNames.slice(0, 6);
    await scenario(async ({ update, read, together, round, expect, observe, notApplicable }) => {
      const [first = '', ...others] = names;
      const before = (keys: readonly string[]) =>
        Object.fromEntries(keys.map((key) => [key, 'before'] as const));
      await update(before(others));
      // Where the second of two updates in order is lost, it is not lost for being in flight.
      await update({ [first]: 'earlier' });
      const one = await update(before([first]));
      const all = await read();
      // Where updates replace each other, a response may rightly show a later one.
      if (![one, all].every((response) => response.shows(before(names)))) {
        notApplicable('Not all of several updates, one after another, are shown afterwards.');
        return;
      }

      // In each round other values: of those that are stored already, neither a mix-up nor a loss shows.
      const markers = names.map((key) => ({ [key]: `round ${round}, ${key}` }));
      // A name that is new takes another way through a store: both insert it.
      const twins = ['one', 'other'].map((value) => ({ [`new_${round}`]: value }));
      const responses = await together(
        // A 409 to what comes at the wrong moment is no refusal of the update (RFC 9110 15.5.10).
        [...markers, ...twins].map(
          (sent) => () => update(sent, { label: 'in flight with others', eitherWay: true }),
        ),
      );
      const later = await read();
      for (const [index, marker] of markers.entries()) {
        const response = responses[index];
        if (response?.isAccepted !== true) {
          notApplicable(`The update in flight of ${names[index]} was not accepted.`);
          continue;
        }
        expect(later, 'acknowledged-updates-are-kept').toShow(marker);
        // Where the update was lost, its response may tell the truth.
        if (later.shows(marker)) expect(response, 'answers-belong-to-requests').toShow(marker);
      }
      const inserted = twins.find(
        (_, index) => (responses[markers.length + index]?.own ?? null) !== null,
      );
      // One that failed may have been saved all the same.
      const possible = twins.filter(
        (_, index) => responses[markers.length + index]?.isRefusal === false,
      );
      if (inserted !== undefined && !possible.some((sent) => later.shows(sent))) {
        expect(later, 'acknowledged-updates-are-kept').toShow(inserted);
      }

      const refused = responses.map(({ status }) => status).filter((status) => status >= 400);
      for (const status of new Set(refused)) {
        const count = refused.filter((each) => each === status).length;
        observe(
          'in-flight',
          `Of ${responses.length} updates in flight together, ${count} ${count === 1 ? 'was' : 'were'} answered with ${status}.`,
          { status, count },
        );
      }
    });
  },
);
