import { defineConfig } from '@playwright/test';

/** A small suite that writes to the target of a run, and waits to be interrupted when `WAITING` says so. */
export default defineConfig({
  testDir: '.',
  testMatch: process.env.WAITING === '1' ? 'writing.ts' : /(writing|ending)\.ts$/,
  globalSetup: '../../../../fixtures/global-setup.ts',
  workers: 1,
  outputDir: `${process.env.CONFORMANCE_OUT ?? ''}/test-results`,
  reporter: [['line']],
});
