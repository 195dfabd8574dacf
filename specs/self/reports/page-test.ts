import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { test as base } from '@playwright/test';
import type { ConformanceReport } from '../../../reports/formats/conformance-report.ts';
import { renderPage } from '../../../reports/page/page.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';

interface PageFixtures {
  /** Skips the test where the machine has no chromium, outside of CI. */
  readonly skipWithoutChromium: undefined;
  /** Opens the page of a report from a file, as a download would be. */
  readonly open: (report: ConformanceReport) => Promise<void>;
  /** What the browser asked for or complained about, beyond the page itself. */
  readonly incidents: readonly string[];
}

interface BrowserFixtures {
  readonly chromiumPath: string | null;
}

/**
 * Playwright's `test` with a chromium of the machine. Without one the tests skip and say so; in CI they fail.
 */
export const test = base.extend<PageFixtures, BrowserFixtures>({
  chromiumPath: [findChromium(), { option: true, scope: 'worker' }],

  browser: [
    async ({ playwright, chromiumPath }, use) => {
      if (chromiumPath === null) throw new Error(NO_CHROMIUM);
      const browser = await playwright.chromium.launch({ executablePath: chromiumPath });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  skipWithoutChromium: [
    async ({ chromiumPath }, use, testInfo) => {
      if (chromiumPath === null && process.env.CI === undefined) {
        process.stderr.write(`${testInfo.title}: skipped. ${NO_CHROMIUM}\n`);
        testInfo.skip(true, NO_CHROMIUM);
      }
      await use(undefined);
    },
    { auto: true },
  ],

  incidents: async ({ page }, use) => {
    const incidents: string[] = [];
    page.on('console', (message) => incidents.push(message.text()));
    page.on('pageerror', (error) => incidents.push(error.message));
    page.on('dialog', (dialog) => incidents.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().endsWith('/index.html')) incidents.push(request.url());
    });
    await use(incidents);
  },

  open: async ({ page }, use, testInfo) => {
    await use(async (report) => {
      const file = testInfo.outputPath('index.html');
      writeFileSync(file, renderPage(report));
      await page.goto(pathToFileURL(file).href);
    });
  },
});
