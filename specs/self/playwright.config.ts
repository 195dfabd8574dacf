import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  // More than the cores of a small machine: some tests wait for pace, time limits and latency.
  workers: 4,
  timeout: 60_000,
  outputDir: '../../test-results/self',
  reporter: [['line']],
});
