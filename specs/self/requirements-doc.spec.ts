import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { preferenceRequirements } from '../../schema/preferences/catalogue.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { loadBasis } from '../../reports/verdict/judging-basis.ts';
import {
  catalogueMarkdown,
  catalogueText,
  runRequirements,
} from '../../reports/commands/run-requirements.ts';

const PAGE = new URL('../../docs/requirements.md', import.meta.url);

test('docs/requirements.md is what npm run requirements -- --markdown writes', async () => {
  const { rows } = await loadBasis('schema/alumio.openapi.yaml', null);
  expect(readFileSync(PAGE, 'utf8')).toBe(catalogueMarkdown(rows));
});

test('the catalogue as text names each requirement with level, statement and source', async () => {
  const { rows } = await loadBasis('schema/alumio.openapi.yaml', null);
  const text = catalogueText(rows);
  for (const { id, level, statement } of rows)
    expect(text).toContain(`${id} (${level})\n  ${statement}\n`);
  expect(rows.every(({ source }) => text.includes(source.ref))).toBe(true);
});

test('a clause quotes what a schema asks of values, and no annotation of it', async () => {
  const contract = await loadContract(PINNED_CONTRACT.pathname);
  const operation = operationOf(contract, UPDATE_USER_PREFERENCES);
  const quotes = new Map(
    preferenceRequirements(contract, operation).map(({ id, source }) => [id, source.quote]),
  );
  const roles = ['ROLE_USER', 'ROLE_EDITOR', 'ROLE_ADMINISTRATOR'];
  expect(JSON.parse(quotes.get('200-object-roles') ?? '')).toEqual({
    type: 'array',
    uniqueItems: true,
    items: { type: 'string', anyOf: roles.map((role) => ({ const: role })) },
  });
  expect(quotes.get('default-violations')).toContain('"title":{"type":"string"}');
});

test('npm run requirements writes the text or the page', async () => {
  const [text, page] = await Promise.all([
    runRequirements([], {}),
    runRequirements(['--markdown'], { CONTRACT: ' ' }),
  ]);
  expect([text.exitCode, page.exitCode]).toEqual([0, 0]);
  expect(text.output).toContain('200-body (declared)\n');
  expect(page.output).toBe(readFileSync(PAGE, 'utf8'));
});

test('a contract that cannot be used, or an unknown argument, exits 2 with one line', async () => {
  for (const run of [
    await runRequirements([], { CONTRACT: 'no-such-file.yaml' }),
    await runRequirements(['--markdwon'], {}),
  ]) {
    expect(run).toMatchObject({ exitCode: 2, output: '' });
    expect(run.errorOutput).toMatch(/^Cannot list the requirements: .+\n$/);
  }
});
