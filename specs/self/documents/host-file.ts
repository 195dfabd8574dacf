import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestInfo } from '@playwright/test';
import { loadDocument } from '../../../schema/contract/document.ts';
import { PINNED_CONTRACT } from '../../../schema/contract/pinned-contract.ts';
import { editedDocument } from '../drift-mutations/edited-document.ts';
import type { Edits } from '../drift-mutations/mutation.ts';

/** Writes the pinned contract with edits made to it to a file of a test, and gives its path. */
export async function hostFile(
  edits: Edits,
  testInfo: Pick<TestInfo, 'outputPath'>,
): Promise<string> {
  const { source } = await loadDocument(fileURLToPath(PINNED_CONTRACT));
  const file = testInfo.outputPath('host.json');
  writeFileSync(file, JSON.stringify(editedDocument(source, edits)));
  return file;
}
