import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';

test('a parameter of an operation overrides that of its path', async ({}, testInfo) => {
  const path = '/users/preferences/update:\n';
  const pinned = readFileSync(PINNED_CONTRACT, 'utf8');
  const shared = ['parameters:', '  - name: space', '    in: query', '    required: true'];
  const lines = [...shared, '    schema:', '      type: string'];
  const added = lines.map((line) => `    ${line}\n`).join('');
  const file = testInfo.outputPath('shared.yaml');
  writeFileSync(file, pinned.replace(path, path + added));
  const operation = operationOf(await loadContract(file), UPDATE_USER_PREFERENCES);
  expect(operation.parameters.map(({ name, required }) => [name, required])).toEqual([
    ['space', false],
  ]);
});
