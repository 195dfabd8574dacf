import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { collectSpecs } from '../../fixtures/spec-collector.ts';

/** Specs that mostly wait: for processes, pages in a browser, paces and time limits. */
const WAITING =
  /\/(checks|alike-findings|telling-inputs|run-[a-z]+|reporter[a-z-]*|restore[a-z-]*|silent-targets|flaky-targets|budget|transport-[a-z]+|page[a-z-]*)\.spec\.ts$/;

const CORES = availableParallelism();

// The specs of conformance are run in the processes of the self tests, against mutants and variants.
collectSpecs();

// Each worker compiles again what it runs: one a core is enough for what needs the processor, and a file stays with
// one unless it says that its tests are worth dealing out. What waits has workers of its own next to them.
export default defineConfig({
  testDir: '.',
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  workers: 2 * CORES,
  // Limits that only a hang reaches, however busy the machine is.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  outputDir: '../../test-results/self',
  preserveOutput: 'failures-only',
  reporter: [['line']],
  projects: [
    { name: 'waiting', testMatch: WAITING, fullyParallel: true, workers: CORES },
    { name: 'working', testIgnore: WAITING, workers: CORES },
  ],
});
