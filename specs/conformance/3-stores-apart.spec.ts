import { test } from '../../fixtures/test.ts';

const NO_SPACE = 'SPACES names no space of which responses show what it holds.';

test(
  'Spaces are apart',
  { tag: '@spaces' },
  async ({ scenario, spaces, learned, notApplicable }) => {
    const [one, other] = await spaces();
    if (one === undefined || other === undefined) {
      const onlyOne = 'SPACES names one space: nothing of it could show in another.';
      notApplicable(one === undefined ? NO_SPACE : onlyOne);
      return;
    }
    await scenario(async (steps) => {
      const { update, read, readBoth, lookFor, inFlight, round, expect, notApplicable } = steps;
      // With values that languages take for nothing: a space has to keep them as well.
      const types = { zero: 1.5, map: { of: ['x', null] }, list: [{ at: 1 }] };
      const words = { text: `saved in ${other}`, first: 'saved first' };
      const first = { ...words, flag: false, empty: '', ...types };
      const toOtherAlone = await update({ ...first, digits: 'saved first' }, { space: other });
      // A name that no other space has shows there if a response shows all of them.
      const inOne = { text: `saved in ${one}`, digits: `saved in ${one}`, place: one };
      const toOneAlone = await update(inOne, { space: one });
      const [ofOne, besideOne] = await readBoth({ space: one }, { space: other });
      // What shows otherwise in flight is read again alone.
      const alone = ofOne.shows(inOne) ? ofOne : await read({ space: one });
      const apart = besideOne.shows(first) ? besideOne : await read({ space: other });
      const isThere = toOtherAlone.isAccepted && apart.shownOf(first)?.text !== undefined;
      const isKept = alone.shows(inOne) && isThere;
      const why = `The spaces ${one} and ${other} do not both show what is saved in them.`;
      // Where a space does not keep what is saved in it, nothing of it could show in another.
      if (!isKept) {
        notApplicable(why);
        return;
      }
      expect(apart, 'spaces-are-apart').toShow({ text: first.text });
      // Where one shows what the other holds, nobody can tell what became of updates of both.
      if (!apart.shows({ text: first.text })) {
        notApplicable(`The space ${other} shows what is saved in ${one}.`);
        return;
      }

      // In flight together, each still belongs to its own space. In each round other values, so that each shows.
      const meanwhile = { text: `saved in ${one}`, order: `round ${round}` };
      const inOther = { text: `saved in ${other}`, count: `round ${round}` };
      // A null takes nothing away in another space.
      const gone = learned().nulls === 'unknown' ? {} : { digits: null };
      const [toOther, toOne] = await inFlight([
        () => update({ ...inOther, ...gone }, { space: other, eitherWay: true }),
        () => update(meanwhile, { space: one, eitherWay: true }),
      ]);
      const [shown, others] = await readBoth({ space: other }, { space: one });
      const inOtherSpace = shown.shows(inOther) ? shown : await read({ space: other });
      const later = await lookFor(inOther, inOtherSpace, { space: other });
      const inOneSpace = others.shows(meanwhile) ? others : await read({ space: one });
      const there = await lookFor(meanwhile, inOneSpace, { space: one });
      if (toOther?.isAccepted !== true || toOne?.isAccepted !== true) {
        notApplicable('Of two updates of two spaces in flight together, one was not accepted.');
        return;
      }
      expect(later, 'acknowledged-updates-are-kept').toShow({ count: inOther.count });
      expect(there, 'acknowledged-updates-are-kept').toShow({ order: meanwhile.order });
      // Where an update shows itself alone, and was saved in flight, its response shows it there, too.
      if (toOneAlone.shows(inOne) && there.shows(meanwhile)) {
        expect(toOne, 'answers-belong-to-requests').toShow(meanwhile);
      }
      if (!later.shows(inOther) || there.shownOf(meanwhile)?.text === undefined) {
        notApplicable(why);
        return;
      }
      expect(there, 'spaces-are-apart').toShow({ text: meanwhile.text });
    });
  },
);

/** Characters that a table of another encoding, or a query that is built otherwise, may lose. */
const ODD = { text: '\u{1f600} Zo\u00eb 5% "a" \\' };

/** The same media type, and a language: an update in a space is one of that space, however it is written. */
const OTHERWISE = {
  contentType: 'application/json; charset=utf-8',
  headers: [['Accept-Language', 'nl']],
} as const;

const UNTOLD = 'Responses do not tell whether no space is a space of its own.';

test(
  'What is saved without a space is a matter of the target: of one space, or of none',
  { tag: '@spaces-default' },
  async ({ scenario, spaces, learned, notApplicable }) => {
    const [one] = await spaces();
    if (one === undefined) {
      notApplicable(NO_SPACE);
      return;
    }
    await scenario(async (steps) => {
      const { update, read, readBoth, lookFor, expect, observe, notApplicable } = steps;
      // A name that the space has, too: what is saved without a space takes nothing away from there. Where responses lag,
      // nobody can tell yet whether it is the same space.
      const inNone = { locale: 'observed', ...(learned().lags ? {} : { digits: 'observed' }) };
      const inOne = { theme: 'observed' };
      const answered = await update({ ...inOne, ...ODD }, { space: one, ...OTHERWISE });
      const [inside, elsewhere] = await readBoth({ space: one }, {});
      const within = inside.shows(inOne) ? inside : await read({ space: one });
      const without = await lookFor(inOne, elsewhere.shows(inOne) ? await read() : elsewhere);
      expect(within, 'update-is-saved').toShow(answered.asSentOf({ ...inOne, ...ODD }));
      if (learned().lags && learned().way !== 'merges') {
        // The next update may take away what is stored, and a read that lags shows it once more.
        notApplicable(UNTOLD);
        return;
      }
      const outside = await update(inNone);
      const later = await lookFor(inNone, await read({ space: one }), { space: one });

      const [shows, shown] = [without.shows(inOne), later.shows(inNone)];
      const isSeen = within.shows(inOne) && outside.shows(inNone);
      if (!isSeen || shows !== shown || without.own === null || later.own === null) {
        notApplicable(UNTOLD);
        return;
      }
      const says = shows ? 'share preferences' : 'are kept apart';
      observe('default-space', `Updates without a space and those in the space ${one} ${says}.`);
    });
  },
);

const FIRST = 'first';
const OTHERS = ['true', 'zero', 'empty', 'on', 'text'];
const NAMES = [FIRST, ...OTHERS];
/** As a pattern of SQL, the one matches the other: who finds a name with LIKE deletes both. */
const DELETED = 'c_se';
const ALIKE = 'case';
const LOCKED = 'locale';

test(
  'Of updates in flight together, each is saved, and each response belongs to its request',
  { tag: '@concurrency' },
  async ({ scenario, learned }) => {
    await scenario(async ({ update, read, inFlight, round, expect, observe, notApplicable }) => {
      const before = (keys: readonly string[]) =>
        Object.fromEntries(keys.map((key) => [key, 'before'] as const));
      // Where a null deletes, one of the updates in flight deletes besides: that may take another way through a store.
      const deletes = learned().nulls === 'deleted';
      await update(before(deletes ? [...OTHERS, DELETED, ALIKE] : OTHERS));
      // Two updates in order first, of the same length: a server that loses the second of these loses it in flight as well.
      await update({ [FIRST]: 'sooner' });
      const one = await update(before([FIRST]));
      const all = await read();
      const isKept = [one, all].every((response) => response.shows(before(NAMES)));
      if (!isKept) {
        notApplicable('Not all of several updates, one after another, are shown afterwards.');
      }
      // Where updates replace each other, a response may rightly show a later one, and a read that lags or replaces none.
      const isRead = all.shows(before([FIRST])) && (isKept || !learned().lags);
      const names = isKept ? NAMES : [];

      // Other values in each round: a value that is stored already shows neither a mix-up nor a loss.
      const markerOf = (name: string) => ({ [name]: `round ${round}, ${name}` });
      const deletion = (name: string) => (deletes && name === OTHERS[0] ? { [DELETED]: null } : {});
      // A name that is new takes another way through a store: both insert it.
      const twins = ['one', 'other'].map((value) => ({ [`new_${round}`]: value }));
      // Two that lock the same names in different orders may wait for each other.
      const inserting = twins.map((twin, index) =>
        index === 0 ? { ...twin, [LOCKED]: 'one' } : { [LOCKED]: 'other', ...twin },
      );
      const responses = await inFlight(
        // A 409 to what comes at the wrong moment is no refusal of the update (RFC 9110 15.5.10).
        [...names.map((name) => ({ ...markerOf(name), ...deletion(name) })), ...inserting].map(
          (sent) => () => update(sent, { label: 'in flight with others', eitherWay: true }),
        ),
      );
      const later = await read();
      for (const [index, name] of names.entries()) {
        const response = responses[index];
        const [marker, kept] = [markerOf(name), before([name])];
        if (response?.isRefusal === true && (later.shows(marker) || later.shows(kept))) {
          expect(later, 'refused-update-changes-nothing').toShow(kept);
        }
        if (response?.isAccepted !== true) {
          notApplicable(`The update in flight of ${name} was not accepted.`);
          continue;
        }
        expect(later, 'acknowledged-updates-are-kept').toShow(marker);
        // Where the update was lost, its response may tell the truth.
        if (later.shows(marker)) expect(response, 'answers-belong-to-requests').toShow(marker);
      }
      const inserted = twins.find(
        (_, index) => (responses[names.length + index]?.own ?? null) !== null,
      );
      // One that failed may have been saved anyway.
      const possible = twins.filter(
        (_, index) => responses[names.length + index]?.isRefusal === false,
      );
      if (isRead && inserted !== undefined && !possible.some((sent) => later.shows(sent))) {
        const isOfRefused = twins.some((sent) => later.shows(sent));
        const broken = isOfRefused
          ? 'refused-update-changes-nothing'
          : 'acknowledged-updates-are-kept';
        expect(later, broken).toShow(inserted);
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

test(
  'A server that lags shows an update in the end, whatever connection a response comes over',
  { tag: '@every-connection' },
  async ({ scenario, learned, spaces, notApplicable }) => {
    if (!learned().lags) {
      notApplicable('No response was seen to lag behind an update.');
      return;
    }
    await scenario(async ({ updateAside, readEverywhere, round, expect }) => {
      // Each connection has shown something before.
      await readEverywhere();
      const named = await spaces();
      if (named.length > 0) await readEverywhere({}, named);
      const sent = { text: `everywhere, round ${round}` };
      const saved = await updateAside(sent);
      if (saved.shows(sent)) expect(await readEverywhere(sent), 'update-is-saved').toShow(sent);
    });
  },
);
