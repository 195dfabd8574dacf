import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { onUserResponse } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour, Call } from '../../fixtures/servers/reference/behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { assertSchema } from './reporter/assert-verdict.ts';
import { API_HEADERS, echoOf, EMAIL, indiscreet, leaksIn, TOKEN } from './running/indiscreet.ts';
import { fileNamed, reportOf, run, type EndedRun } from './running/run.ts';
import { writtenBy } from './running/written-text.ts';

// One run, seen from several sides: another one for each would take seconds.
test.describe.configure({ mode: 'default' });

/** Tokens as the target has seen them, and the one that it takes no more. */
const tokens = { seen: new Set<string>(), expired: '' };

/** Wrong in what several claims ask. */
const target: Partial<Behaviour> = {
  ...indiscreet,
  ...onUserResponse((body, call) => ({
    ...body,
    ...echoOf(call),
    ...(/cts_(?:count|locale)"/.test(String(call.body)) && {
      object: wrongUser(call),
    }),
  })),
  intercept: ({ number, headers }) => {
    const token = String(headers.authorization);
    // A token that was never taken cannot expire.
    if (number % 30 === 0 && tokens.seen.has(token)) tokens.expired = token;
    tokens.seen.add(token);
    if (token !== tokens.expired) return undefined;
    const challenge = ['WWW-Authenticate', 'Bearer error="invalid_token"'] as const;
    throw new Refusal(401, 'It has expired.', { headers: [challenge] });
  },
};

function wrongUser({ headers }: Call): Readonly<Record<string, unknown>> {
  const said = String(headers.authorization);
  return { email: 7, roles: ['ROLE_OWNER', said, EMAIL], preferences: [said, EMAIL] };
}

let ended: EndedRun;

test.beforeAll(async () => {
  const server = await startServer(target);
  const variables = {
    BASE_URL: server.url,
    PROFILE: 'smoke',
    API_TOKEN_COMMAND: `printf '%s%s' '${TOKEN}' "$$"`,
    API_HEADERS,
    GITHUB_ACTIONS: 'true',
  };
  ended = await run({ variables }).finally(() => server.close());
});

test('a run against wrong roles exits 1, and its terminal says all of them', () => {
  expect(ended.code, ended.stdout + ended.stderr).toBe(1);
  assertSchema(reportOf(ended));
  for (const part of [
    '#/components/schemas/CompleteUser/properties/roles',
    'expected   one of "ROLE_USER"',
    'ROLE_EDITOR',
    'ROLE_OWNER',
    'PUT http',
    '200 in ',
    'curl ',
    'npm run replay -- ',
  ]) {
    expect(ended.stdout).toContain(part);
  }
  expect(ended.stdout.match(/^ {2}✗ 200-object-roles/gm)).toHaveLength(1);
  expect(ended.stdout).toContain('::error title=200-object-roles failed::');
});

test('the lines of specs that found something are told, and Playwright shows failures there', () => {
  const told = [...ended.stdout.matchAll(/found by {3}@\w+\n.* (specs\/\S+:\d+:\d+)$/gm)];
  const lines = told.map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !/^specs\/conformance\/[\w-]+\.spec\.ts:/.test(line))).toEqual([]);
  const ofPlaywright = [...writtenBy(ended)].filter(([name]) => name.startsWith('out/html/'));
  const failed = ofPlaywright.flatMap(([, text]) => [
    ...text.matchAll(/\/(specs\/conformance\/[\w-]+\.spec\.ts):(\d+):\d+/g),
  ]);
  const code = failed.map(([, file = '', line]) => lineOf(file, Number(line)));
  expect(code.filter((each) => each.includes('await update('))).not.toEqual([]);
});

function lineOf(file: string, line: number): string {
  return readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
}

test('what is wrong is a failure in junit.xml, and no error', () => {
  const junit = fileNamed(ended.files, 'out/junit.xml');
  expect(junit).toContain('<failure');
  expect(junit).not.toContain('<error');
});

test('several claims show it, and one fails for it: no other costs a worker of Playwright', () => {
  const claims = fileNamed(ended.files, 'out/record.jsonl')
    .trim()
    .split('\n')
    .flatMap((line) => /^{"entry":"claim".*"begun","pid":(\d+)/.exec(line)?.[1] ?? []);
  expect(claims.length).toBeGreaterThan(10);
  // The control has one, and so has what comes after the claim that fails.
  expect(new Set(claims).size).toBeLessThanOrEqual(3);
});

test('tokens that a command prints, and that expire in the middle, are asked again', () => {
  expect(tokens.seen.size).toBeGreaterThan(3);
});

test('neither secrets nor addresses are written, whatever the target says of them', () => {
  expect(leaksIn(writtenBy(ended))).toEqual([]);
});
