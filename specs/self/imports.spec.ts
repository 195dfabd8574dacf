import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ROOMS } from './checks/rooms.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = ['schema', 'fixtures', 'specs', 'reports'] as const;
const FILES = PARTS.flatMap(sourcesUnder);

const ORDER = Object.keys(ROOMS);

/** A module that is closed behind its index. Only what proves or measures it sees its insides. */
const CLOSED = 'schema/generate';
const PROOFS = /^specs\/(self|bench)\//;

/** Packages that talk to a network or to Playwright, which the promise knows nothing of. */
const IMPURE = /^(@playwright|undici|tsx|node:(http|https|net|tls|http2|dgram|dns|child_process))/;

/** Where it is said what is tested: all else gets it from there. */
const HANDED_IN = ['schema/preferences/tested-rules.ts', 'fixtures/preferences/tested-subject.ts'];

/** What would test any other operation as well. */
const SUBJECT_FREE = [
  ...['reports/', 'schema/requirements/', 'schema/record/', 'fixtures/claim-test.ts'],
  ...['http/', 'record/', 'redaction/', 'regressions/', 'run/', 'settings/'].map(
    (name) => `fixtures/${name}`,
  ),
  ...['session/', 'claim/', 'counterexamples/', 'spec/'].map((name) => `fixtures/${name}`),
];

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

test('each folder imports from the folders that the table names, and from no others', () => {
  const imported = new Map(
    foldersOf(FILES.filter(isProduction)).map((room) => [room, roomsOf(room)]),
  );
  expect(Object.fromEntries(imported)).toEqual(
    Object.fromEntries(ORDER.map((room) => [room, [...(ROOMS[room] ?? [])].sort()])),
  );
});

test('no folder imports from one below it in the table', () => {
  const wrong = ORDER.flatMap((room, place) =>
    (ROOMS[room] ?? [])
      .filter((from) => !ORDER.slice(0, place).includes(from))
      .map((from) => `${room} imports from ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('no files import each other in a circle', () => {
  const imported = new Map(FILES.map((file) => [file, loadedBy(file)]));
  const inCircle = FILES.filter((file) => reachedFrom(file, imported).has(file));
  expect(inCircle).toEqual([]);
});

test('nothing but specs imports from specs', () => {
  const wrong = FILES.filter(isProduction).filter((file) =>
    targetsOf(file).some((target) => target.startsWith('specs/')),
  );
  expect(wrong).toEqual([]);
});

test('the values of a schema are had from the index of their module', () => {
  const wrong = FILES.filter((file) => dirname(file) !== CLOSED && !PROOFS.test(file)).flatMap(
    (file) =>
      targetsOf(file)
        .filter((target) => dirname(target) === CLOSED && target !== `${CLOSED}/index.ts`)
        .map((target) => `${file} imports ${target}`),
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
  const imported = new Map(FILES.map((file) => [file, targetsOf(file)]));
  const wrong = FILES.filter((file) => SUBJECT_FREE.some((part) => file.startsWith(part))).flatMap(
    (file) => wayTo(imported, file) ?? [],
  );
  expect(wrong).toEqual([]);
  expect(HANDED_IN.map((file) => wayTo(imported, file))).not.toContain(null);
  expect(SUBJECT_FREE.filter((part) => !FILES.some((file) => file.startsWith(part)))).toEqual([]);
});

test('files are named after concepts, in kebab-case', () => {
  const odd = FILES.filter(
    (file) => !/^([a-z0-9-]+\/)+[a-z0-9-]+(\.spec|\.config)?\.\w+$/.test(file),
  );
  const vague = FILES.filter((file) => /(^|[/-])(utils?|helpers?|common|misc)([./-]|$)/.test(file));
  expect([...odd, ...vague]).toEqual([]);
});

test('no file has more than 420 lines, tables of hazards aside', () => {
  const long = FILES.filter((file) => !/^schema\/hazards\/[a-z]+-hazards\.ts$/.test(file))
    .map((file) => [file, linesOf(file)] as const)
    .filter(([, lines]) => lines > 420);
  expect(long).toEqual([]);
});

test('the top level holds what CONTRIBUTING.md lists', () => {
  const present = readdirSync(ROOT).filter((name) => !name.startsWith('.'));
  expect(present.filter((name) => ![...TOP_LEVEL, ...ADDED].includes(name))).toEqual([]);
  expect(TOP_LEVEL.filter((name) => !present.includes(name))).toEqual([]);
});

/**
 * The shortest chain of imports from a file to one of preferences, `null` where there is none; what is handed in from
 * elsewhere is no part of it.
 */
function wayTo(imported: ReadonlyMap<string, readonly string[]>, file: string): string | null {
  const seen = new Set([file, ...HANDED_IN]);
  const chains = [[file]];
  for (const chain of chains) {
    for (const next of imported.get(chain.at(-1) ?? '') ?? []) {
      if (seen.has(next)) continue;
      if (/^(schema|fixtures)\/preferences\//.test(next)) return [...chain, next].join(' > ');
      seen.add(next);
      chains.push([...chain, next]);
    }
  }
  return null;
}

/** All that a file imports, and what that imports, and so on. */
function reachedFrom(
  file: string,
  imported: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(imported.get(file));
  for (const next of reached) for (const target of imported.get(next) ?? []) reached.add(target);
  return reached;
}

/** Source files of a part, as paths from the root; what runs write is left out. */
function sourcesUnder(part: string): readonly string[] {
  return readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js|css)$/.test(file) && !file.startsWith('out/'))
    .map((file) => `${part}/${file}`);
}

function isProduction(file: string): boolean {
  return file.endsWith('.ts') && !file.startsWith('specs/');
}

function foldersOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((file) => dirname(file)))];
}

/** The folders that the files of a folder import from, besides itself. */
function roomsOf(room: string): readonly string[] {
  const files = FILES.filter((file) => isProduction(file) && dirname(file) === room);
  return foldersOf(files.flatMap(targetsOf))
    .filter((from) => from !== room)
    .toSorted();
}

/** The files of the suite that a file imports. */
function targetsOf(file: string): readonly string[] {
  return targets(file, importsOf(file));
}

/** The same without what it imports later, once it is needed. */
function loadedBy(file: string): readonly string[] {
  return targets(
    file,
    statementsOf(file).flatMap(([, from, bare]) => from ?? bare ?? []),
  );
}

function targets(file: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith('.')).map((name) => join(dirname(file), name));
}

function importsOf(file: string): readonly string[] {
  return statementsOf(file).flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? []);
}

function statementsOf(file: string): readonly RegExpExecArray[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...statements];
}

function linesOf(file: string): number {
  return readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
}
