import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { testDirectory } from './test-directory.ts';

const VERSION = '2.3.4';

test('the version of package.json is that of the lock file, the newest in CHANGELOG.md and the one to pin', () => {
  const version = versionIn('package.json');
  expect(versionIn('package-lock.json')).toBe(version);
  expect(/^## (\S+)/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1]).toBe(version);
  const pinned = readFileSync('docs/ci/README.md', 'utf8').matchAll(
    /(?:@v|conformance:)(\d[\w.]*)/g,
  );
  expect(new Set([...pinned].map(([, named]) => named))).toEqual(new Set([version]));
});

test('the notes of a release are what CHANGELOG.md says of its version', () => {
  const changelog = `# Changelog\n\n## ${VERSION} (2026-12-01)\n\n- New.\n\n## 2.3.40 (2026-11-01)\n\n- Old.\n`;
  expect(notesOf(changelog)).toEqual({ status: 0, stdout: '\n- New.\n', stderr: '' });
});

for (const [what, changelog, problem] of [
  ['no heading for the version', '## 2.3.40\n\n- Other.\n', 'has no heading "## 2.3.4"'],
  ['a version that is not released', `## ${VERSION} (unreleased)\n\n- New.\n`, 'put the date'],
  ['a version without notes', `## ${VERSION}\n\n## 2.3.3\n\n- Old.\n`, 'says nothing under'],
] as const) {
  test(`there are no notes of a release from a CHANGELOG.md with ${what}`, () => {
    const { status, stdout, stderr } = notesOf(`# Changelog\n\n${changelog}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(problem);
  });
}

function notesOf(changelog: string) {
  const project = testDirectory();
  mkdirSync(join(project, '.ci'));
  copyFileSync('.ci/release-notes', join(project, '.ci/release-notes'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ version: VERSION }));
  writeFileSync(join(project, 'CHANGELOG.md'), changelog);
  const command = join(project, '.ci/release-notes');
  const { status, stdout, stderr } = spawnSync(command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function versionIn(file: string): unknown {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isJsonObject(manifest) ? manifest.version : undefined;
}
