import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Checks look at each line once and make much garbage: with a larger nursery, and where less of them is optimised,
 * they take a quarter less of the processor.
 */
const FLAGS = ['--max-semi-space-size=64', '--interrupt-budget=400000'];

/** What is checked, as `npm run check:format` does, and as `check:types` and `check:lint` do over one program. */
const CHECKS = {
  formatted: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  'well typed and linted': ['--import', 'tsx', 'specs/self/checks/check-code.ts'],
};

for (const [passed, command] of Object.entries(CHECKS)) {
  test(`all code is ${passed}`, async () => {
    test.setTimeout(300_000);
    const child = spawn(process.execPath, [...FLAGS, ...command], { cwd: ROOT });
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
    expect(code, said.join('')).toBe(0);
  });
}
