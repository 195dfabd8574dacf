import { defineConfig } from '@playwright/test';

/** A small suite that writes to the target of a run and ends as `ENDING` says. */
export default defineConfig({
  testDir: '.',
  testMatch: 'writing.ts',
  globalSetup: '../../../../fixtures/global-setup.ts',
  workers: 1,
  timeout: 1_500,
  outputDir: `${process.env.CONFORMANCE_OUT ?? ''}/test-results`,
  reporter: [['line']],
});
