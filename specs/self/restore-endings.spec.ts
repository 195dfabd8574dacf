import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { openEntries } from '../../fixtures/restore/journal.ts';
import { putBackEarlier } from '../../fixtures/restore/put-back.ts';
import { restoreFile } from '../../fixtures/restore/run-facts.ts';
import type { RunningServer } from '../../fixtures/reference/server.ts';
import { begin, factsOf, FOUND, freshOut, startFilled } from './restore/restoring.ts';

const PLAYWRIGHT = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('restore/project/playwright.config.ts', import.meta.url));
const WRITER = fileURLToPath(new URL('restore/endless-writer.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

test.describe('a run puts back what it changed', () => {
  for (const [ending, code] of [
    ['success', 0],
    ['failure', 1],
  ] as const) {
    test(`after ${ending}`, async () => {
      await assertPutBack(code, { ENDING: ending });
    });
  }

  test('after a time-out of a test', async () => {
    const text = await assertPutBack(1, { ENDING: 'waiting' });
    expect(text).toContain('Test timeout of 1500ms exceeded');
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`after ${signal}`, async () => {
      await assertPutBack(130, { ENDING: 'waiting' }, signal);
    });
  }
});

test('bad settings start nothing and say what is wrong', async () => {
  const server = await startFilled();
  const ended = await runProject(server, freshOut(), { MAX_RPS: 'many' });
  await server.close();
  expect(ended.code).toBe(1);
  expect(ended.text).toContain('MAX_RPS');
  expect(server.requests).toBe(0);
});

for (const kill of [4, 5, 11, 60]) {
  test(`what a run left that was killed at request ${kill} is put back by the next`, async () => {
    const server = await startFilled();
    server.store.replace('x', { zoom: 2 });
    const out = freshOut();
    await killAt(server, kill, out);
    expect(openEntries(factsOf(out))).toHaveLength(1);
    expect([server.store.preferences(), server.store.preferences('x')]).not.toEqual([
      FOUND,
      { zoom: 2 },
    ]);
    const lines: string[] = [];
    await putBackEarlier(await begin(server.url, out), (line) => lines.push(line));
    await server.close();
    expect(lines.join()).toContain(
      'ended before it put back. The preferences found before the run',
    );
    expect(server.store.preferences()).toEqual(FOUND);
    expect(server.store.preferences('x')).toEqual({ zoom: 2 });
    expect(openEntries(factsOf(out))).toEqual([]);
  });
}

test('the preferences of one user are never put back to another', async () => {
  const server = await startFilled();
  const out = freshOut();
  await killAt(server, 5, out);
  const other = await startFilled(
    { user: { email: 'other@example.com', roles: [] } },
    { port: await freed(server) },
  );
  const lines: string[] = [];
  await putBackEarlier(await begin(other.url, out), (line) => lines.push(line));
  await other.close();
  expect(lines.join()).toContain('the credentials of that user');
  expect(other.requests).toBe(1);
  expect(openEntries(factsOf(out))).toHaveLength(1);
});

test('a target that went away keeps the journal open', async () => {
  const server = await startFilled();
  const out = freshOut();
  await killAt(server, 5, out);
  const run = await begin(server.url, out);
  await server.close();
  const lines: string[] = [];
  await putBackEarlier(run, (line) => lines.push(line));
  expect(lines.join()).toContain('the next run tries again');
  expect(openEntries(factsOf(out))).toHaveLength(1);
});

async function assertPutBack(
  code: number,
  env: Record<string, string>,
  signal?: NodeJS.Signals,
): Promise<string> {
  const server = await startFilled();
  const out = freshOut();
  const ended = await runProject(server, out, env, signal);
  await server.close();
  expect(server.store.preferences(), ended.text).toEqual(FOUND);
  expect(server.requests).toBeGreaterThan(4);
  expect(ended.code).toBe(code);
  expect(openEntries(factsOf(out))).toEqual([]);
  const report: unknown = JSON.parse(readFileSync(restoreFile({ out }), 'utf8'));
  expect(report).toMatchObject([{ complete: true, spaces: [{ outcome: 'restored' }] }]);
  return ended.text;
}

async function runProject(
  server: RunningServer,
  out: string,
  env: Record<string, string>,
  signal?: NodeJS.Signals,
): Promise<Ended> {
  const args = [
    PLAYWRIGHT,
    'test',
    '--config',
    CONFIG,
    '--timeout',
    env.ENDING === 'waiting' && signal ? '60000' : '1500',
  ];
  const child = start(args, server, out, env);
  if (signal !== undefined) {
    await changed(server);
    child.kill(signal);
  }
  return ended(child);
}

async function killAt(server: RunningServer, request: number, out: string): Promise<void> {
  const child = start(['--import', 'tsx', WRITER], server, out, {});
  await expect.poll(() => server.requests, { intervals: [1] }).toBeGreaterThanOrEqual(request);
  child.kill('SIGKILL');
  await ended(child);
}

async function changed(server: RunningServer): Promise<void> {
  await expect.poll(() => server.store.preferences(), { intervals: [20] }).toHaveProperty('junk');
}

async function freed(server: RunningServer): Promise<number> {
  await server.close();
  return server.port;
}

function start(
  args: readonly string[],
  server: RunningServer,
  out: string,
  env: Record<string, string>,
): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(CONFORMANCE_|PLAYWRIGHT_|PW|TEST_|FORCE_COLOR)/.test(name),
  );
  const variables = {
    ...Object.fromEntries(inherited),
    BASE_URL: server.url,
    CONFORMANCE_OUT: out,
  };
  return spawn(process.execPath, args, {
    env: { ...variables, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, text });
    });
  });
}
