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
  ['trimmed', ' a ', 'a'],
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
  const stale = mutants.find(({ name }) => name === 'stale-response');
  const server = await startServer(stale?.behaviour);
  const report = await judgeTarget(server.url, {}, [control, saving]);
  await server.close();
  const labels = report.requirements.flatMap(({ failures }) => failures.map(({ label }) => label));
  expect(labels).toContain('stale');
});
