import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { journalFile, restoreFile } from '../../fixtures/run/run-facts.ts';

const TEMPLATES = [
  '.github/workflows/ci.yml',
  '.github/workflows/conformance.yml',
  'docs/ci/gitlab.yml',
  'docs/ci/Jenkinsfile',
];

for (const template of TEMPLATES) {
  test(`${template} keeps no file that may hold preferences, and no draft of one`, () => {
    const text = readFileSync(template, 'utf8');
    const names = [journalFile, restoreFile].map((fileOf) => basename(fileOf({ out: '' })));
    for (const name of names) expect(text).toContain(`reports/out/${name}*`);
  });
}
