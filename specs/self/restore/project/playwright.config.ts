import { defineConfig } from '@playwright/test';

/** A small suite that writes to the target of a run, and waits to be interrupted when `WAITING` says so. */
export default defineConfig({
  testDir: '.',
  testMatch: 'writing.ts',
  globalSetup: '../../../../fixtures/global-setup.ts',
  workers: 1,
  outputDir: `${process.env.CONFORMANCE_OUT ?? ''}/test-results`,
  reporter: [['line']],
});
