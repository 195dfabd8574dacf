import { defineConfig } from '@playwright/test';

export default defineConfig({
  reporter: [['line']],
  workers: 1,
  outputDir: '../../../test-results/bench',
});
