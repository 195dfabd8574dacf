import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCommandLine } from '../../fixtures/command/command-line.ts';
import { admit } from '../../fixtures/command/run-conformance.ts';
import { invocationOf } from '../../reports/verdict/load-judging.ts';
import { endShard } from '../../reports/verdict/run-verdict.ts';

/** All that a run with a verdict leaves behind. */
const REPORTS = [
  ...['conformance.json', 'index.html', 'summary.md', 'junit.xml', 'ctrf.json', 'badge.json'],
  'html/index.html',
];

const REFUSALS: readonly [
  name: string,
  args: readonly string[],
  env: Record<string, string>,
  says: RegExp,
][] = [
  [
    'bad settings are told together',
    [],
    { SEED: 'x', RUNS: '-1' },
    /^SEED [^\n]+\nRUNS [^\n]+\nNothing was sent\.$/,
  ],
  [
    'missing permission to write is told once',
    [],
    { BASE_URL: 'http://acme.example' },
    /^ALLOW_WRITES (?!.*Nothing was sent)[^\n]+\nNothing was sent\.$/,
  ],
  [
    'a baseline is not written of the embedded reference API',
    ['--update-baseline'],
    {},
    /^--update-baseline needs BASE_URL/,
  ],
  ['an empty target is refused', [], { BASE_URL: '' }, /^BASE_URL is empty: /],
  ['CI does not write a baseline', ['--update-baseline'], { CI: '1' }, /does not run in CI/],
  ['a shard does not write a baseline', ['--update-baseline', '--shard=1/2'], {}, /needs a whole/],
];

for (const [name, args, env, says] of REFUSALS) {
  test(name, () => {
    const admission = admit(readCommandLine(args), env);
    expect('refusal' in admission ? admission.refusal : 'admitted').toMatch(says);
  });
}

for (const [args, says] of [
  [['--timeout', 'abc'], '--timeout=abc is no whole number.'],
  [['--max-failures=-1'], '--max-failures=-1 is no whole number.'],
  [['-j', '4'], /^All claims ask for one user.* leave --workers away/],
  [['--reporter', 'list,nope'], /^--reporter=nope is no reporter: give list, /],
  [['--reporter', './reports/conformance-reporter.ts,list', '-j', '1', '--timeout=0'], null],
] as const) {
  test(`${args.join(' ')} ${says === null ? 'is taken' : 'is refused in words'}`, () => {
    const { problem } = readCommandLine(args);
    if (says === null) expect(problem).toBeNull();
    else expect(problem).toMatch(says);
  });
}

test('bad settings leave no verdict of an earlier run behind, and what breaks the command is no verdict', async ({}, testInfo) => {
  const out = testInfo.outputPath('out');
  mkdirSync(join(out, 'conformance.json'), { recursive: true });
  const broken = await runCommand([], { CONFORMANCE_OUT: out });
  expect([broken.code, broken.stderr.trimEnd().split('\n')]).toEqual([2, [expect.any(String)]]);
  rmSync(join(out, 'conformance.json'), { recursive: true });
  mkdirSync(join(out, 'html'));
  for (const name of REPORTS) writeFileSync(join(out, name), '{}');
  const refused = await runCommand([], { CONFORMANCE_OUT: out, SEED: 'x' });
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(/^SEED [^\n]+\nNothing was sent\.\n$/);
  expect(readdirSync(out)).toEqual([]);
});

test('arguments but --update-baseline are handed to Playwright as they are', () => {
  const line = readCommandLine(['-g', 'a b', '--update-baseline']);
  expect(line).toEqual({
    args: ['-g', 'a b'],
    updateBaseline: true,
    sendsNothing: false,
    reachesNoVerdict: false,
    problem: null,
  });
  for (const shard of ['0/2', '3/2', '1', 'a/b', '1/0']) {
    expect(readCommandLine([`--shard=${shard}`]).problem).toContain(`--shard=${shard} is no shard`);
  }
  expect(readCommandLine(['--list']).sendsNothing).toBe(true);
  expect(readCommandLine(['--ui-port=1']).reachesNoVerdict).toBe(true);
  expect(readCommandLine(['--shard', '1/2']).reachesNoVerdict).toBe(true);
});

test('only what runs or merges claims is judged', () => {
  const of = (...args: readonly string[]) => invocationOf(['node', 'cli.js', ...args]);
  expect([of('test'), of('test', '-g', 'x')]).toEqual(['test', 'test']);
  expect([of('merge-reports', 'blobs')]).toEqual(['merge']);
  expect([of('test', '--list'), of('test', '--ui'), of('test-server')]).toEqual([
    'none',
    'none',
    'none',
  ]);
});

test('a shard with an error exits 2, an interrupted one 130', () => {
  const error = { kind: 'went-away', message: 'It went away.' };
  const shard = { current: 2, total: 3 };
  const calm = { errors: [], interrupted: false, strict: false, putBack: true };
  expect(endShard(shard, calm).exitCode).toBe(0);
  expect(endShard(shard, { ...calm, errors: [error] })).toEqual({
    message: 'Shard 2 of 3 has an error: It went away.',
    exitCode: 2,
  });
  expect(endShard(shard, { ...calm, errors: [error], interrupted: true }).exitCode).toBe(130);
  expect(endShard(shard, { ...calm, putBack: false }).exitCode).toBe(0);
  expect(endShard(shard, { ...calm, putBack: false }).message).toContain('Warning: not all');
  expect(endShard(shard, { ...calm, putBack: false, strict: true }).exitCode).toBe(2);
});

async function runCommand(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['fixtures/command/launch.mjs', 'conformance', ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
