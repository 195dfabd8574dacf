import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { estimatedRequests, planFor } from './fixtures/session/plan.ts';
import { runFacts } from './fixtures/settings/run-facts.ts';
import { statedTerms } from './fixtures/run/run-terms.ts';
import { describeProblems, readSettings } from './fixtures/settings/settings.ts';
import { claimsInSpecs } from './fixtures/spec-tags.ts';
import type { ReporterOptions } from './reports/verdict/reporter-options.ts';
import { EMBEDDED } from './reports/formats/requirement-status.ts';

const stated = statedTerms(process.env);
const { settings, problems } = readSettings(process.env);
const { out } = runFacts(process.env);
const pinned = fileURLToPath(new URL('schema/alumio.openapi.yaml', import.meta.url));

const options: ReporterOptions = {
  target: settings?.baseUrl?.href ?? EMBEDDED,
  profile: settings?.profile ?? 'default',
  seed: settings?.seed ?? 0,
  strict: settings?.strict ?? false,
  baseline: settings?.baseline ?? null,
  contract: settings?.contract ?? pinned,
  readOperation: settings?.readOperation ?? null,
  claims: claimsInSpecs(),
  estimated: settings ? estimatedRequests(planFor(settings)) : {},
  problems: problems === undefined ? null : describeProblems(problems),
  stated,
  out,
};

// The conformance reporter comes last: it ends the process with the exit code of the verdict.
const reporters: ReporterDescription[] = [
  ['html', { outputFolder: join(out, 'html'), open: 'never' }],
  ['./reports/conformance-reporter.ts', options],
];

export default defineConfig({
  testDir: 'specs/conformance',
  globalSetup: './fixtures/global-setup.ts',
  // Not in the checkout, which may be read-only.
  outputDir: join(out, 'test-results'),
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  workers: 1,
  reporter: reporters,
  metadata: { conformance: options },
  use: { trace: 'off' },
});
