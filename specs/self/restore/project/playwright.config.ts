import { defineConfig } from '@playwright/test';

/** A small suite that writes to the target of a run, and writes until it is interrupted when `ENDLESS` says so. */
export default defineConfig({
  testDir: '.',
  testMatch: process.env.ENDLESS === '1' ? 'writing.ts' : /(writing|ending)\.ts$/,
  globalSetup: '../../../../fixtures/global-setup.ts',
  workers: 1,
  outputDir: `${process.env.CONFORMANCE_OUT ?? ''}/test-results`,
  reporter: [['line']],
});
