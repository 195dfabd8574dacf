import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { putBackEarlier } from '../../fixtures/command/put-back.ts';
import { recordFile } from '../../fixtures/settings/run-facts.ts';
import type { RunningServer } from '../../fixtures/servers/reference/server.ts';
import type { TargetRun } from '../../fixtures/run/target-run.ts';
import { begin, deletingAnd, FOUND, leftOpen, startFilled } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

const PLAYWRIGHT = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('restore/project/playwright.config.ts', import.meta.url));
const WRITER = fileURLToPath(new URL('restore/endless-writer.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

test('a run puts back what it changed after success, failure and a time-out of a test', async () => {
  const text = await assertPutBack(1);
  expect(text).toContain('2 failed');
  expect(text).toContain('1 passed');
  expect(text).toContain('Test timeout of 400ms exceeded');
});

test('a run puts back what it changed after SIGTERM', async () => {
  await assertPutBack(130, 'SIGTERM');
});

test('an interrupt while a run puts back does not keep it from that', async () => {
  const children: ChildProcess[] = [];
  const server = await startFilled(
    deletingAnd({
      intercept: ({ body, store }) => {
        const isPuttingBack = store.preferences().junk === 1 && !body.includes('junk');
        if (isPuttingBack) for (const child of children.splice(0)) child.kill('SIGINT');
        return undefined;
      },
    }),
  );
  const out = testDirectory();
  const child = start([PLAYWRIGHT, 'test', '--config', CONFIG, 'writing'], server, out, {});
  children.push(child);
  const { code, text } = await ended(child);
  await server.close();
  expect(server.store.preferences(), text).toEqual(FOUND);
  expect(leftOpen(out)).toEqual([]);
  expect(text).toContain('are being put back');
  expect(code).toBe(0);
});

for (const index of [0, 1]) {
  test(`what a run left that was killed at a random moment is put back by the next (${index + 1} of 2)`, async () => {
    const moment = momentAt(index);
    const server = await startFilled();
    server.store.replace('x', { zoom: 2 });
    const stored = () => [server.store.preferences(), server.store.preferences('x')];
    const found = stored();
    const out = testDirectory();
    await killAt(server, moment, out);
    const left = leftOpen(out);
    if (left.length === 0) expect(stored(), moment.told).toEqual(found);
    const lines = await linesOf(await begin(server.url, out));
    await server.close();
    expect(stored(), moment.told).toEqual(found);
    expect(leftOpen(out), moment.told).toEqual([]);
    const told =
      left.length === 0 ? '' : 'ended before it had restored the preferences. The preferences';
    expect(lines, moment.told).toContain(told);
  });
}

test('what was left stays noted while the target is away, or belongs to another user', async () => {
  const server = await startFilled();
  const out = testDirectory();
  await killAt(server, { request: 5, waitMs: 0 }, out);
  const run = await begin(server.url, out);
  await server.close();
  expect(await linesOf(run)).toContain('the next run tries again');
  const user = { email: 'other@example.com', roles: [] };
  const other = await startFilled({ user }, { port: server.port });
  expect(await linesOf(run)).toContain('the credentials of that user');
  await other.close();
  expect(other.requests).toBe(1);
  expect(leftOpen(out)).toHaveLength(1);
});

test('what was left at one target is told at the start of a run against another, with the command that puts it back', async () => {
  const server = await startFilled();
  const out = testDirectory();
  await killAt(server, { request: 5, waitMs: 0 }, out);
  const other = await startFilled();
  const lines = await linesOf(await begin(other.url, out));
  expect(lines).toContain(`A run against ${server.url}, started `);
  const command = `BASE_URL=${server.url} npm run conformance -- --grep @control`;
  expect(lines).toContain(`with the credentials of that user: ${command}`);
  expect(other.requests).toBe(0);
  expect(leftOpen(out).map(({ target }) => target)).toEqual([server.url]);
  await Promise.all([server.close(), other.close()]);
});

async function linesOf(run: TargetRun): Promise<string> {
  const lines: string[] = [];
  const record = beginRecord(run.facts, run.target);
  await putBackEarlier(run, record, (line) => lines.push(line));
  record.close();
  return lines.join('\n');
}

async function assertPutBack(code: number, signal?: NodeJS.Signals): Promise<string> {
  const server = await startFilled();
  const out = testDirectory();
  const run = await runProject(server, out, signal);
  await server.close();
  expect(server.store.preferences(), run.text).toEqual(FOUND);
  expect(server.requests).toBeGreaterThan(4);
  expect(run.code).toBe(code);
  expect(leftOpen(out)).toEqual([]);
  expect(readFileSync(recordFile({ out }), 'utf8')).toContain('"complete":true');
  return run.text;
}

async function runProject(
  server: RunningServer,
  out: string,
  signal?: NodeJS.Signals,
): Promise<Ended> {
  const env = signal === undefined ? {} : { ENDLESS: '1' };
  const child = start([PLAYWRIGHT, 'test', '--config', CONFIG], server, out, env);
  if (signal !== undefined) {
    await expect
      .poll(() => server.store.preferences(), { intervals: [20], timeout: 0 })
      .toHaveProperty('junk');
    child.kill(signal);
  }
  return ended(child);
}

interface Moment {
  /** The request that has come in. */
  readonly request: number;
  /** Milliseconds after that. */
  readonly waitMs: number;
}

/** A moment of a run, from its first request on; `KILL_SEED` gives the same again. */
function momentAt(index: number): Moment & { readonly told: string } {
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const moments = fc.record({
    request: fc.integer({ min: 1, max: index === 0 ? 8 : 80 }),
    waitMs: fc.integer({ min: 0, max: 4 }),
  });
  const [moment = { request: 1, waitMs: 0 }] = fc.sample(moments, { seed, numRuns: 1 });
  const { request, waitMs } = moment;
  return { ...moment, told: `killed ${waitMs} ms after request ${request}: KILL_SEED=${seed}` };
}

async function killAt(
  server: RunningServer,
  { request, waitMs }: Moment,
  out: string,
): Promise<void> {
  const child = start(['--import', 'tsx', WRITER], server, out, {});
  await expect
    .poll(() => server.requests, { intervals: [1], timeout: 0 })
    .toBeGreaterThanOrEqual(request);
  await sleep(waitMs);
  child.kill('SIGKILL');
  await ended(child);
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
    TIMEOUT_MS: '120000',
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
