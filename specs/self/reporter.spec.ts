import { expect, test } from '@playwright/test';
import { assertVerdict } from './reporter/assert-verdict.ts';
import { claimSpec } from './reporter/fake-claims.ts';
import { removeProjects, runProject } from './reporter/run-reporter.ts';

test.describe.configure({ mode: 'parallel' });

const CONTROL = claimSpec({ claim: 'control' });
const VALID = claimSpec({ claim: 'valid' });
const conforming = { 'control.spec.ts': CONTROL, 'valid.spec.ts': VALID };

test.afterEach(removeProjects);

test('a selection of nothing exits 2', async () => {
  const run = await runProject({ specs: conforming }, ['test', '-g', 'nothing']);
  assertVerdict(run, 2, 'no-tests');
});

test('claims that throw without findings, end the worker or take too long each make an error', async () => {
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

test('--list names the claims and reaches no verdict', async () => {
  const run = await runProject({ specs: conforming }, ['test', '--list']);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('control.spec.ts:2:5 › A fact');
  expect(run.report).toBeNull();
});
