import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer, type RunningServer } from '../../fixtures/servers/reference/server.ts';
import { variantNamed } from './restore/restoring.ts';
import { fileNamed, reportOf, run, type EndedRun } from './running/run.ts';
import { testDirectory } from './test-directory.ts';

test.describe.configure({ mode: 'parallel' });

const FOUND = { theme: 'dark', zoom: 3 };
/** A response that only a run which goes on forever would wait for. */
const NEVER = new Promise<undefined>(() => undefined);

test('an interrupt ends a run in order: 130, it keeps what the running claim has found, what it has not reached is open, and the preferences are put back', async () => {
  let interrupt = (): void => undefined;
  let hasHung = false;
  const reached = new Promise<void>((resolve) => (interrupt = resolve));
  const wrong = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));
  const server = await filled({
    ...wrong,
    // An update hangs, so that the claim on saving is in the middle when the run is interrupted.
    intercept: async ({ body, number, store }) => {
      const isChanged = Object.keys(store.preferences()).length > Object.keys(FOUND).length;
      if (hasHung || number < 8 || body.length < 30 || !isChanged) return undefined;
      hasHung = true;
      interrupt();
      return NEVER;
    },
  });
  const ended = await run({
    variables: { BASE_URL: server.url, PROFILE: 'smoke', TIMEOUT_MS: '60000' },
    interruptAfter: reached,
  }).finally(() => server.close());
  const report = reportOf(ended);
  expect(ended.code, ended.stderr).toBe(130);
  expect(ended.stderr).toContain('Interrupted. The preferences are put back');
  const roles = report.requirements.find(({ id }) => id === '200-object-roles');
  expect(roles).toMatchObject({ verdict: 'fail' });
  expect(report.requests).toBeGreaterThanOrEqual(5);
  const verdicts = new Set(report.requirements.map(({ verdict }) => verdict));
  expect(verdicts).not.toContain('not-applicable');
  expect(server.requests).toBeLessThan(200);
  expect(server.store.preferences()).toEqual(FOUND);
  expect(fileNamed(ended.files, 'out/record.jsonl')).toContain(
    'were put back, and reading shows them',
  );
});

test('SIGTERM to npm, which ends its shell and tells nobody else, ends the run in order', async () => {
  let leave = (): void => undefined;
  const reached = new Promise<void>((resolve) => (leave = resolve));
  const server = await filled({
    intercept: async ({ number }) => {
      if (number !== 12) return undefined;
      leave();
      return NEVER;
    },
  });
  const ended = await run({
    variables: { BASE_URL: server.url, PROFILE: 'smoke' },
    leaveAfter: reached,
  }).finally(() => server.close());
  expect(ended.stderr).toContain('Interrupted. The preferences are put back');
  expect(reportOf(ended)).toMatchObject({ exitCode: 130, reason: { kind: 'interrupted' } });
  expect(server.store.preferences()).toEqual(FOUND);
});

test('a full disk ends a run without a verdict; the preferences are put back all the same, and it says so', async () => {
  const server = await filled({});
  const fullDisk = import.meta.resolve('./restore/full-disk.mjs');
  const ended = await run({
    variables: {
      BASE_URL: server.url,
      PROFILE: 'smoke',
      NODE_OPTIONS: `--import=${fullDisk}`,
    },
  }).finally(() => server.close());
  expect(ended.code, ended.stderr).toBe(2);
  expect(server.requests).toBeGreaterThan(20);
  expect(server.store.preferences()).toEqual(FOUND);
  expect(ended.stderr).toContain('The record of the run could not be written: ENOSPC');
  expect(ended.stderr).toContain('were put back, and reading shows them');
});

const UNREASONED =
  '{"entries":[{"requirement":"200-body","signature":"200-body 200","reason":"","link":"","until":"2027-01-31"}]}';

for (const [name, text, args, problem] of [
  ['an entry without a reason', UNREASONED, [], '#/entries/0/reason is empty'],
  ['no JSON that is to be written again', '{', ['--update-baseline'], 'cannot be read'],
] as const) {
  test(`a baseline with ${name} is told before the first request, and before what a run takes is counted`, async () => {
    const directory = testDirectory();
    const file = join(directory, 'baseline.json');
    writeFileSync(file, text);
    const server = await filled({});
    const variables = { BASE_URL: server.url, BASELINE: file };
    const ended = await run({ variables, args }).finally(() => server.close());
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain(problem);
    expect(ended.stderr).not.toContain('At its end');
    expect(server.requests).toBe(0);
    expect(reportOf(ended).requests).toBe(0);
  });
}

test('a directory of results that is removed is an error of the run, which still puts back', async () => {
  const directory = testDirectory();
  const server = await filled({
    intercept: ({ number }) => {
      if (number === 80) rmSync(join(directory, 'out'), { recursive: true, force: true });
      return undefined;
    },
  });
  const ended = await run({
    variables: {
      BASE_URL: server.url,
      PROFILE: 'smoke',
      CONFORMANCE_OUT: join(directory, 'out'),
    },
  }).finally(() => server.close());
  expect(server.store.preferences(), ended.stdout).toEqual(FOUND);
  expect(ended.code).toBe(2);
  expect(ended.stdout).toContain('vanished');
});

const LOSSES: Readonly<Record<string, (out: string) => void>> = {
  'is removed': (out) => {
    rmSync(out, { recursive: true });
  },
  'is a file now': (out) => {
    rmSync(out, { recursive: true });
    writeFileSync(out, '');
  },
};

for (const [what, lose] of Object.entries(LOSSES)) {
  for (const isPuttingBack of [false, true]) {
    test(`a directory of results that ${what} ${isPuttingBack ? 'while a run puts back' : 'in the middle of a run'} keeps it from nothing that was found`, async () => {
      const out = join(testDirectory(), 'out');
      let isLost = false;
      const server = await filled({
        intercept: ({ number, headers, store }) => {
          const isChanged = !isDeepStrictEqual(store.preferences(), FOUND);
          const isRead = headers['cache-control']?.includes('no-store') === true;
          if (isLost || number < 15 || !isChanged || (isPuttingBack && !isRead)) return undefined;
          isLost = true;
          lose(out);
          return undefined;
        },
      });
      const ended = await run({
        variables: { BASE_URL: server.url, PROFILE: 'smoke', CONFORMANCE_OUT: out },
        args: ['-g', 'control|saving|refusals'],
      }).finally(() => server.close());
      expect(isLost).toBe(true);
      expect(server.store.preferences(), ended.stdout + ended.stderr).toEqual(FOUND);
      expect(ended.code).toBe(2);
      expect(ended.stdout + ended.stderr).toMatch(/vanished|could not be written/);
      expect(ended.stdout + ended.stderr).not.toMatch(/Nothing was sent|could not be started/);
    });
  }
}

test('while a run is at work, another in its directory or with the credentials of its user is refused before it sends anything, and one of another user is let in', async () => {
  const directory = testDirectory();
  const other = await startServer();
  const variables = { PROFILE: 'smoke', API_TOKEN: 'token-of-the-first' };
  const out = { CONFORMANCE_OUT: join(directory, 'out') };
  const seconds: EndedRun[] = [];
  const sent: number[] = [];
  const second = async (more: Readonly<Record<string, string>>): Promise<void> => {
    const before = server.requests;
    const given = { ...variables, BASE_URL: server.url, ...more };
    seconds.push(await run({ variables: given, args: ['--grep', '@control'] }));
    sent.push(server.requests - before);
  };
  const server = await filled({
    intercept: async ({ number }) => {
      if (number !== 3) return undefined;
      await second({ ...out, BASE_URL: other.url });
      await second({});
      await second({ API_TOKEN: 'token-of-another' });
      return undefined;
    },
  });
  const first = await run({
    variables: { ...variables, ...out, BASE_URL: server.url },
  }).finally(() => Promise.all([server.close(), other.close()]));
  expect(seconds.map(({ code }) => code)).toEqual([2, 2, 2]);
  const [inDirectory, ofUser, ofOther] = seconds.map(({ stdout }) => stdout);
  expect(inDirectory).toContain('Another run is at work here');
  const refused =
    /Another run is at work .* with these credentials: process \d+ .* Nothing was sent/;
  expect(ofUser).toMatch(refused);
  expect(ofOther).not.toMatch(refused);
  expect([other.requests, ...sent.slice(0, 2)]).toEqual([0, 0, 0]);
  expect(sent[2]).toBeGreaterThan(0);
  expect(server.store.preferences()).toEqual(FOUND);
  expect(first.code, first.stdout).toBe(0);
});

async function filled(deviation: Partial<Behaviour>): Promise<RunningServer> {
  const deleting = variantNamed('null-deletes');
  const server = await startServer({
    ...(typeof deleting === 'function' ? deleting() : deleting),
    ...deviation,
  });
  server.store.replace('', FOUND);
  return server;
}
