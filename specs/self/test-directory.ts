import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';

/** A new directory of the test that is running: Playwright takes it away once the test has passed. */
export function testDirectory(): string {
  const { outputDir } = test.info();
  mkdirSync(outputDir, { recursive: true });
  return mkdtempSync(join(outputDir, 'made-'));
}
