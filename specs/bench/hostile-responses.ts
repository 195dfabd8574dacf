import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** One response that takes much of who reads it, whatever it is asked. */
export interface HostileResponse {
  readonly name: string;
  /** Header fields beyond Content-Type and framing, as they stand on the wire. */
  readonly fields?: readonly string[];
  /** What answers a request that is saved; the reference's own response by default. */
  readonly success?: () => Buffer;
  /** Whether each response to a request that is saved is made for itself. */
  readonly unlike?: boolean;
  /** What answers a request that is refused; the reference's own response by default. */
  readonly refusal?: () => Buffer;
  /** What the user has stored before the run; nothing by default. */
  readonly found?: () => Readonly<Record<string, unknown>>;
  /** The exit code that is true of it. */
  readonly exitCode: 0 | 1 | 2;
  /** How the content is sent: whole, in chunks with extensions, or one octet at a time without end. */
  readonly framing?: 'chunk-extensions' | 'drip';
}

const MIB = 1024 * 1024;
/** Just within what of a response is kept. */
const LARGEST = 2 * MIB - 4_096;

function user(members: string, preferences = '{}'): Buffer {
  return Buffer.from(
    `{"message":"","object":{"email":"a@example.com","preferences":${preferences},${members}}}`,
  );
}

const ROLES = '"roles":["ROLE_USER"]';

function roles(count: number, role: (index: number) => string): Buffer {
  return user(`"roles":[${Array.from({ length: count }, (_, index) => role(index)).join()}]`);
}

function preferences(member: (index: number) => string, size = LARGEST): Buffer {
  const members: string[] = [];
  for (let length = 0; length < size - 200;) {
    const next = member(members.length);
    members.push(next);
    length += next.length + 1;
  }
  return user(ROLES, `{${members.join()}}`);
}

function strings(count: number, text: (index: number) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`p${index}`, text(index)]),
  );
}

function cookies(count: number, value: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `Set-Cookie: c${index}=${value(index)}`);
}

/** Differs with each call, as text in base64. */
function unlike(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

function nested(levels: number, open: string, close: string): Buffer {
  return user(ROLES, `{"deep":${open.repeat(levels)}0${close.repeat(levels)}}`);
}

function violations(violation: (index: number) => string, count: number): Buffer {
  const all = Array.from({ length: count }, (_, index) => violation(index)).join();
  return Buffer.from(`{"status":"400","title":"Bad","detail":"Bad","violations":[${all}]}`);
}

function bomb(size: number): Buffer {
  const text = user(ROLES, `{"text":"${'x'.repeat(size)}"}`);
  return gzipSync(text);
}

const GZIP = ['Content-Encoding: gzip'];

/** Answers within all limits of the transport, or just beyond one, each dear in another way. */
export const HOSTILE_RESPONSES: readonly HostileResponse[] = [
  { name: '10,000 wrong roles', success: () => roles(10_000, () => '"ROLE_OWNER"'), exitCode: 1 },
  { name: '200,000 wrong roles', success: () => roles(200_000, () => '"a"'), exitCode: 1 },
  {
    name: 'roles that differ, all wrong',
    success: () => roles(150_000, (index) => `"R_${index}"`),
    exitCode: 1,
  },
  {
    name: 'a million roles that are numbers',
    success: () => roles(1_000_000, () => '1'),
    exitCode: 1,
  },
  {
    name: 'one wrong role of 2 MiB',
    success: () => roles(1, () => `"${'x'.repeat(LARGEST - 200)}"`),
    exitCode: 1,
  },
  {
    name: '100,000 wrong violations',
    refusal: () => violations(() => '{"title":1}', 100_000),
    exitCode: 1,
  },
  {
    name: 'a million violations that are numbers',
    refusal: () => violations(() => '1', 1_000_000),
    exitCode: 1,
  },
  { name: '900,000 levels of lists', success: () => nested(900_000, '[', ']'), exitCode: 0 },
  { name: '300,000 levels of objects', success: () => nested(300_000, '{"":', '}'), exitCode: 0 },
  { name: '5,000 levels of lists', success: () => nested(5_000, '[', ']'), exitCode: 0 },
  {
    name: 'levels in a violation',
    refusal: () => violations(() => `{"x":${'['.repeat(900_000)}${']'.repeat(900_000)}}`, 1),
    exitCode: 2,
  },
  {
    name: '20,000 content codings',
    fields: [`Content-Encoding: ${Array(20_000).fill('br').join()}`],
    success: () => user(ROLES),
    exitCode: 1,
  },
  {
    name: '20,000 unknown content codings',
    fields: [`Content-Encoding: ${Array(20_000).fill('zz').join()}`],
    success: () => user(ROLES),
    exitCode: 1,
  },
  {
    name: 'duplicate names',
    success: () => preferences((index) => `"a":${index % 10}`),
    exitCode: 0,
  },
  {
    name: 'one name repeated, long',
    success: () => preferences(() => `"${'k'.repeat(10_000)}":1`),
    exitCode: 0,
  },
  {
    name: 'huge numbers',
    success: () => preferences((index) => `"n${index}":${'9'.repeat(400)}`),
    exitCode: 0,
  },
  {
    name: 'one number of 2 MiB',
    success: () => user(ROLES, `{"n":${'1'.repeat(LARGEST - 200)}}`),
    exitCode: 0,
  },
  { name: 'many preferences', success: () => preferences((index) => `"p${index}":0`), exitCode: 0 },
  {
    name: 'many preferences, never the same',
    success: () => {
      const mark = unlike(6);
      return preferences((index) => `"${mark}${index}":0`);
    },
    unlike: true,
    exitCode: 0,
  },
  {
    name: 'many empty objects, never the same',
    success: () => {
      const mark = unlike(6);
      return user(ROLES, `{"${mark}":[${Array(690_000).fill('{}').join()}]}`);
    },
    unlike: true,
    exitCode: 0,
  },
  {
    name: 'many lists under one name, the last never the same',
    success: () => {
      const items = Array(520_000).fill('[0]').join();
      return user(ROLES, `{"alike":[${items},"${unlike(6)}"]}`);
    },
    unlike: true,
    exitCode: 0,
  },
  {
    name: 'many levels many times, never the same',
    success: () => {
      const levels = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
      return user(ROLES, `{"${unlike(6)}":[${Array(100).fill(levels).join()}]}`);
    },
    unlike: true,
    exitCode: 0,
  },
  {
    name: 'many levels many times, each with its own end, never the same',
    success: () => {
      const levels = (end: number) => `${'['.repeat(10_000)}${end}${']'.repeat(10_000)}`;
      const all = Array.from({ length: 100 }, (_, index) => levels(index));
      return user(ROLES, `{"${unlike(6)}":[${all.join()}]}`);
    },
    unlike: true,
    exitCode: 0,
  },
  {
    name: 'many preferences with long names',
    success: () => preferences((index) => `"${'n'.repeat(1_000)}${index}":0`),
    exitCode: 0,
  },
  {
    name: 'lone surrogates',
    success: () => preferences((index) => String.raw`"s${index}":"\ud800"`),
    exitCode: 0,
  },
  {
    name: 'undeclared members',
    success: () =>
      user(`${ROLES},${Array.from({ length: 100_000 }, (_, index) => `"u${index}":{}`).join()}`),
    exitCode: 0,
  },
  {
    name: 'addresses',
    success: () => preferences((index) => `"m${index}":"u${index}@x.example"`),
    exitCode: 0,
  },
  {
    name: '2 MiB of white space',
    success: () => Buffer.concat([Buffer.alloc(LARGEST - 200, 0x20), user(ROLES)]),
    exitCode: 0,
  },
  { name: '2 MiB that are no JSON', success: () => Buffer.alloc(LARGEST, '\n{'), exitCode: 1 },
  { name: '2 MiB that are no UTF-8', success: () => Buffer.alloc(LARGEST, 0xff), exitCode: 1 },
  { name: '30 MiB', success: () => user(ROLES, `{"t":"${'x'.repeat(30 * MIB)}"}`), exitCode: 0 },
  { name: 'a gzip bomb of 30 MiB', fields: GZIP, success: () => bomb(30 * MIB), exitCode: 0 },
  { name: 'a gzip bomb of 500 MiB', fields: GZIP, success: () => bomb(500 * MIB), exitCode: 2 },
  {
    name: '1,900 header fields',
    fields: Array.from({ length: 1_900 }, (_, index) => `X-${index}: ${'v'.repeat(80)}`),
    success: () => user(ROLES),
    exitCode: 0,
  },
  {
    name: 'cookies, as many as fit',
    fields: cookies(1_500, () => unlike(24)),
    success: () => user(ROLES),
    exitCode: 0,
  },
  {
    name: 'one cookie of 40 KiB',
    fields: cookies(1, () => unlike(40_000)),
    success: () => user(ROLES),
    exitCode: 0,
  },
  {
    name: 'found: 60,000 strings',
    found: () => strings(60_000, () => unlike(16)),
    exitCode: 0,
  },
  {
    name: 'found: 100,000 small preferences',
    found: () =>
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`p${index}`, 0])),
    exitCode: 0,
  },
  {
    name: 'found: one string of 1 MiB',
    found: () => ({ text: unlike(MIB) }),
    exitCode: 0,
  },
  {
    name: 'found: strings that begin alike',
    found: () => strings(20_000, (index) => `${'a'.repeat(60)}${index}`),
    exitCode: 0,
  },
  {
    name: 'one long Content-Type',
    fields: [`Content-Type: application/json;${'a=b;'.repeat(15_000)}`],
    success: () => user(ROLES),
    exitCode: 0,
  },
  {
    name: 'chunk extensions',
    success: () => user(ROLES),
    framing: 'chunk-extensions',
    exitCode: 0,
  },
  { name: 'a drip of one octet a second', framing: 'drip', exitCode: 2 },
];
