import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import type { Command } from '../../schema/command.ts';
import { readChoice } from '../../fixtures/servers/choice.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { findChromium, NO_CHROMIUM } from '../self/reports/chromium.ts';

const PICTURE = fileURLToPath(new URL('../../docs/red-page.png', import.meta.url));
const LAUNCHER = fileURLToPath(new URL('../../fixtures/command/launch.mjs', import.meta.url));
const SIZE = { width: 1080, height: 1290 };

/** `npm run picture`. */
export const command: Command = {
  name: 'picture',
  summary:
    'Takes the picture of the README, docs/red-page.png: judges a server that is wrong in one way, and photographs the page of that run. Needs a chromium.',
  positionals: [],
  options: {},
  settings: [],
  exitCodes: { 0: 'taken', 2: 'the run, or the browser, did not come to its end' },
  run: async () => {
    await takePicture();
    return { exitCode: 0 };
  },
};

async function takePicture(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'picture-'));
  const server = await startServer(readChoice({ MUTANT: 'roles-unknown' }).behaviour, { port: 0 });
  try {
    const code = await judge(server.url, out);
    if (code !== 1) throw new Error(`The run ended with exit code ${code} instead of 1.`);
    await photograph(pathToFileURL(join(out, 'index.html')).href);
  } finally {
    await server.close();
    rmSync(out, { recursive: true });
  }
}

function judge(url: string, out: string): Promise<number | null> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, BASE_URL: url, PROFILE: 'smoke', CONFORMANCE_OUT: out };
  const child = spawn(process.execPath, [LAUNCHER, 'conformance'], { env, stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', resolve));
}

async function photograph(address: string): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
  await page.goto(address);
  await page.screenshot({ path: PICTURE });
  await browser.close();
}
