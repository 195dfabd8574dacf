import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Reads large texts one after the other, and prints the most MiB that were held. */
const READING = `
  const text = '[' + Array(300_000).fill('{}').join() + ']';
  let most = 0;
  for (let turn = 0; turn < 16; turn += 1) {
    JSON.parse(text);
    most = Math.max(most, process.memoryUsage().heapUsed);
    await new Promise(setImmediate);
  }
  process.stdout.write(String(most / 1024 ** 2));
`;
const BODY = `
  const { BoundedBody } = await import('./fixtures/http/bounded-body.ts');
  new BoundedBody({ maxBodyBytes: 1e6, maxReadBytes: 1e6 }).add(Buffer.alloc(300 * 1024));
`;

test('a process that has seen a large response holds less garbage than Node does by default', () => {
  const [byDefault, lean] = [heldBy(READING), heldBy(BODY + READING)];
  expect(lean).toBeLessThan(byDefault * 0.75);
});

/** The most MiB that a process held that runs a script. */
function heldBy(script: string): number {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }));
}
