import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { renderJunit } from '../../reports/formats/junit.ts';
import { renderPage } from '../../reports/page/page.ts';
import { visibleText } from '../../schema/visible-text.ts';
import { deviatingRun, HOSTILE } from './reports/deviating-run.ts';
import { test } from './reports/page-test.ts';
import { sampleReport } from './reports/sample-report.ts';

test('the page asks for nothing and logs nothing', async ({ page, open, incidents }) => {
  await open(sampleReport());
  await page.getByRole('checkbox').first().click();
  expect(incidents).toEqual([]);
});

test('hostile responses are text', async ({ page, open, incidents }) => {
  await open(deviatingRun());
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  expect(incidents).toEqual([]);
  const body = page.locator('#requirement-default-content-type .message-view pre').last();
  await expect(body).toHaveText(visibleText(HOSTILE));
});

test('a report that is hostile in every string adds no element and runs nothing', async ({
  page,
  open,
  incidents,
}) => {
  const tame = deviatingRun();
  await open(tame);
  const count = 'document.querySelectorAll("*:not(wbr)").length';
  const elements = await page.evaluate(count);
  await open(everyString(tame, (text) => `${text}${HOSTILE}`));
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  expect(await page.evaluate(HANDLERS)).toEqual([]);
  expect(await page.evaluate(count)).toBeLessThanOrEqual(Number(elements) + 40);
  expect(incidents).toEqual([]);
});

test('a link of the baseline is one only when it leads to the web', async ({ page, open }) => {
  const known = { reason: 'odd', link: 'javascript:window.pwned=true', until: '2026-01-01' };
  const report = deviatingRun();
  const requirements = report.requirements.map((each) => ({
    ...each,
    failures: each.failures.map((failure) => ({ ...failure, known })),
  }));
  await open({ ...report, requirements });
  await expect(page.locator('.known').first()).toContainText('javascript:window.pwned=true');
  await expect(page.locator('a[href^="javascript"]')).toHaveCount(0);
});

test('the policy would stop a script that slipped in', async ({ page, open, incidents }) => {
  await open(sampleReport());
  await page.evaluate(
    `document.body.append(Object.assign(document.createElement('script'), { text: 'window.pwned = true' }))`,
  );
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  expect(incidents.join()).toContain('Content Security Policy');
});

test('scripts and styles are the files next to the page, and nothing reaches out', () => {
  const markup = renderPage(sampleReport());
  for (const asset of ['copy.js', 'filter.js', 'unfold.js', 'layout.css', 'palette.css'])
    expect(markup).toContain(readFileSync(`reports/page/${asset}`, 'utf8'));
  expect(markup).toContain('default-src &#39;none&#39;');
  expect(markup).not.toMatch(/<(link|img|iframe|object|base)\b|\ssrc=|\sstyle=|\son\w+=/);
});

test('junit.xml with hostile responses is XML to a browser', async ({ page }) => {
  const xml = JSON.stringify(renderJunit(deviatingRun()));
  const parsed = `new DOMParser().parseFromString(${xml}, 'application/xml')`;
  expect(await page.evaluate(`${parsed}.querySelectorAll('parsererror').length`)).toBe(0);
  expect(await page.evaluate(`${parsed}.querySelectorAll('testcase > failure').length`)).toBe(4);
});

const HANDLERS = `[...document.querySelectorAll('*')]
  .flatMap((element) => element.getAttributeNames())
  .filter((name) => name.startsWith('on') || name === 'style' || name === 'src')`;

/** The report with every string that is shown changed; verdicts and the like stay. */
function everyString(
  report: ConformanceReport,
  change: (text: string) => string,
): ConformanceReport {
  const kept = new Set(['verdict', 'level', 'class', 'outcome', 'startedAt']);
  const walk = (key: string, value: unknown): unknown =>
    typeof value === 'string' && !kept.has(key) ? change(value) : value;
  return JSON.parse(JSON.stringify(report, walk)) as ConformanceReport;
}
