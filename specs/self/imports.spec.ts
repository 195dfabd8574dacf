import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = ['schema', 'fixtures', 'specs', 'reports'] as const;
const FILES = PARTS.flatMap(sourcesUnder);

/** What each part may import from, beside itself: data flows one way. */
const SOURCES: Readonly<Record<(typeof PARTS)[number], readonly string[]>> = {
  schema: [],
  fixtures: ['schema'],
  reports: ['schema'],
  specs: ['schema', 'fixtures', 'reports'],
};

/** Packages that talk to a network or to Playwright, which the promise knows nothing of. */
const IMPURE = /^(@playwright|undici|tsx|node:(http|https|net|tls|http2|dgram|dns|child_process))/;

/** Where it is said what is tested: all else gets it from there. */
const HANDED_IN = ['schema/tested-rules.ts', 'fixtures/tested-subject.ts'];

/** What would test any other operation as well. */
const SUBJECT_FREE = [
  'reports/',
  'schema/requirements/',
  'schema/record/',
  'fixtures/claim-test.ts',
  'fixtures/curl',
  'fixtures/global-setup.ts',
  'fixtures/inquiry/',
  'fixtures/record/',
  'fixtures/redaction/',
  'fixtures/regressions/',
  'fixtures/replay-command.ts',
  'fixtures/restore/put-back.ts',
  'fixtures/run/',
  'fixtures/search/',
  'fixtures/session/',
  'fixtures/settings/',
  'fixtures/spending/',
  'fixtures/target/',
  'fixtures/transport/',
];

/** What only a request or a response of preferences holds. */
const WORDS = /updatedPreferences|\bcts_|users\/preferences/;

const TOP_LEVEL = [
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'playwright.config.ts',
    'Dockerfile',
    'action.yml',
  ],
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'docs', ...PARTS],
];
/** What installing, running and adopting the suite adds. */
const ADDED = ['node_modules', 'test-results', 'baseline.json'];

test('imports run one way', () => {
  const wrong = PARTS.flatMap((part) =>
    FILES.filter((file) => file.startsWith(`${part}/`)).flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => join(dirname(file), name).split('/')[0] ?? '')
        .filter((target) => target !== part && !SOURCES[part].includes(target))
        .map((target) => `${file} imports from ${target}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('the claims import no reports, so that nothing judges itself', () => {
  const claims = FILES.filter((file) => file.startsWith('specs/conformance/'));
  expect(claims).not.toHaveLength(0);
  const wrong = claims.filter((file) => importsOf(file).some((name) => name.includes('reports/')));
  expect(wrong).toEqual([]);
});

test('schema/ knows no network and no Playwright', () => {
  const wrong = FILES.filter((file) => file.startsWith('schema/')).filter((file) =>
    importsOf(file).some((name) => IMPURE.test(name)),
  );
  expect(wrong).toEqual([]);
});

test('what asks and what reports knows what is tested by its subject alone', () => {
  const imported = new Map(FILES.map((file) => [file, filesImportedBy(file)]));
  const wrong = FILES.filter(isSubjectFree).flatMap((file) => wayTo(imported, file) ?? []);
  expect(wrong).toEqual([]);
  expect(HANDED_IN.map((file) => wayTo(imported, file))).not.toContain(null);
  const named = FILES.filter((file) => isSubjectFree(file) && WORDS.test(codeOf(file)));
  expect(named).toEqual([]);
  expect(SUBJECT_FREE.filter((part) => !FILES.some((file) => file.startsWith(part)))).toEqual([]);
});

test('files are named after concepts, in kebab-case', () => {
  const odd = FILES.filter(
    (file) => !/^([a-z0-9-]+\/)+[a-z0-9-]+(\.spec|\.config)?\.\w+$/.test(file),
  );
  const vague = FILES.filter((file) => /(^|[/-])(utils?|helpers?|common|misc)([./-]|$)/.test(file));
  expect([...odd, ...vague]).toEqual([]);
});

test('no file has more than 420 lines', () => {
  const long = FILES.map((file) => [file, linesOf(file)] as const).filter(
    ([, lines]) => lines > 420,
  );
  expect(long).toEqual([]);
});

test('the top level holds what CONTRIBUTING.md lists', () => {
  const present = readdirSync(ROOT).filter((name) => !name.startsWith('.'));
  expect(present.filter((name) => ![...TOP_LEVEL, ...ADDED].includes(name))).toEqual([]);
  expect(TOP_LEVEL.filter((name) => !present.includes(name))).toEqual([]);
});

function isSubjectFree(file: string): boolean {
  return SUBJECT_FREE.some((part) => file.startsWith(part));
}

/** A source file without its comments. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replace(/\/\*.*?\*\/|^ *\/\/.*$/gms, '');
}

/**
 * The shortest chain of imports from a file to one of preferences, `null` where there is none; what is handed in from
 * elsewhere is no part of it.
 */
function wayTo(imported: ReadonlyMap<string, readonly string[]>, file: string): string | null {
  const seen = new Set([file]);
  const chains = [[file]];
  for (const chain of chains) {
    for (const next of imported.get(chain.at(-1) ?? '') ?? []) {
      if (/^(schema|fixtures)\/preferences\//.test(next)) return [...chain, next].join(' > ');
      if (seen.has(next) || HANDED_IN.includes(next)) continue;
      seen.add(next);
      chains.push([...chain, next]);
    }
  }
  return null;
}

function filesImportedBy(file: string): readonly string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('.') && name.endsWith('.ts'))
    .map((name) => join(dirname(file), name));
}

/** Source files of a part, as paths from the root; what runs write is left out. */
function sourcesUnder(part: string): readonly string[] {
  return readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js|css)$/.test(file) && !file.startsWith('out/'))
    .map((file) => `${part}/${file}`);
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...statements].flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? []);
}

function linesOf(file: string): number {
  return readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
}
