import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadBasis } from '../../reports/verdict/judging-basis.ts';
import { driveReporter, type ToldTest } from './reporter/drive-reporter.ts';
import { claimSpec } from './reporter/fake-claims.ts';
import { fakeFinding, fakeTerms } from './reporter/fake-evidence.ts';
import { removeProjects, runPlaywright, writeProject } from './reporter/run-reporter.ts';

const { rows, contract: judged } = await loadBasis('schema/alumio.openapi.yaml', null);
const contract = { version: judged.version, fingerprint: judged.sha256 };
const exercised = Object.fromEntries(rows.map(({ id }) => [id, 3]));
const finding = fakeFinding('update-is-saved');
/** The shards were asked in strict mode, of which whoever merges them knows nothing. */
const terms = fakeTerms({ contract, settings: { STRICT: '1' } });
const FAIL = 'throw new Error("It has findings.");';
const tests: readonly ToldTest[] = [
  { evidence: { claim: 'control', latencies: [1], exercised, terms } },
  { evidence: { claim: 'first', requests: 5, findings: [finding], exercised }, status: 'failed' },
  { evidence: { claim: 'more', requests: 7, findings: [finding], exercised }, status: 'failed' },
];
const specs = Object.fromEntries(
  tests.map(({ evidence, status }) => [
    `${evidence.claim}.spec.ts`,
    claimSpec(evidence, status === 'failed' ? FAIL : ''),
  ]),
);
const config = `projects: [
  { name: 'control', testMatch: 'control.spec.ts' },
  { name: 'conformance', testIgnore: 'control.spec.ts', dependencies: ['control'] },
],`;

test.afterEach(removeProjects);

test('merged shards say what an unsharded run says, by what they were asked with', async () => {
  const whole = await driveReporter({ tests, options: { strict: true } });
  const directory = writeProject({ specs, config, blob: true });
  mkdirSync(join(directory, 'blobs'));
  for (const shard of [1, 2]) {
    const run = await runPlaywright(directory, ['test', `--shard=${shard}/2`]);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toContain(`Shard ${shard} of 2 has asked its claims`);
    expect(run.report).toBeNull();
    renameSync(
      join(directory, `blob-report/report-${shard}.zip`),
      join(directory, `blobs/${shard}.zip`),
    );
  }
  const merged = await runPlaywright(directory, [
    'merge-reports',
    '--config',
    'playwright.config.ts',
    'blobs',
  ]);
  expect(merged.code, merged.stdout + merged.stderr).toBe(1);
  expect(withoutTimes(merged.report)).toEqual(withoutTimes(whole.report));
});

function withoutTimes(text: string | null): unknown {
  const report = JSON.parse(text ?? 'null') as Record<string, unknown>;
  return { ...report, startedAt: '', durationMs: 0 };
}
