import { test, type Hazard, type RequestParts, type StoreBehaviour } from '../../fixtures/test.ts';

test(
  'Input that is known to break servers gets conforming responses',
  { tag: '@hazards' },
  async ({ hazards, bisect, learned, plan, send, readOf, updateOf, expect, notApplicable }) => {
    if (isUnknown(learned())) {
      // Where null does not delete, smoke and default send few names.
      expect(await send(updateOf({ first: 'a', text: 'a' }))).toConform();
      expect(await send(updateOf({ text: null }))).toConform();
      expect(await send(readOf())).toConform();
    }
    // What has ended whole servers is for the profile full, and goes one by one.
    const batches = hazards.batches((hazard) => !isRough(hazard) || plan.profile === 'full');
    const ask = async (some: readonly Hazard[]): Promise<void> => {
      expect(await send(hazards.requestWith(some))).toConform();
    };
    // Where updates merge, batches are in flight together. What is stored goes first: the others show what became of it.
    // Where few names are sent, the table gives the order.
    const isTogether = learned().way === 'merges';
    const isByStored = isTogether && !hazards.takesFewNames();
    const [first = [], ...others] = isByStored ? batches.toSorted(byStored) : batches;
    const lastLarge = others.findLastIndex((batch) => batch.some(isLarge));
    const untilLarge = others.slice(0, lastLarge + 1);
    const gentle = untilLarge.filter((batch) => !batch.some(isRough));
    await bisect(isTogether ? [first, ...gentle] : [first], ask);
    if (!isTogether) {
      // Where updates replace, no later response shows it.
      expect(await send(readOf())).toConform();
      await bisect(gentle, ask);
    }
    for (const batch of untilLarge.filter((each) => each.some(isRough))) await bisect([batch], ask);
    if (lastLarge >= 0) {
      expect(await send(readOf())).toConform();
      // Else every later response would carry what is large.
      expect(await send(hazards.smallAgain())).toConform();
    }
    await bisect(others.slice(lastLarge + 1), ask);
    await hazards.observeRefused();

    // More preferences than should stay, where they can be taken back.
    const { way, nulls } = learned();
    if (plan.profile !== 'full' || (way !== 'replaces' && nulls !== 'deleted')) {
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

/** Whether a target has not shown whether what was sent can be taken back. */
function isUnknown({ way, nulls }: StoreBehaviour): boolean {
  return way === 'unknown' || (way === 'merges' && nulls === 'unknown');
}

const MANY = Array.from({ length: 600 }, (_, index) => `m${index}`);

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
    const malformed = malformedForms('{"updatedPreferences":{"cts_malformed":"x"}}').filter(
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

/** Requests that servers refuse, or may refuse, with a preference in them that has another value by then. */
const REFUSED: readonly ((kept: string, long: string) => RequestParts)[] = [
  (kept) => ({ label: 'cut body', body: `{"updatedPreferences":{"${kept}":"changed"}` }),
  (kept) => ({
    label: 'undeclared media type',
    body: `{"updatedPreferences":{"${kept}":"changed"}}`,
    contentType: 'text/plain',
  }),
  (kept) => ({
    label: 'a line after the body',
    body: `{"updatedPreferences":{"${kept}":"changed"}}\nx`,
  }),
  (kept) => ({
    label: 'a list of updates',
    body: `[{"updatedPreferences":{"${kept}":"changed"}}]`,
  }),
  (kept, long) => ({
    label: 'beyond limits',
    body: `{"updatedPreferences":{"${kept}":"changed","${long}":"${'x'.repeat(5_000)}"}}`,
    eitherWay: true,
  }),
  () => ({ label: 'preferences as a list', body: '{"updatedPreferences":["changed"]}' }),
];

test(
  'A refused update changes no preference',
  { tag: '@refused-updates' },
  async ({ send, together, expect, updateOf, readOf, nameOf, sharedNames }) => {
    const kept = REFUSED.map((refused, index) => ({ refused, name: sharedNames[index] ?? '' }));
    const values = kept.map(({ name }, index) => [name, `kept ${index + 1}`] as const);
    expect(await send(updateOf(Object.fromEntries(values)))).toConform();
    await together(
      kept.map(({ refused, name }) => async () => {
        const request = refused(nameOf(name), nameOf(LONG));
        expect(await send(request)).toConform();
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
