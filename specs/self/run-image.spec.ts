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
import { startServer } from '../../fixtures/reference/server.ts';

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

test('what the image holds is enough to judge, and the reports belong to the owner of their folder', async () => {
  const suite = imageTree();
  const server = await startServer();
  try {
    // Only root can run as somebody else.
    const owner = process.getuid?.() === 0 ? 12345 : statSync(suite).uid;
    chownSync(join(suite, 'reports/out'), owner, owner);
    const env = { ...HERE, BASE_URL: server.url, PROFILE: 'smoke' };
    const child = spawn(join(suite, '.ci/container'), { env });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((ended) => child.once('close', ended)),
    ]);
    expect(code, `${stdout}${stderr}`).toBe(0);
    expect(stdout).toContain('conforms to the contract');
    const reports = readdirSync(join(suite, 'reports/out'));
    expect(reports).toContain('index.html');
    const owners = reports.map((name) => statSync(join(suite, 'reports/out', name)).uid);
    expect(new Set(owners)).toEqual(new Set([owner]));
  } finally {
    await server.close();
    rmSync(suite, { recursive: true });
  }
});

/** A directory with what the Dockerfile copies, and the packages that are installed here. */
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
  chmodSync(suite, 0o755);
  for (const writable of ['reports/out', 'test-results'].map((name) => join(suite, name))) {
    mkdirSync(writable, { recursive: true });
    chmodSync(writable, 0o777);
  }
  return suite;
}
