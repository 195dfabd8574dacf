import { test, type Hazard, type RequestParts } from '../../fixtures/test.ts';

test(
  'Input that is known to break servers gets conforming responses',
  { tag: '@hazards' },
  async ({ hazards, bisect, learned, plan, send, readOf, updateOf, expect, notApplicable }) => {
    const { way, nulls } = learned();
    if (way === 'unknown' || (way === 'merges' && nulls === 'unknown')) {
      // Where null does not delete, smoke and default send few names.
      expect(await send(updateOf({ first: 'a', text: 'a' }))).toConform();
      expect(await send(updateOf({ text: null }))).toConform();
      expect(await send(readOf())).toConform();
    }
    // What has ended whole servers is for the profile full.
    const batches = hazards.batches((hazard) => !isRough(hazard) || plan.profile === 'full');
    const merges = learned().way === 'merges';
    // What is stored goes first: the others show what became of it. Where few names are sent, the table gives the order.
    const ordered = merges && !hazards.takesFewNames() ? batches.toSorted(byStored) : batches;
    for (const stage of stagesOf(ordered, merges)) {
      await bisect(stage.batches, async (some) => {
        expect(await send(hazards.requestWith(some))).toConform();
      });
      for (const request of stage.after) {
        expect(await send(request === 'read' ? readOf() : hazards.smallAgain())).toConform();
      }
    }
    const refused = await hazards.observeRefused();
    if (refused !== null) {
      // Who saves members one by one has saved some of them by the time that it refuses another.
      expect(await send(updateOf({ first: 'kept' }))).toConform();
      const changed = hazards.requestWith([refused], { first: 'changed' });
      expect(await send({ ...changed, eitherWay: true })).toConform();
      expect(await send(readOf())).toConform();
    }

    const canTakeBack = learned().way === 'replaces' || learned().nulls === 'deleted';
    if (plan.profile !== 'full' || !canTakeBack) {
      notApplicable('Many preferences are for the profile full, where they can be taken back.');
      return;
    }
    for (const value of [0, null]) {
      const many = Object.fromEntries(MANY.map((name) => [name, value]));
      expect(await send(updateOf(many, { label: 'many preferences' }))).toConform();
      expect(await send(readOf())).toConform();
    }
  },
);

/** More preferences than should stay. */
const MANY = Array.from({ length: 600 }, (_, index) => `m${index}`);

/** Hazards that travel in one request. */
type Batch = readonly Hazard[];

/** Batches whose order does not matter, and what is sent once all of them are answered. */
interface Stage {
  readonly batches: readonly Batch[];
  readonly after: readonly ('read' | 'small again')[];
}

/**
 * The stages in which batches are sent. Where updates merge, the first batch is in flight with others; where they replace,
 * no later response shows what one stores, so that it is read at once. What has ended whole servers goes one by one.
 */
function stagesOf([first = [], ...others]: readonly Batch[], merges: boolean): readonly Stage[] {
  const lastLarge = others.findLastIndex((batch) => batch.some(isLarge));
  const untilLarge = others.slice(0, lastLarge + 1);
  const rough = untilLarge.filter((batch) => batch.some(isRough));
  const gentle = untilLarge.filter((batch) => !batch.some(isRough));
  const begin: readonly Stage[] = merges
    ? [{ batches: [first, ...gentle], after: [] }]
    : [
        ...[first, ...gentle.filter(isSmallStored)].map((batch): Stage => ({
          batches: [batch],
          after: ['read'],
        })),
        { batches: gentle.filter((batch) => !isSmallStored(batch)), after: [] },
      ];
  return [
    ...begin,
    ...rough.map((batch): Stage => ({ batches: [batch], after: [] })),
    // Else every later response would carry what is large.
    { batches: [], after: lastLarge === -1 ? [] : ['read', 'small again'] },
    { batches: others.slice(lastLarge + 1), after: [] },
  ];
}

function isRough({ rough }: Hazard): boolean {
  return rough === true;
}

/** Batches that are stored whole come first. */
function byStored(one: readonly Hazard[], other: readonly Hazard[]): number {
  return Number(isStored(other)) - Number(isStored(one));
}

function isStored(batch: readonly Hazard[]): boolean {
  return batch.every(isValid) && batch.some(isPreference);
}

function isSmallStored(batch: readonly Hazard[]): boolean {
  return isStored(batch) && !batch.some(isLarge);
}

function isValid({ class: caseClass }: Hazard): boolean {
  return caseClass === 'valid';
}

/** A hazard that is a preference, or in one. */
function isPreference({ carrier }: Hazard): boolean {
  return carrier.in === 'member' || carrier.in === 'inside';
}

/** A hazard by its size, in any direction. */
function isLarge({ kind }: Hazard): boolean {
  return kind === 'size' || kind === 'width' || kind === 'nesting';
}

/** Invalid bodies that are sent of each keyword that can be violated, and in all. */
const PER_KEYWORD = { smoke: 4, default: 16, full: 100 };
const MOST_INVALID = { smoke: 100, default: 400, full: 2000 };

/** Malformed bodies that differ in what they break in a parser; `full` sends all forms that are known. */
const FORMS = {
  smoke: ['empty', 'unclosed-string', 'trailing-comma', 'not-a-number', 'octet-ff'],
  default: [
    ...[
      'empty',
      'only-whitespace',
      'trailing-word',
      'two-texts',
      'missing-value',
      'unclosed-string',
    ],
    ...['leading-zero', 'bad-unicode-escape', 'bare-word', 'trailing-comma', 'line-comment'],
    ...['not-a-number', 'single-quotes', 'raw-newline', 'octet-ff', 'overlong-solidus'],
    ...['encoded-surrogate', 'utf-16le-bom', 'gzip', 'form', 'xml', 'yaml'],
  ],
  full: null,
};

test(
  'A request that the contract does not allow gets a conforming response',
  { tag: '@refusals' },
  async ({
    operation,
    plan,
    negatives,
    malformedForms,
    hazards,
    bisect,
    send,
    together,
    expect,
  }) => {
    const withoutBody =
      operation.requestBody?.required === true
        ? [
            { label: 'no body', body: null },
            // Frameworks answer errors as HTML pages unless a client names JSON.
            { label: 'no body, any response', headers: [['Accept', '*/*'] as const] },
          ]
        : [];
    const { profile: size } = plan;
    const chosen = firstOfEach(negatives, PER_KEYWORD[size], MOST_INVALID[size]);
    const invalid = chosen.map(({ value }) => {
      const body = JSON.stringify(value);
      return { label: `invalid body ${body}`, body };
    });
    const notAllowed = [...withoutBody, ...invalid].map((request) => async () => {
      expect(await send({ ...request, meant: 'invalid' })).toConform();
    });

    const forms: readonly string[] | null = FORMS[plan.profile];
    const malformed = malformedForms('{"updatedPreferences":{"cts_text":"x"}}').filter(
      ({ name }) => forms === null || forms.includes(name),
    );
    const noJson = malformed.map(({ name, extension, bytes }) => async () => {
      const label = `malformed body: ${name}`;
      // A parser may read extensions of JSON (RFC 8259 section 9).
      const request = { label, body: bytes, meant: 'malformed', eitherWay: extension } as const;
      expect(await send(request)).toConform();
    });
    await together([...notAllowed, ...noJson]);

    // An Error may be written for who asks: in their language, in the form that they accept.
    await bisect(hazards.fields, async (some) => {
      expect(await send(hazards.refusedWith(some))).toConform();
    });
  },
);

/** The first values of each keyword that they violate. They come in turn: where one has its share, all others have theirs. */
function firstOfEach<T extends { readonly violated: string }>(
  values: Iterable<T>,
  most: number,
  mostInAll: number,
): readonly T[] {
  const counts = new Map<string, number>();
  const chosen: T[] = [];
  for (const value of values) {
    const count = (counts.get(value.violated) ?? 0) + 1;
    if (count > most || chosen.length === mostInAll) break;
    counts.set(value.violated, count);
    chosen.push(value);
  }
  return chosen;
}

/** Longer than names may be in many stores, as values below are. */
const LONG = `kept_${'long_'.repeat(60)}`;

/** Requests that servers refuse, or may refuse, each with the preference in it that has another value by then. */
const REFUSED: readonly {
  readonly name: string;
  readonly request: (kept: string, long: string) => RequestParts;
  /** Whether it names a space, where one is known: it changes nothing in another one either. */
  readonly inSpace?: true;
}[] = [
  {
    name: 'first',
    request: (kept) => ({ label: 'cut body', body: `{"updatedPreferences":{"${kept}":"changed"}` }),
  },
  {
    name: 'true',
    request: (kept) => ({
      label: 'undeclared media type',
      body: `{"updatedPreferences":{"${kept}":"changed"}}`,
      contentType: 'text/plain',
    }),
  },
  {
    name: 'zero',
    request: (kept) => ({
      label: 'a line after the body',
      body: `{"updatedPreferences":{"${kept}":"changed"}}\nx`,
    }),
  },
  {
    name: 'empty',
    request: (kept) => ({
      label: 'a list of updates',
      body: `[{"updatedPreferences":{"${kept}":"changed"}}]`,
    }),
  },
  {
    name: 'on',
    request: (kept, long) => ({
      label: 'beyond limits',
      body: `{"updatedPreferences":{"${kept}":"changed","${long}":"${'x'.repeat(5_000)}"}}`,
      eitherWay: true,
    }),
  },
  {
    name: 'text',
    request: () => ({
      label: 'preferences as a list',
      // An Error may quote it.
      body: '{"updatedPreferences":["changed to \u00e9"]}',
    }),
    inSpace: true,
  },
];

test(
  'A refused update changes no preference',
  { tag: '@refused-updates' },
  async ({ send, together, spaces, expect, updateOf, readOf, nameOf }) => {
    const [space] = await spaces();
    const kept = REFUSED.map(({ name }, index) => [name, `kept ${index + 1}`] as const);
    expect(await send(updateOf(Object.fromEntries(kept)))).toConform();
    await together(
      REFUSED.map(({ name, request, inSpace }) => async () => {
        const { query } = readOf(inSpace === true ? { space } : {});
        expect(await send({ ...request(nameOf(name), nameOf(LONG)), query })).toConform();
        // What shows a change, or a spoiled connection, is tried again one by one.
        expect(await send(readOf())).toConform();
      }),
    );
  },
);

test(
  'A method that the contract does not declare gets a response that HTTP allows',
  { tag: '@other-methods' },
  async ({ operation, probeMethods, send, expect, notApplicable }) => {
    if (!probeMethods) {
      notApplicable('PROBE_METHODS=1 would allow it.');
      return;
    }
    const method = operation.method === 'GET' ? 'PUT' : 'GET';
    expect(await send({ label: `undeclared method ${method}`, method })).toConform();
  },
);
