import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadBasis } from '../../reports/judging-basis.ts';
import { catalogueMarkdown, catalogueText } from '../../reports/requirements-catalogue.ts';

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
