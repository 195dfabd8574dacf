import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

/** Checks make much garbage: with a larger nursery they take a fifth less of the processor. */
const NURSERY = '--max-semi-space-size=64';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The scripts of package.json, with what each says of code that passes. */
const CHECKS = { 'check:format': 'formatted', 'check:code': 'well typed and linted' };

for (const [script, passed] of Object.entries(CHECKS)) {
  test(`all code is ${passed} (npm run ${script})`, async () => {
    test.setTimeout(0);
    const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${NURSERY}` };
    const child = spawn('npm', ['run', '--silent', script], { cwd: ROOT, env });
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
    expect(code, said.join('')).toBe(0);
  });
}
