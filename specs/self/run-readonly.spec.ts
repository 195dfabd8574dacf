import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';

/** Only root can run as somebody else, and everything is writable for root. */
const STRANGER = process.getuid?.() === 0 ? { uid: 12345, gid: 12345 } : {};

test('a run needs no more of its checkout to be writable than reports/out', async () => {
  // Nothing that this user runs is compiled yet.
  test.setTimeout(300_000);
  const checkout = readOnlyCheckout();
  const out = join(checkout, 'reports/out');
  try {
    const before = filesOutside(out, checkout);
    const { code, said } = await runIn(checkout);
    expect(code, said).toBe(0);
    expect(said).toContain('conforms to the contract');
    expect(readdirSync(out)).toContain('index.html');
    expect(filesOutside(out, checkout)).toEqual(before);
  } finally {
    makeWritable(checkout);
    rmSync(checkout, { recursive: true });
  }
});

/** A copy of what a run reads, with the packages that are installed here. */
function readOnlyCheckout(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'readonly-'));
  for (const name of ['package.json', 'tsconfig.json', 'playwright.config.ts']) {
    cpSync(name, join(checkout, name));
  }
  for (const name of ['schema', 'fixtures', 'reports', 'specs/conformance']) {
    const filter = (path: string) => !/^reports\/out(\/|$)/.test(path);
    cpSync(name, join(checkout, name), { recursive: true, filter });
  }
  symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
  const out = join(checkout, 'reports/out');
  mkdirSync(out);
  for (const directory of directoriesIn(checkout)) chmodSync(directory, 0o555);
  chmodSync(out, 0o777);
  return checkout;
}

async function runIn(checkout: string): Promise<{ readonly code: unknown; readonly said: string }> {
  const command = join(checkout, 'fixtures/command/launch.mjs');
  const child = spawn(process.execPath, [command, 'conformance'], {
    cwd: checkout,
    env: { PATH: process.env.PATH, HOME: tmpdir(), PROFILE: 'smoke' },
    ...STRANGER,
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((ended) => child.once('close', ended)),
  ]);
  return { code, said: stdout + stderr };
}

function directoriesIn(checkout: string): readonly string[] {
  const entries = readdirSync(checkout, { recursive: true, withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory());
  return [checkout, ...below.map((entry) => join(entry.parentPath, entry.name))];
}

function makeWritable(checkout: string): void {
  for (const directory of directoriesIn(checkout)) chmodSync(directory, 0o755);
}

function filesOutside(out: string, checkout: string): readonly string[] {
  const files = readdirSync(checkout, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => !join(checkout, file).startsWith(`${out}/`));
}
