import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import globalSetup from '../../fixtures/global-setup.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { assertSchema } from './reporter/assert-verdict.ts';
import { fileNamed, reportOf, run } from './running/run.ts';

test('a run against the embedded reference API is conformant and writes all reports', async ({}, testInfo) => {
  const summary = testInfo.outputPath('step-summary.md');
  mkdirSync(dirname(summary), { recursive: true });
  const ended = await run({ variables: { PROFILE: 'smoke', GITHUB_STEP_SUMMARY: summary } });
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  const report = reportOf(ended);
  assertSchema(report);
  expect(report).toMatchObject({ verdict: 'conformant', exitCode: 0, partial: false });
  for (const name of [
    'index.html',
    'summary.md',
    'junit.xml',
    'ctrf.json',
    'badge.json',
    'html/index.html',
  ]) {
    expect(fileNamed(ended.files, `out/${name}`).length).toBeGreaterThan(20);
  }
  expect(readFileSync(summary, 'utf8')).toContain('## The embedded reference API conforms');
  expect(ended.stdout.split('\n').filter((line) => line.startsWith('  ✓ '))).toHaveLength(
    report.requirements.filter(({ verdict }) => verdict === 'pass').length,
  );
  expect(ended.stdout.trimEnd().split('\n').at(-1)).toContain(
    'The embedded reference API conforms to the contract',
  );
  // It is gone with its run, and so is what it stores.
  expect(ended.stderr).not.toContain('preferences of the run, each with the value null');
});

test('more than one worker is refused, and nothing is sent', async () => {
  await expect(globalSetup({ workers: 2 })).rejects.toThrow('leave --workers away');
});

test('bad settings are told all at once, and nothing is sent', async () => {
  const server = await startServer();
  const ended = await run({
    variables: {
      BASE_URL: server.url,
      PROFILE: 'huge',
      CONCURRENCY: 'x',
      API_TOKEN: 'a b c-s3cret',
    },
  }).finally(() => server.close());
  expect(ended.code).toBe(2);
  for (const name of ['PROFILE', 'CONCURRENCY', 'API_TOKEN']) expect(ended.stderr).toContain(name);
  expect(ended.stdout + ended.stderr).not.toContain('s3cret');
  expect(server.requests).toBe(0);
});

test('reports that cannot be written are told before anything is sent', async () => {
  const server = await startServer();
  const variables = { BASE_URL: server.url, CONFORMANCE_OUT: '/dev/null/out' };
  const ended = await run({ variables }).finally(() => server.close());
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('No report can be written to /dev/null/out');
  expect(ended.stderr).toContain('Nothing was sent.');
  expect(server.requests).toBe(0);
});

test('a bad contract is told with its file, and nothing is sent', async () => {
  const server = await startServer();
  const variables = { BASE_URL: server.url, CONTRACT: 'package.json' };
  const ended = await run({ variables }).finally(() => server.close());
  expect(ended.code).toBe(2);
  expect(reportOf(ended).reason.kind).toBe('contract');
  expect(ended.stdout.trimEnd().split('\n').at(-1)).toMatch(
    /^No verdict could be reached: package\.json /,
  );
  expect(server.requests).toBe(0);
});

test('a target that does not show what it stores is told of before the first update, and at the end', async () => {
  const server = await startServer({
    save: (sent, space, call) => {
      if (call.body.toString() !== '{}') call.store.replace(space, sent);
      return sent;
    },
  });
  server.store.replace('one', { text: 'mine' });
  const variables = { BASE_URL: server.url, PROFILE: 'smoke', SPACES: 'one,two' };
  const ended = await run({ variables }).finally(() => server.close());
  const lines = ended.stdout.trimEnd().split('\n');
  expect(lines[0]).toContain('The target shows no preferences of its user.');
  expect(lines.at(-1)).toContain('so nobody knows whether it is as it was');
  expect(server.store.preferences('one')).toEqual({ text: 'mine' });
  expect(JSON.stringify(reportOf(ended))).toContain('What was there before the run is lost if');
});
