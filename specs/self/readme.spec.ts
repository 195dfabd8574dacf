import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Setting } from '../../fixtures/settings/setting.ts';
import { settingsTable } from '../../fixtures/settings/settings-table.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SETTINGS = join(ROOT, 'docs/settings.md');
const DOCS = readdirSync(join(ROOT, 'docs'), { encoding: 'utf8', recursive: true }).filter((name) =>
  name.endsWith('.md'),
);
/** Words of the README that somebody reads before the first finding is seen, and to the end. */
const MOST_WORDS = 900;
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'schema/SOURCE.md', 'schema/DECISIONS.md'],
  ...DOCS.map((name) => `docs/${name}`),
];
const TABLE = /(<!-- settings:[^\n]*-->\n\n)(.*?)(\n\n<!-- \/settings -->)/s;
const REFRESH =
  'The settings in docs/settings.md are not those of settings-table.ts. To write them: npm test -- readme --update-snapshots && npm run format';

test('the settings in docs/settings.md are the rows of the settings table', ({}, testInfo) => {
  const wanted = settingsMarkdown();
  const text = readFileSync(SETTINGS, 'utf8');
  if (['all', 'changed'].includes(testInfo.config.updateSnapshots)) {
    writeFileSync(
      SETTINGS,
      text.replace(TABLE, (_all, start: string, _old, end: string) => `${start}${wanted}${end}`),
    );
    return;
  }
  expect(cellsOf(TABLE.exec(text)?.[2] ?? ''), REFRESH).toEqual(cellsOf(wanted));
});

test('each npm script that a page names exists', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const scripts = isJsonObject(manifest) && isJsonObject(manifest.scripts) ? manifest.scripts : {};
  const named = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/npm (?:run (?:--silent |-s )?([a-z][a-z:]*)|(test)\b)/g)].map(
      ([, run, alone]) => run ?? alone ?? '',
    ),
  );
  expect(named).toContain('conformance');
  expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('each link to a file or a heading of a page leads somewhere', () => {
  const broken = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
      .map(([, link]) => link ?? '')
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('each file of the suite that a page names is there', () => {
  const named = PAGES.flatMap((page) =>
    [
      ...textOf(page).matchAll(
        /`((?:schema|fixtures|reports|specs|docs)\/[\w./-]+\.(?:ts|mjs|md))`/g,
      ),
    ]
      .map(([, file]) => file ?? '')
      .filter((file) => !existsSync(join(ROOT, file)))
      .map((file) => `${page}: ${file}`),
  );
  expect(named).toEqual([]);
});

test('the README is short, and shows a page that a script took', () => {
  const words = textOf('README.md')
    .split(/\s+/)
    .filter((word) => /\w/.test(word));
  expect(words.length).toBeLessThan(MOST_WORDS);
  expect(textOf('README.md')).toContain('](docs/red-page.png)');
  expect(readFileSync(join(ROOT, 'docs/red-page.png')).subarray(1, 4).toString()).toBe('PNG');
  expect(textOf('CONTRIBUTING.md')).toContain('npm run picture');
});

test('the index of docs/ lists each page', () => {
  const index = textOf('docs/README.md');
  const pages = DOCS.filter((name) => name !== 'README.md');
  expect(pages.length).toBeGreaterThan(8);
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});

function settingsMarkdown(): string {
  const rows: readonly Setting<unknown>[] = Object.values(settingsTable);
  return [
    '| setting | meaning | default | example |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ name, aliases = [], meaning, defaultText, example }) => {
      const names = [name, ...aliases].map((each) => `\`${each}\``).join(', ');
      return `| ${names} | ${meaning} | ${defaultText} | \`${example}\` |`;
    }),
  ].join('\n');
}

/** The cells of a table, whatever the width of its columns. */
function cellsOf(table: string): readonly (readonly string[])[] {
  const [head = '', , ...rows] = table.split('\n');
  return [head, ...rows].map((row) => row.split('|').map((cell) => cell.trim()));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return heading === undefined || headingsOf(target).includes(heading);
}

function headingsOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    (title ?? '')
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}
