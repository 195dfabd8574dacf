import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { STATUSES, requirementStatus } from '../../reports/formats/requirement-status.ts';
import { deviatingRun } from './reports/deviating-run.ts';
import { baselineRun, inconclusiveRun, partialRun } from './reports/other-runs.ts';
import { test } from './reports/page-test.ts';
import { sampleReport } from './reports/sample-report.ts';

const everyStatus = sampleReport({
  requirements: STATUSES.flatMap((status) =>
    [deviatingRun(), baselineRun(), inconclusiveRun(), partialRun()]
      .flatMap(({ requirements }) => requirements)
      .filter((each) => requirementStatus(each) === status)
      .slice(0, 1),
  ).map((each) => ({ ...each, id: `${requirementStatus(each)}-${each.id}` })),
});

test('the sample shows every status', () => {
  expect(everyStatus.requirements.map(requirementStatus)).toEqual(STATUSES);
});

test('axe finds nothing, all unfolded', async ({ page, open }) => {
  await open(everyStatus);
  await page.evaluate(UNFOLD);
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(describeViolation)).toEqual([]);
  expect(passes.length).toBeGreaterThan(20);
});

test('contrast suffices in the dark', async ({ page, open }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(everyStatus);
  await page.evaluate(UNFOLD);
  const axe = new AxeBuilder({ page }).withRules('color-contrast');
  const { violations, passes } = await axe.analyze();
  expect(violations.flatMap(describeViolation)).toEqual([]);
  expect(passes).toHaveLength(1);
});

test('axe finds nothing on a phone', async ({ page, open }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(inconclusiveRun());
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(describeViolation)).toEqual([]);
});

const UNFOLD = 'for (const each of document.querySelectorAll("details")) each.open = true';

function describeViolation(violation: {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}): string[] {
  return violation.nodes.map(({ html }) => `${violation.id}: ${html}`);
}
