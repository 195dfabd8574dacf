import { test, type Hazard, type RequestParts } from '../../fixtures/test.ts';

test(
  'Input that is known to break servers gets conforming responses',
  { tag: '@hazards' },
  async ({ hazards, bisect, learned, profile, send, readOf, updateOf, expect }) => {
    // What has ended whole servers is for the profile full.
    const isSent = ({ rough }: Hazard) => rough !== true || profile.profile === 'full';
    const batches = hazards.batches(isSent);
    const lastLarge = batches.findLastIndex((batch) => batch.some(isLarge));
    for (const [index, batch] of batches.entries()) {
      await bisect(batch, async (some) => {
        expect(await send(hazards.requestWith(some))).toConform();
      });
      // Where updates merge, the next response shows what became of them.
      const isReplaced = index === 0 && learned().way !== 'merges';
      if (isReplaced || index === lastLarge) expect(await send(readOf())).toConform();
      // Else every later response would carry what is large.
      if (index === lastLarge) expect(await send(hazards.smallAgain())).toConform();
    }
    await hazards.observeRefused();

    // More preferences than should stay, where they can be taken back.
    const { way, nulls } = learned();
    if (profile.profile !== 'full' || (way !== 'replaces' && nulls !== 'deleted')) return;
    for (const value of [0, null]) {
      const many = Object.fromEntries(MANY.map((name) => [name, value]));
      expect(await send(updateOf(many, { label: 'many preferences' }))).toConform();
      expect(await send(readOf())).toConform();
    }
  },
);

const MANY = Array.from({ length: 600 }, (_, index) => `m${index}`);

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
    profile,
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
            { label: 'no body, any answer', headers: [['Accept', '*/*'] as const] },
          ]
        : [];
    const { profile: size } = profile;
    const chosen = firstOfEach(negatives, PER_KEYWORD[size], MOST_INVALID[size]);
    const invalid = chosen.map(({ value }) => {
      const body = JSON.stringify(value);
      return { label: `invalid body ${body}`, body };
    });
    await together(
      [...withoutBody, ...invalid].map((request) => async () => {
        expect(await send({ ...request, meant: 'invalid' })).toConform();
      }),
    );

    const forms: readonly string[] | null = FORMS[profile.profile];
    const malformed = malformedForms('{"updatedPreferences":{"cts_malformed":"x"}}').filter(
      ({ name }) => forms === null || forms.includes(name),
    );
    await together(
      malformed.map(({ name, extension, bytes }) => async () => {
        const label = `malformed body: ${name}`;
        // A parser may read extensions of JSON (RFC 8259 section 9).
        const request = { label, body: bytes, meant: 'malformed', eitherWay: extension } as const;
        expect(await send(request)).toConform();
      }),
    );

    // An Error may be written for who asks: in their language, in the form that they accept.
    for (const fields of hazards.fields) {
      await bisect(fields, async (some) => {
        expect(await send(hazards.refusedWith(some))).toConform();
      });
    }
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
    label: 'text after the body',
    body: `{"updatedPreferences":{"${kept}":"changed"}} x`,
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
  async ({ scenario }) => {
    for (const [index, refused] of REFUSED.entries()) {
      await scenario(async ({ update, read, send, expect, nameOf }) => {
        const kept = { kept: `kept ${index + 1}` };
        const request = refused(nameOf('kept'), nameOf(LONG));
        await update(kept);
        const before = await read();
        const response = await send(request);
        const after = await read();
        if (response.isRefusal || (response.status >= 500 && request.eitherWay !== true)) {
          expect(after, 'refused-update-changes-nothing').toShow(before.shownOf(kept));
        }
        // Taken after all, the long value would be in all later responses.
        if (request.eitherWay === true && response.status === 200) await update({ [LONG]: 0 });
      });
    }
  },
);

test(
  'A method that the contract does not declare gets a response that HTTP allows',
  { tag: '@other-methods' },
  async ({ operation, probeMethods, send, expect }) => {
    if (!probeMethods) return;
    const method = operation.method === 'GET' ? 'PUT' : 'GET';
    expect(await send({ label: `undeclared method ${method}`, method })).toConform();
  },
);
