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
const LEAN =
  "const { keepHeapLean } = await import('./fixtures/run/lean-heap.ts'); keepHeapLean();";

test('a process of a run holds less garbage of large responses than Node does by default', () => {
  const [byDefault, lean] = [heldBy(READING), heldBy(LEAN + READING)];
  expect(lean).toBeLessThan(byDefault * 0.75);
});

/** The most MiB that a process held that runs a script. */
function heldBy(script: string): number {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }));
}
