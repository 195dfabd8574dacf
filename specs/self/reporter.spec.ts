import { readFileSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject } from 'ajv';
import { loadBasis } from '../../reports/judging-basis.ts';
import { claimSpec } from './reporter/fake-claims.ts';
import { fakeFinding } from './reporter/fake-evidence.ts';
import {
  removeProjects,
  runPlaywright,
  runProject,
  writeProject,
  type ReporterRun,
} from './reporter/run-reporter.ts';

test.describe.configure({ mode: 'parallel' });

const { rows } = await loadBasis('schema/alumio.openapi.yaml', null);
const exercised = Object.fromEntries(rows.map(({ id }) => [id, 3]));
const CONTROL = claimSpec({ claim: 'control' });
const VALID = claimSpec({ claim: 'valid', exercised });
const FAILING = claimSpec(
  { claim: 'valid', exercised, findings: [fakeFinding('200-object-roles')] },
  'throw new Error("It has findings.");',
);
const conforming = { 'control.spec.ts': CONTROL, 'valid.spec.ts': VALID };
const failing = { 'control.spec.ts': CONTROL, 'valid.spec.ts': FAILING };
const schema = JSON.parse(
  readFileSync(new URL('../../reports/conformance.schema.json', import.meta.url), 'utf8'),
) as AnySchemaObject;
const validate = new Ajv2020({ strict: true }).compile(schema);

test.afterEach(removeProjects);

test('a conforming run exits 0, ends on its verdict and writes all files', async () => {
  const directory = writeProject({ specs: conforming });
  mkdirSync(join(directory, 'out'));
  writeFileSync(join(directory, 'out/badge.json'), 'old');
  const summary = join(directory, 'step-summary.md');
  const run = await runPlaywright(directory, ['test'], { GITHUB_STEP_SUMMARY: summary });
  assertVerdict(run, 0, 'conformant');
  expect(run.stdout.split('\n').filter((line) => line.startsWith('  ✓ '))).toHaveLength(
    rows.length,
  );
  for (const name of ['index.html', 'summary.md', 'junit.xml', 'ctrf.json', 'badge.json'])
    expect(readFileSync(join(directory, 'out', name), 'utf8').length).toBeGreaterThan(20);
  expect(readFileSync(summary, 'utf8')).toContain('## The target conforms to the contract');
});

test('a run with findings exits 1, prints each whole, and annotates where GitHub reads', async () => {
  const run = await runProject({ specs: failing }, ['test'], { GITHUB_ACTIONS: 'true' });
  assertVerdict(run, 1, 'nonconformant');
  expect(run.stdout).toContain('  expected   one of ROLE_USER');
  expect(run.stdout).toContain('::error title=200-object-roles failed::');
  expect(run.stdout.match(/^ {2}✗ 200-object-roles/gm)).toHaveLength(1);
});

test('a filtered run is partial: exit 2, no badge', async () => {
  const directory = writeProject({ specs: conforming });
  const run = await runPlaywright(directory, ['test', '-g', 'valid']);
  assertVerdict(run, 2, 'partial');
  expect(existsSync(join(directory, 'out/badge.json'))).toBe(false);
});

test('a filtered run with findings exits 1', async () => {
  assertVerdict(await runProject({ specs: failing }, ['test', 'valid']), 1, 'nonconformant');
});

test('a selection of nothing exits 2', async () => {
  const run = await runProject({ specs: conforming }, ['test', '-g', 'nothing']);
  assertVerdict(run, 2, 'no-tests');
});

test('claims that are all skipped exit 2', async () => {
  const skipped = `import { test } from '@playwright/test';
    test.skip('control · A fact.', () => {});`;
  assertVerdict(await runProject({ specs: { 'control.spec.ts': skipped } }), 2, 'all-skipped');
});

const BREAKING: readonly [name: string, more: string, kind: string][] = [
  ['throws without findings', 'throw new Error("boom \\u001b[31m");', 'suite-error'],
  ['ends the worker', 'process.exit(0);', 'suite-error'],
  ['takes too long', 'test.setTimeout(50); await new Promise(() => {});', 'time-limit'],
];

for (const [name, more, kind] of BREAKING) {
  test(`a claim that ${name} exits 2 for ${kind}`, async () => {
    const specs = { ...conforming, 'more.spec.ts': claimSpec({ claim: 'more' }, more) };
    assertVerdict(await runProject({ specs }), 2, kind);
  });
}

test('a spec that cannot be loaded exits 2', async () => {
  const specs = { ...conforming, 'more.spec.ts': 'throw new Error("no spec");' };
  const run = await runProject({ specs });
  assertVerdict(run, 2, 'suite-error');
  expect(run.stdout).toContain('no spec');
});

test('evidence that cannot be read exits 2', async () => {
  const broken = `import { test } from '@playwright/test';
    test('valid · A fact.', async ({}, info) => {
      await info.attach('evidence', { body: '{"claim":1}' });
    });`;
  const specs = { 'control.spec.ts': CONTROL, 'valid.spec.ts': broken };
  assertVerdict(await runProject({ specs }), 2, 'suite-error');
});

test('a reporter that throws exits 2 and leaves no verdict behind', async () => {
  const directory = writeProject({ specs: conforming });
  mkdirSync(join(directory, 'out/index.html/blocked'), { recursive: true });
  writeFileSync(join(directory, 'out/conformance.json'), '{"verdict":"conformant"}');
  const run = await runPlaywright(directory);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('The reporter failed: ');
  expect(run.report).toBeNull();
});

const UNUSABLE: readonly [kind: string, options: Record<string, unknown>, says: string][] = [
  ['settings', { problems: 'SEED must be a number.' }, 'SEED must be a number.'],
  ['contract', { contract: 'missing.yaml' }, 'missing.yaml'],
  ['baseline', { baseline: 'missing.json' }, 'missing.json cannot be read'],
];

for (const [kind, options, says] of UNUSABLE) {
  test(`an unusable ${kind} exits 2 before any claim is run`, async () => {
    const run = await runProject({
      specs: { 'control.spec.ts': claimSpec({ claim: 'control' }, 'console.log("ran");') },
      options,
    });
    assertVerdict(run, 2, kind);
    expect(run.stdout).toContain(says);
    expect(run.stdout).not.toContain('ran\n');
  });
}

test('--list names the claims and reaches no verdict', async () => {
  const run = await runProject({ specs: conforming }, ['test', '--list']);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('control · A fact.');
  expect(run.report).toBeNull();
});

/** The exit code, the reason, a file that keeps its schema, and a last line that says it. */
function assertVerdict(run: ReporterRun, code: number, kind: string): void {
  expect(run.code, run.stdout + run.stderr).toBe(code);
  const report: unknown = JSON.parse(run.report ?? 'null');
  expect(report).toMatchObject({ exitCode: code, reason: { kind } });
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const last = run.stdout.trimEnd().split('\n').at(-1);
  expect(last).toContain((report as { reason: { message: string } }).reason.message);
}
