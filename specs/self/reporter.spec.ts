import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadBasis } from '../../reports/judging-basis.ts';
import { assertVerdict } from './reporter/assert-verdict.ts';
import { claimSpec } from './reporter/fake-claims.ts';
import { fakeFinding } from './reporter/fake-evidence.ts';
import {
  removeProjects,
  runPlaywright,
  runProject,
  writeProject,
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

test('a selection of nothing exits 2', async () => {
  const run = await runProject({ specs: conforming }, ['test', '-g', 'nothing']);
  assertVerdict(run, 2, 'no-tests');
});

test('claims that throw without findings, end the worker or take too long each make trouble', async () => {
  const specs = {
    ...conforming,
    'more.spec.ts': claimSpec({ claim: 'more' }, 'throw new Error("boom \\u001b[31m");'),
    'most.spec.ts': claimSpec({ claim: 'most' }, 'process.exit(0);'),
    'slow.spec.ts': claimSpec(
      { claim: 'slow' },
      'test.setTimeout(50); await new Promise(() => {});',
    ),
  };
  const run = await runProject({ specs });
  assertVerdict(run, 2, 'suite-error');
  for (const claim of ['more', 'most', 'slow']) expect(run.stdout).toContain(`The claim ${claim} `);
});

test('a spec that cannot be loaded exits 2', async () => {
  const specs = { ...conforming, 'more.spec.ts': 'throw new Error("no spec");' };
  const run = await runProject({ specs });
  assertVerdict(run, 2, 'suite-error');
  expect(run.stdout).toContain('no spec');
});

test('unusable settings exit 2 before any claim is run', async () => {
  const run = await runProject({
    specs: { 'control.spec.ts': claimSpec({ claim: 'control' }, 'console.log("ran");') },
    options: { problems: 'SEED must be a number.' },
  });
  assertVerdict(run, 2, 'settings');
  expect(run.stdout).toContain('SEED must be a number.');
  expect(run.stdout).not.toContain('ran\n');
});

test('--list names the claims and reaches no verdict', async () => {
  const run = await runProject({ specs: conforming }, ['test', '--list']);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('control · A fact.');
  expect(run.report).toBeNull();
});
