import { expect } from '@playwright/test';
import { deviatingRun } from './reports/deviating-run.ts';
import { test } from './reports/page-test.ts';
import { sampleFinding } from './reports/sample-finding.ts';

const { curl, replay } = sampleFinding();

test.describe('the filter', () => {
  test('shows the requirements whose verdict and level are ticked, and counts them', async ({
    page,
    open,
  }) => {
    await open(deviatingRun());
    await expect(page.locator('#shown')).toHaveText('All 13 requirements shown');
    await page.getByRole('checkbox', { name: /^passed/ }).uncheck();
    await expect(page.locator('#shown')).toHaveText('6 of 13 requirements shown');
    await expect(page.locator('.row[data-status="pass"]:visible')).toHaveCount(0);
    await expect(page.getByRole('heading', { name: /^passed/i })).toBeHidden();
    await page.getByRole('checkbox', { name: /^declared/ }).uncheck();
    await expect(page.locator('.row:visible')).toHaveCount(3);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(page.locator('.row:visible')).toHaveCount(13);
  });

  test('gives way to a link to a requirement that it hides', async ({ page, open }) => {
    await open(deviatingRun());
    await page.getByRole('checkbox', { name: /^passed/ }).uncheck();
    await page.evaluate('location.hash = "requirement-body-is-utf-8"');
    await expect(page.locator('#requirement-body-is-utf-8')).toBeInViewport();
    await expect(page.getByRole('checkbox', { name: /^passed/ })).toBeChecked();
  });
});

test.describe('copying', () => {
  test('puts the curl line and the replay line on the clipboard', async ({
    page,
    context,
    open,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(deviatingRun());
    await page.getByRole('button', { name: 'Copy as curl' }).first().click();
    await expect(page.locator('#announcement')).toHaveText('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(curl);
    await page.getByRole('button', { name: 'Copy replay line' }).first().click();
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(replay);
  });

  test('selects the line where the clipboard is closed to the page', async ({ page, open }) => {
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", {})');
    await open(deviatingRun());
    await page.getByRole('button', { name: 'Copy as curl' }).first().click();
    await expect(page.locator('#announcement')).toHaveText('Copied');
    expect(await page.evaluate('getSelection().toString()')).toBe(curl);
  });
});

test.describe('the keyboard', () => {
  test('reaches the skip link, sections, findings, buttons and filter in reading order', async ({
    page,
    open,
  }) => {
    await open(deviatingRun());
    const stops: unknown[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(FOCUSED));
    }
    expect(stops.slice(0, 2)).toEqual(['a Skip to the results', 'a Findings']);
    const order = ['a 200-object-roles', 'button Copy as curl', 'button Copy replay line'];
    const places = [...order, 'input status', 'input level', 'button Show all'].map((stop) =>
      stops.indexOf(stop),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('ticks the filter and folds a finding', async ({ page, open }) => {
    await open(deviatingRun());
    await page.getByRole('checkbox', { name: /^failed/ }).focus();
    await page.keyboard.press('Space');
    await expect(page.locator('.group[data-status="fail"]')).toBeHidden();
    await page.keyboard.press('Space');
    const finding = page.locator('.finding').first();
    await finding.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await expect(finding.locator('.contrast')).toBeHidden();
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('everything is visible, and no control that would do nothing', async ({ page, open }) => {
    await open(deviatingRun());
    await expect(page.locator('#findings .requirement:visible')).toHaveCount(4);
    await page.locator('.group[data-status="pass"] summary').click();
    await expect(page.locator('.row:visible')).toHaveCount(7);
    await expect(page.getByText(curl).first()).toBeVisible();
    await expect(page.locator('#filter')).toBeHidden();
    await expect(page.getByRole('button')).toHaveCount(0);
  });
});

const FOCUSED = `(({ localName, name, textContent }) =>
  localName + ' ' + (name || textContent.trim()))(document.activeElement)`;
