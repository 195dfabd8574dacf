import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/servers/reference/server.ts';

const HERE = { PATH: process.env.PATH, HOME: process.env.HOME };

for (const [what, variables] of [
  ['no BASE_URL', {}],
  ['an empty one', { BASE_URL: '' }],
] as const) {
  test(`pipelines and the image are refused with ${what}, and nothing is judged`, () => {
    const env = { ...HERE, ...variables };
    const { status, stdout, stderr } = spawnSync('.ci/judge', { env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Set BASE_URL to the target');
  });
}

/** What a run says before it asks anything. */
const RESIDUE =
  /keeps up to (\d+) preferences of the run in each space, each with the value null; one that refuses null keeps their values/;

test('what the image holds is enough to judge, no more of it than reports/out has to be writable, and the reports belong to the owner of their folder', async () => {
  const suite = imageTree();
  const server = await startServer();
  try {
    // Only root can run as somebody else.
    const owner = process.getuid?.() === 0 ? 12345 : statSync(suite).uid;
    const out = join(suite, 'reports/out');
    chownSync(out, owner, owner);
    const before = filesOutside(out, suite);
    const env = { ...HERE, BASE_URL: server.url, PROFILE: 'smoke' };
    const child = spawn(join(suite, '.ci/container'), { env });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((ended) => child.once('close', ended)),
    ]);
    expect(code, `${stdout}${stderr}`).toBe(0);
    expect(stdout).toContain('conforms to the contract');
    const kept = Object.keys(server.store.preferences()).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(Number(RESIDUE.exec(stderr)?.[1]));
    expect(filesOutside(out, suite), 'files outside of reports/out').toEqual(before);
    const reports = readdirSync(out);
    expect(reports).toContain('index.html');
    const owners = reports.map((name) => statSync(join(out, name)).uid);
    expect(new Set(owners)).toEqual(new Set([owner]));
  } finally {
    await server.close();
    for (const directory of directoriesIn(suite)) chmodSync(directory, 0o755);
    rmSync(suite, { recursive: true });
  }
});

/** A directory with what the Dockerfile copies, read-only except for the reports, and the packages that are installed here. */
function imageTree(): string {
  const suite = mkdtempSync(join(tmpdir(), 'image-'));
  const copies = readFileSync('Dockerfile', 'utf8').matchAll(/^COPY (.+) (\S+)$/gm);
  for (const [, sources = '', target = ''] of copies) {
    const into = target.endsWith('/') ? target : null;
    for (const source of sources.split(' ')) {
      const to = into === null ? target : join(into, source.split('/').at(-1) ?? source);
      cpSync(source, join(suite, to), {
        recursive: true,
        filter: (path) => !path.startsWith('reports/out/'),
      });
    }
  }
  symlinkSync(resolve('node_modules'), join(suite, 'node_modules'));
  const out = join(suite, 'reports/out');
  mkdirSync(out, { recursive: true });
  for (const directory of directoriesIn(suite)) chmodSync(directory, 0o555);
  chmodSync(out, 0o777);
  return suite;
}

function directoriesIn(suite: string): readonly string[] {
  const entries = readdirSync(suite, { recursive: true, withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory());
  return [suite, ...below.map((entry) => join(entry.parentPath, entry.name))];
}

function filesOutside(out: string, suite: string): readonly string[] {
  const files = readdirSync(suite, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => !join(suite, file).startsWith(`${out}/`));
}
