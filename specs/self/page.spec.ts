import { expect } from '@playwright/test';
import { deviatingRun } from './reports/deviating-run.ts';
import { baselineRun, inconclusiveRun, partialRun } from './reports/other-runs.ts';
import { test } from './reports/page-test.ts';
import { sampleFinding } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';

test('the top says the verdict in a sentence and the facts of the run', async ({ page, open }) => {
  await open(sampleReport());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'The target conforms to the contract',
  );
  const facts = page.locator('.facts');
  for (const fact of [
    'https://staging.example.com/api/v1',
    '01KVQG1C20MKD0B8FDPE4RHEDH',
    sampleReport().contract.sha256,
    'default',
    '2026-03-03 10:15:00 UTC',
    '8.4 s',
    '512',
  ])
    await expect(facts).toContainText(fact);
  await expect(page.locator('.marks')).toHaveCount(0);
});

test('a partial and strict run says so at the top', async ({ page, open }) => {
  await open(partialRun());
  await expect(page.locator('.marks')).toContainText('Partial run');
  await expect(page.locator('.marks')).toContainText('Strict');
});

test('every requirement stands there with level, clause, verdict and count', async ({
  page,
  open,
}) => {
  await open(deviatingRun());
  await expect(page.locator('.requirement')).toHaveCount(deviatingRun().requirements.length);
  const status = page.locator('#requirement-default-status');
  await expect(status).toContainText('The status of an error is a string.');
  await expect(status.locator('.meta')).toHaveText(
    /failed\s+default-status\s+declared\s+exercised 412 times/,
  );
  await expect(status.locator('.clause')).toHaveText(
    /#\/components\/schemas\/Error\/properties\/status\/type\s+"type":"string"/,
  );
});

test('failures come first; they and warnings are unfolded', async ({ page, open }) => {
  await open(deviatingRun());
  await expect(page.locator('.group h3').first()).toHaveText(/^failed/);
  const open_ = page.locator('.group[data-standing="fail"] .finding[open]');
  await expect(open_).toHaveCount(5);
  const warnings = page.locator('.group[data-standing="warning"] .finding');
  await expect(warnings.first()).toHaveAttribute('open');
  await expect(warnings.first()).toContainText('Replay');
});

test('a finding sets expected against actual and marks the place in the answer', async ({
  page,
  open,
}) => {
  await open(deviatingRun());
  const finding = page.locator('.finding').first();
  await expect(finding.locator('summary').first()).toContainText('always: 5 of 5');
  await expect(finding.locator('.expected')).toContainText('one of ROLE_USER');
  await expect(finding.locator('.actual')).toContainText('"ROLE_OWNER"');
  await expect(finding.locator('mark')).toHaveText('"ROLE_OWNER"');
  await expect(finding.getByText(sampleFinding().replay)).toBeVisible();
});

test('a broken header is marked, and a place far down in a long body is in view', async ({
  page,
  open,
}) => {
  await open(deviatingRun());
  await expect(page.locator('#requirement-default-content-type mark')).toContainText(
    'Content-Type:',
  );
  const status = page.locator('#requirement-default-status mark').first();
  await expect(status).toHaveText('"status": 422');
  await expect(status).toBeVisible();
});

test('a sequence shows its earlier steps', async ({ page, open }) => {
  await open(deviatingRun());
  const saved = page.locator('#requirement-update-is-saved');
  await saved.getByText('/object/preferences lacks "theme"').click();
  await expect(saved.locator('.before li').filter({ hasText: 'Step 1' })).toContainText('"dark"');
  await expect(saved.locator('.before')).toContainText('2 earlier steps');
});

test('clauses of an RFC link to their section', async ({ page, open }) => {
  await open(sampleReport());
  await expect(page.getByRole('link', { name: 'RFC 9110, section 15.5.2' })).toHaveAttribute(
    'href',
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
  );
});

test('known, stale and error stand apart, each with its reason', async ({ page, open }) => {
  await open(baselineRun());
  const known = page.locator('#requirement-200-object-preferences');
  await known.getByText('/object/preferences is []').click();
  await expect(known).toContainText('Known deviation until 2026-06-30');
  await expect(known.getByRole('link', { name: 'tracker.example.com' })).toBeVisible();
  await expect(page.locator('[data-standing="stale"] .note')).toContainText('matched nothing');
  await expect(page.locator('[data-standing="error"] .note')).toContainText('The judge threw');
});

test('an inconclusive run says why and shows no empty figures', async ({ page, open }) => {
  await open(inconclusiveRun());
  await expect(page.locator('.reason')).toContainText('set API_TOKEN');
  await expect(page.getByText('Too few answers were timed.')).toBeVisible();
  await expect(page.getByText('No hazard was sent.')).toBeVisible();
  await expect(page.getByText('No answer was covered.')).toBeVisible();
  await expect(page.locator('#strength')).toContainText('Nothing was tried.');
});

test('observations, latency, hazards, coverage and contract strength follow', async ({
  page,
  open,
}) => {
  await open(sampleReport());
  await expect(page.locator('#observations dt').first()).toHaveText('limit');
  await expect(
    page.getByRole('img', { name: /508 latencies: p50 9\.5 ms, p95 15 ms, max 276 ms/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /Refused 2/ })).toContainText('$where 400');
  await expect(page.locator('.tree .unseen')).toHaveCount(3);
  await expect(page.locator('.tree')).toContainText('200 · UserResponse');
  const item = page.locator('.tree li').filter({ hasText: 'each item' }).last();
  await expect(item).toContainText('propertyPath');
  await expect(page.locator('#strength .lead')).toHaveText(
    'Of 121 single changes to conforming answers the schemas catch 95 (78 %). What they admit would go unnoticed:',
  );
  await expect(page.getByRole('row', { name: 'object removed' })).toContainText(
    'required: [message, object]',
  );
});

test('no width is lost on a phone', async ({ page, open }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(deviatingRun());
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
});

test('in print the findings are unfolded and the controls are gone', async ({ page, open }) => {
  await open(deviatingRun());
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#filter')).toBeHidden();
  await expect(page.locator('#requirement-update-is-saved .contrast')).toBeVisible();
});
