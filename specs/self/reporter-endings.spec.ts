import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import ConformanceReporter from '../../reports/conformance-reporter.ts';
import { loadBasis } from '../../reports/verdict/judging-basis.ts';
import { assertVerdict } from './reporter/assert-verdict.ts';
import { driveReporter, type ToldTest } from './reporter/drive-reporter.ts';
import { fakeFinding, fakeTerms } from './reporter/fake-evidence.ts';
import { freshDirectory, removeProjects } from './reporter/run-reporter.ts';

const { rows, contract: judged } = await loadBasis('schema/alumio.openapi.yaml', null);
const contract = { version: judged.version, fingerprint: judged.sha256 };
const exercised = Object.fromEntries(rows.map(({ id }) => [id, 3]));
const CONTROL: ToldTest = { evidence: { claim: 'control' } };
const VALID: ToldTest = { evidence: { claim: 'valid', exercised } };
const FAILING: ToldTest = {
  evidence: { claim: 'valid', exercised, findings: [fakeFinding('200-object-roles')] },
  status: 'failed',
};
const MORE_CLAIMS = { claims: ['control', 'valid', 'more'] };

test.afterEach(removeProjects);

test('a run of all claims that were kept exits 0, with a badge', async () => {
  const run = await driveReporter({ tests: [CONTROL, VALID] });
  assertVerdict(run, 0, 'conformant');
  expect(existsSync(join(run.directory, 'out/badge.json'))).toBe(true);
});

test('a filtered run is partial: exit 2, no badge', async () => {
  const run = await driveReporter({ tests: [CONTROL, VALID], options: MORE_CLAIMS });
  assertVerdict(run, 2, 'partial');
  expect(existsSync(join(run.directory, 'out/badge.json'))).toBe(false);
});

test('merged shards of which one is missing are no verdict: exit 2', async () => {
  const args = ['merge-reports', 'blobs'];
  const asked = { ...CONTROL, evidence: { ...CONTROL.evidence, terms: fakeTerms({ contract }) } };
  const run = await driveReporter({ tests: [asked, VALID], options: MORE_CLAIMS, args });
  assertVerdict(run, 2, 'missing-claims');
});

test('merged shards that another version of the suite wrote are no verdict: exit 2', async () => {
  const { contract: _, ...terms } = fakeTerms();
  const old = { ...terms, contract: { version: judged.version, sha256: judged.sha256 } };
  const asked = { ...CONTROL, evidence: { ...CONTROL.evidence, terms: old as never } };
  const run = await driveReporter({ tests: [asked, VALID], args: ['merge-reports', 'blobs'] });
  assertVerdict(run, 2, 'terms');
  expect(run.stdout).toContain('another version of the suite wrote them');
});

test('merged shards that do not say what they were asked with are no verdict: exit 2', async () => {
  const run = await driveReporter({ tests: [CONTROL, VALID], args: ['merge-reports', 'blobs'] });
  assertVerdict(run, 2, 'terms');
});

test('shards of another contract are not judged by this one: exit 2', async () => {
  const asked = { ...CONTROL, evidence: { ...CONTROL.evidence, terms: fakeTerms() } };
  const run = await driveReporter({ tests: [asked, VALID], args: ['merge-reports', 'blobs'] });
  assertVerdict(run, 2, 'contract');
  expect(run.stdout).toContain('is not the contract that the shards were asked by');
});

test('a run without its control is partial: exit 2', async () => {
  const run = await driveReporter({ tests: [VALID], options: { claims: ['control', 'valid'] } });
  assertVerdict(run, 2, 'partial');
});

test('a filtered run with findings exits 1', async () => {
  const run = await driveReporter({ tests: [CONTROL, FAILING], options: MORE_CLAIMS });
  assertVerdict(run, 1, 'nonconformant');
});

test('what a target showed before it went away counts, with what became of the rest: exit 1', async () => {
  const errors = [{ kind: 'went-away', message: 'It went away.' }];
  const left: ToldTest = { ...FAILING, evidence: { ...FAILING.evidence, errors } };
  const run = await driveReporter({ tests: [CONTROL, left] });
  assertVerdict(run, 1, 'nonconformant');
  expect(run.stdout).toContain('The rest was not asked: it went away.');
  expect(run.stdout).toContain('✗ 200-object-roles');
  expect(run.stdout).toContain('ROLE_OWNER');
});

const INCONCLUSIVE: readonly [name: string, kind: string, tests: readonly ToldTest[]][] = [
  [
    'claims that are all skipped',
    'all-skipped',
    [{ ...CONTROL, status: 'skipped', attached: null }],
  ],
  ['a claim without evidence', 'suite-error', [CONTROL, { ...VALID, attached: null }]],
  ['evidence of another shape', 'suite-error', [CONTROL, { ...VALID, attached: '{"claim":1}' }]],
  ['evidence that is cut off', 'suite-error', [CONTROL, { ...VALID, attached: '{"claim":' }]],
  ['a failure without findings', 'suite-error', [CONTROL, { ...VALID, status: 'failed' }]],
  ['a claim that takes too long', 'time-limit', [CONTROL, { ...VALID, status: 'timedOut' }]],
];

for (const [name, kind, tests] of INCONCLUSIVE) {
  test(`${name}: exit 2 for ${kind}`, async () => {
    assertVerdict(await driveReporter({ tests }), 2, kind);
  });
}

test('a reporter that throws exits 2 and leaves no verdict behind', async () => {
  const directory = freshDirectory();
  mkdirSync(join(directory, 'out/index.html/blocked'), { recursive: true });
  writeFileSync(join(directory, 'out/conformance.json'), '{"verdict":"conformant"}');
  const run = await driveReporter({ tests: [CONTROL, VALID], directory });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('The reporter failed: ');
  expect(run.report).toBeNull();
});

test('with no options, as after --reporter, the reports where it writes make way, and no others', () => {
  const out = freshDirectory();
  writeFileSync(join(out, 'index.html'), 'of an earlier run');
  new ConformanceReporter(undefined, {
    argv: ['node', 'cli.js', 'test'],
    env: { CONFORMANCE_OUT: out },
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
    exit: () => undefined,
  });
  expect(existsSync(join(out, 'index.html'))).toBe(false);
});

const UNUSABLE: readonly [kind: string, options: Record<string, unknown>, says: string][] = [
  ['settings', { problems: 'SEED must be a number.' }, 'SEED must be a number.'],
  ['contract', { contract: 'missing.yaml' }, 'missing.yaml'],
  ['baseline', { baseline: 'missing.json' }, 'missing.json cannot be read'],
];

for (const [kind, options, says] of UNUSABLE) {
  test(`an unusable ${kind} exits 2`, async () => {
    const run = await driveReporter({ tests: [CONTROL], options });
    assertVerdict(run, 2, kind);
    expect(run.stdout).toContain(says);
  });
}
