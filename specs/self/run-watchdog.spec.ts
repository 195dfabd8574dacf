import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { onUser, sendsSomething } from '../../fixtures/servers/mutants/deviation.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { reportOf, run } from './running/run.ts';

const RESULTS = fileURLToPath(new URL('../../test-results/', import.meta.url));
/** Compared each with each where nothing says that they are strings: minutes of work for one response. */
const ROLES = Array.from({ length: 150_000 }, (_, index) => `R_${index}`);

/** The contract, except for the type of a role. */
function contractOfAnyRoles(directory: string): string {
  const text = readFileSync(PINNED_CONTRACT, 'utf8');
  const typed = /(roles:\s+title: Roles\s+type: array\s+items:\s+)type: string\s+/;
  const file = join(directory, 'contract.yaml');
  writeFileSync(file, text.replace(typed, '$1'));
  return file;
}

test('the limit of a run holds while its worker is busy with one response', async () => {
  test.slow();
  mkdirSync(RESULTS, { recursive: true });
  const directory = mkdtempSync(join(RESULTS, 'watchdog-'));
  const server = await startServer(onUser((user) => ({ ...user, roles: ROLES }), sendsSomething));
  const variables = {
    BASE_URL: server.url,
    CONTRACT: contractOfAnyRoles(directory),
    PROFILE: 'smoke',
    RUN_TIMEOUT_MS: '3000',
  };
  const ended = await run({ variables, args: ['--reporter=list'] }).finally(() => server.close());
  rmSync(directory, { recursive: true });
  expect(ended.code, ended.stdout + ended.stderr).toBe(2);
  const { reason, requests, requirements } = reportOf(ended);
  expect(reason.kind).toBe('time-limit');
  expect(reason.message).toMatch(/busy with one response.* RUN_TIMEOUT_MS .*Not asked in full: /);
  // The control's evidence is there, and nothing was asked after the limit.
  expect(requirements.find(({ id }) => id === '200-object-email')?.exercised).toBeGreaterThan(0);
  expect(requests).toBeLessThan(10);
  // What was not begun is skipped: each test that fails costs a worker.
  expect(ended.stdout).toMatch(/\d+ skipped/);
  expect(ended.stdout + ended.stderr).not.toContain('ClaimEnded');
  // Playwright alone waits for five minutes.
  expect(reportOf(ended).durationMs).toBeLessThan(4 * 60_000);
});
