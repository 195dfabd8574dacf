import { expect, test } from '@playwright/test';
import { transformation } from '../../schema/preferences/transformation.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { claimNamed } from './judging/claims.ts';

const saving = claimNamed('saving');

const control = claimNamed('control');

const known: readonly [name: string, sent: unknown, returned: unknown][] = [
  ['number to string', 1, '1'],
  ['boolean to number', true, 1],
  ['truncated at 3', 'abcdef', 'abc'],
  ['list truncated at 1', [1, 2], [1]],
  ['trimmed', ' a ', 'a'],
  ['trimmed', '  ', ''],
  ['emptied', 'a', ''],
  ['control characters lost', 'a\0b', 'a'],
  ['characters of four octets lost', 'a\u{1f600}b', 'a'],
  ['characters of four octets lost', 'a\u{1f600}b', 'ab'],
  ['characters of four octets lost', '\u{1f600}', ''],
  ['characters beyond ASCII lost', 'a\u00e9\u{1f600}', 'a'],
  ['truncated at 2', '\u00e9\u00e9\u00e9', '\u00e9\u00e9'],
  ['case', 'Dark', 'dark'],
  ['Unicode normalisation', 'e\u0301', '\u00e9'],
  ['characters replaced', 'a\u{1f600}', 'a?'],
  ['{} to []', {}, []],
  ['object to list', { 0: 'a' }, ['a']],
  ['null dropped', { a: null }, {}],
  ['rounded', 1.5, 1],
  ['markup escaped', '<b>', '&lt;b&gt;'],
  ['UTF-8 read as Latin-1', 'é', 'Ã©'],
  ['cut to Latin-1', '\u{1f320}', '< '],
  ['not emptied', '', 'a'],
  ['key renamed: case', { Ab: 1 }, { ab: 1 }],
  ['dropped', { a: 1 }, {}],
  ['list reordered', ['a', 'b'], ['b', 'a']],
];

for (const [name, sent, returned] of known) {
  test(`${JSON.stringify(sent)} for ${JSON.stringify(returned)} is ${name}`, () => {
    expect(transformation(sent, returned)).toBe(name);
  });
}

test('a response with the value from before is stale', async () => {
  for (const name of ['stale-response', 'loosely-equal-is-not-saved']) {
    expect(await labelsOf(name), name).toContain('stale');
  }
});

test('a value that the target turns into another type is not stale where it was that before', async () => {
  // The claim sends "10", and then 10 under the same name.
  expect(await labelsOf('stringifies-numbers')).toEqual(['number to string']);
  // It sends true, and then 1.
  expect(await labelsOf('numbers-booleans')).toEqual(['boolean to number']);
});

async function labelsOf(mutant: string): Promise<readonly (string | undefined)[]> {
  const server = await startServer(mutants.find(({ name }) => name === mutant)?.behaviour);
  const report = await judgeTarget(server.url, {}, [control, saving]).finally(() => server.close());
  const changed = report.requirements.filter(({ id }) => id === 'sent-keys-are-returned');
  return changed.flatMap(({ failures }) => failures.map(({ label }) => label));
}
