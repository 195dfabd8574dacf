import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { claimsInSpecs } from '../../fixtures/spec-tags.ts';
import { CLAIMS, claimNamed } from './judging/claims.ts';
import { recordRun } from './judging/recorded-requests.ts';

const SPECS = new URL('../conformance/', import.meta.url);
const FILES = readdirSync(SPECS).map((file) => [file, read(file)] as const);

test('every spec has a tag of its own, and reports know them in the order of a run', () => {
  const ids = CLAIMS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(claimsInSpecs()).toEqual(ids);
  expect(ids[0]).toBe('control');
});

for (const { id, title } of CLAIMS) {
  test(`the spec @${id} sends the same when it is played again: ${title}`, async () => {
    const claims = id === 'control' ? [claimNamed(id)] : [claimNamed('control'), claimNamed(id)];
    const variables = { CONCURRENCY: '1', PROBE_METHODS: '1' };
    const [once, again] = [await recordRun(variables, claims), await recordRun(variables, claims)];
    expect(once.evidences.flatMap(({ errors }) => errors)).toEqual([]);
    expect(again.requests).toEqual(once.requests);
  });
}

test('specs import their fixtures, fast-check and plain data only', () => {
  const wrong = FILES.flatMap(([file, text]) =>
    [...text.matchAll(/ from '([^']+)'/g)].flatMap(([, name = '']) =>
      /^(\.\.\/\.\.\/fixtures\/test\.ts|fast-check|\.\/[\w-]+\.ts)$/.test(name) || isPlainData(name)
        ? []
        : [`${file} imports ${name}`],
    ),
  );
  expect(wrong).toEqual([]);
});

/** A file that imports nothing, and calls nothing. */
function isPlainData(name: string): boolean {
  return name.startsWith('.') && !/\bimport\b|\w\(|=>/.test(codeOf(read(name)));
}

function codeOf(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
}

function read(file: string): string {
  return readFileSync(new URL(file, SPECS), 'utf8');
}
