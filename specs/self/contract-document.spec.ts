import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { loadDocument, validateDocument } from '../../schema/contract/document.ts';
import { PINNED_CONTRACT, PINNED_SHA256 } from '../../schema/contract/pinned-contract.ts';

const SOURCE = readFileSync(new URL('../../schema/SOURCE.md', import.meta.url), 'utf8');
const BYTES = readFileSync(PINNED_CONTRACT);

test('the pinned document is the one that SOURCE.md names', async () => {
  const { version, sha256 } = await loadDocument(fileURLToPath(PINNED_CONTRACT));
  expect({ version, file: sha256Of(BYTES), fingerprint: sha256 }).toEqual({
    version: noted('`info.version`'),
    file: noted('sha256 of the file'),
    fingerprint: noted('fingerprint'),
  });
});

test('the document whose fingerprint runs take for proved is valid', async () => {
  const file = fileURLToPath(PINNED_CONTRACT);
  const document = await loadDocument(file);
  expect(document.sha256).toBe(PINNED_SHA256);
  expect(() => {
    validateDocument(document);
  }).not.toThrow();
});

test('a document of any other fingerprint is held against the meta-schema', async ({}, testInfo) => {
  const file = testInfo.outputPath('broken.yaml');
  writeFileSync(file, BYTES.toString().replace('operationId:', 'operationIdd:'));
  await expect(loadDocument(file)).rejects.toThrow('unevaluated properties');
});

test('one letter more in a description changes both fingerprints', async ({}, testInfo) => {
  const file = testInfo.outputPath('edited.yaml');
  const edited = BYTES.toString().replace('description: Space Identifier', '$&s');
  expect(edited).toHaveLength(BYTES.toString().length + 1);
  writeFileSync(file, edited);
  const { sha256 } = await loadDocument(file);
  expect(sha256Of(Buffer.from(edited))).not.toBe(noted('sha256 of the file'));
  expect(sha256).not.toBe(noted('fingerprint'));
});

test('YAML that is written in another way changes the fingerprint of the file alone', async ({}, testInfo) => {
  const file = testInfo.outputPath('rewritten.yaml');
  writeFileSync(file, `# a comment\n${BYTES.toString()}`);
  const { sha256 } = await loadDocument(file);
  expect(sha256Of(readFileSync(file))).not.toBe(noted('sha256 of the file'));
  expect(sha256).toBe(noted('fingerprint'));
});

/** The value next to a name in the table of SOURCE.md. */
function noted(name: string): string {
  const row = SOURCE.split('\n').find((line) => line.startsWith(`| ${name} `));
  return /`([^`]+)` *\|$/.exec(row ?? '')?.[1] ?? `no row for ${name} in schema/SOURCE.md`;
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
