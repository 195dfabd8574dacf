import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { onUser, onUserResponse } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour, Call } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { API_HEADERS, leaksIn, TOKEN } from './running/indiscreet.ts';
import { run, type EndedRun } from './running/run.ts';
import { ENCODED } from './running/encoded-secret.ts';
import { writtenBy } from './running/written-text.ts';

// Runs take as long as the machine is busy: only one that hangs takes longer than this.
test.setTimeout(240_000);

const secrets = { API_TOKEN: TOKEN, API_HEADERS, PROFILE: 'smoke' };
const wrongRole = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));
/** Two claims, and the control before them. */
const CLAIMS = ['-g', 'control|saving|refusals'];

/**
 * Playwright's client does not get a whole response, while the search does: it has header fields of more than 16 KiB,
 * and where preferences are sent, it is a reset.
 *
 * @param met what that client has met
 */
function unkindTo(met: Set<'long fields' | 'reset'>): Partial<Behaviour> {
  return {
    head: (reply, content, call) => [
      ...referenceBehaviour.head(reply, content, call),
      ['X-Long', 'x'.repeat(20_000)],
    ],
    write: (response, message, call) => {
      const isReset = isPlaywrights(call) && call.body.toString() !== '{}';
      if (isPlaywrights(call)) met.add(isReset ? 'reset' : 'long fields');
      if (isReset) response.socket?.destroy();
      else referenceBehaviour.write(response, message, call);
    },
  };
}

const FOUND = {
  theme: 'zq9x',
  note: { deep: ['another private text'] },
  phone: 8_675_309_123,
  signature: 'Jane of the Nine Hills',
};
/** As another language writes it. */
const PHONE = FOUND.phone.toExponential();
/** As PHP shows an argument in a trace: the first fifteen characters of it. */
const TRACE = `set('${FOUND.signature.slice(0, 15)}...', ${PHONE})`;
const PRIVATE = ['zq9x', 'another private text', '8675309123', PHONE, 'Jane of the'];

/** Tells in each refusal what it stores. */
const gossiping: Partial<Behaviour> = {
  ...wrongRole,
  failure: (refusal, call) => {
    const reply = referenceBehaviour.failure(refusal, call);
    return { ...reply, body: { status: 'none', ...gossipOf(call), trace: TRACE } };
  },
};

function gossipOf({ store }: Call): { readonly detail: string } {
  return { detail: `not while ${JSON.stringify(store.preferences())} is stored` };
}

for (const blob of [false, true]) {
  test(`neither secrets nor values of preferences that were found are in anything that a run${blob ? ' of a shard' : ''} writes, names and types are`, async () => {
    const met = new Set<'long fields' | 'reset'>();
    const ended = await runAgainst({ ...gossiping, ...unkindTo(met) }, secrets, blob);
    expect([...met].toSorted()).toEqual(['long fields', 'reset']);
    const texts = writtenBy(ended);
    expect(textNamed(texts, /evidence|base64/)).not.toBe('');
    expect(leaksIn(texts), 'secrets').toEqual([]);
    expect(leaksIn(texts, PRIVATE), 'values that were found').toEqual([]);
    const report = textNamed(texts, /out\/conformance\.json/);
    const shown = ['\\"theme\\":\\"[string]\\"', '\\"phone\\":\\"[number]\\"', 'cts_locale'];
    for (const each of blob ? [] : shown) expect(report).toContain(each);
  });
}

/** Shows what is stored where the contract has nothing of that kind. */
const ELSEWHERE: Readonly<Record<string, Partial<Behaviour>>> = {
  'in an Error alone': {
    intercept: ({ store }) => ({
      status: 500,
      headers: [['X-Stored', encodeURIComponent(JSON.stringify(store.preferences()))]],
      body: { status: 'failed', context: { preferences: store.preferences() } },
    }),
  },
  'as a list': onUser((user) => ({
    ...user,
    preferences: Object.entries(user.preferences ?? {}).map(([name, value]: [string, unknown]) => ({
      name,
      value,
    })),
  })),
};

for (const [where, behaviour] of Object.entries(ELSEWHERE)) {
  test(`values of preferences that a target shows ${where} are in nothing that a run writes`, async () => {
    const server = await startServer(behaviour);
    server.store.replace('', FOUND);
    const ended = await run({
      variables: { PROFILE: 'smoke', BASE_URL: server.url },
      args: CLAIMS,
    }).finally(() => server.close());
    const report = textNamed(writtenBy(ended), /conformance\.json/);
    expect(report).toMatch(/failed|preferences/);
    expect(leaksIn(writtenBy(ended), PRIVATE)).toEqual([]);
  });
}

const SHORT_TOKEN = 'q7f9c2a7/51b84d36-Zx09kLmW4tYp81';
const COOKIE = '3f2b9a77c1d04e5a9b8c7d6e5f403122';

test('a server that echoes a token in all encodings leaves none of it, nor its own cookie; values of preferences that were found are shown where that is asked for', async () => {
  const said: Call[] = [];
  const echo = (body: object, call: Call): unknown => {
    said.push(call);
    const token = String(call.headers.authorization).replace('Bearer ', '');
    const encoded = Object.entries(ENCODED).map(([name, encode]) => [name, encode(token)]);
    const told = { ...body, ...gossipOf(call), sid: COOKIE };
    return { message: `sid=${COOKIE}`, ...told, ...Object.fromEntries(encoded) };
  };
  const behaviour: Partial<Behaviour> = {
    ...onUserResponse((body, call) =>
      echo({ ...body, object: { email: 'a@b.example', roles: ['ROLE_OWNER'] } }, call),
    ),
    failure: (refusal, call) => {
      const reply = referenceBehaviour.failure(refusal, call);
      return { ...reply, body: echo({ status: 'none' }, call) };
    },
    head: (reply, content, call) => [
      ...referenceBehaviour.head(reply, content, call),
      ['Set-Cookie', `sid=${COOKIE}; Path=/; HttpOnly`],
    ],
  };
  const variables = { API_TOKEN: SHORT_TOKEN, PROFILE: 'smoke', SHOW_PREFERENCES: '1' };
  const ended = await runAgainst(behaviour, variables, false);
  expect(said.length).toBeGreaterThan(5);
  const texts = writtenBy(ended);
  const report = textNamed(texts, /conformance\.json/);
  expect(report).toContain('references of HTML without a semicolon');
  expect(report).toContain('Jane of the Nine Hills');
  const kept = new Map([...texts].map(([name, text]) => [name, lettersOf(text)]));
  const encoded = Object.values(ENCODED).map((encode) => encode(SHORT_TOKEN));
  expect(leaksIn(kept, [...encoded.map(lettersOf).filter(isLong).map(middleOf), COOKIE])).toEqual(
    [],
  );
  const beyondAscii = encoded.filter((text) => !isLong(lettersOf(text))).map(middleOf);
  expect(leaksIn(texts, beyondAscii.map(asLatin1))).toEqual([]);
});

/** As long as tokens with many claims, of letters and digits in no order. */
const LONG_TOKEN = Array.from({ length: 60 }, (_, index) =>
  createHash('sha256')
    .update(String(index))
    .digest('base64')
    .replaceAll(/[^a-z\d]/gi, ''),
).join('');

const CUT: Readonly<Record<string, (piece: string) => string>> = {
  'as it is': (piece) => piece,
  'the wrong way round': (piece) => Array.from(piece).reverse().join(''),
  'dashes between': (piece) => (piece.match(/.{1,5}/g) ?? []).join('-'),
  hex: (piece) => Buffer.from(piece).toString('hex'),
  base64: (piece) => Buffer.from(piece).toString('base64'),
  'base64 in a pair': (piece) => Buffer.from(`id=${piece}`).toString('base64'),
};

test('a piece from anywhere in a long token is masked, also where it is encoded', async () => {
  const pieceOf = (call: Call): string =>
    String(call.headers.authorization).replace('Bearer ', '').slice(1_003, 1_203);
  const told = (call: Call) =>
    Object.fromEntries(Object.entries(CUT).map(([name, encode]) => [name, encode(pieceOf(call))]));
  const behaviour: Partial<Behaviour> = {
    ...onUserResponse((body, call) => ({
      ...body,
      ...told(call),
      object: { email: 'a@b.example', roles: ['ROLE_OWNER'] },
    })),
  };
  const ended = await runAgainst(behaviour, { API_TOKEN: LONG_TOKEN, PROFILE: 'smoke' }, false);
  const texts = writtenBy(ended);
  expect(textNamed(texts, /conformance\.json/)).toContain('base64 in a pair');
  const kept = new Map([...texts].map(([name, text]) => [name, lettersOf(text)]));
  const needles = Object.values(CUT).map((encode) =>
    lettersOf(encode(LONG_TOKEN.slice(1_003, 1_203))).slice(40, 80),
  );
  expect(leaksIn(kept, needles)).toEqual([]);
});

async function runAgainst(
  behaviour: Partial<Behaviour>,
  variables: Readonly<Record<string, string>>,
  blob: boolean,
): Promise<EndedRun> {
  const server = await startServer(behaviour);
  server.store.replace('', FOUND);
  const args = blob ? [...CLAIMS, '--shard=1/1'] : CLAIMS;
  const ended = await run({
    variables: { ...variables, BASE_URL: server.url },
    args,
    blob,
  }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(blob ? 0 : 1);
  return ended;
}

function isPlaywrights({ headers }: Call): boolean {
  return /playwright/i.test(headers['user-agent'] ?? '');
}

function textNamed(texts: ReadonlyMap<string, string>, name: RegExp): string {
  return [...texts].find(([each]) => name.test(each))?.[1] ?? '';
}

/** What is left of a text without case and separators. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

function middleOf(text: string): string {
  return text.slice(text.length / 4, (text.length * 3) / 4);
}

function isLong(text: string): boolean {
  return text.length >= SHORT_TOKEN.length;
}

/** How texts that were written have it, which are read as Latin-1. */
function asLatin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
