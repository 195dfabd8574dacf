import { expect } from '@playwright/test';
import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import { updatedBaseline } from '../../reports/baseline/write-baseline.ts';
import { groupAlike } from '../../reports/formats/alike-findings.ts';
import { renderAnnotations } from '../../reports/formats/annotations.ts';
import { renderJunit } from '../../reports/formats/junit.ts';
import { renderSummary } from '../../reports/formats/summary.ts';
import { renderClosing } from '../../reports/formats/terminal.ts';
import { test } from './reports/page-test.ts';
import { sampleFinding, sampleResponse } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleCatalogue } from './reports/sample-requirements.ts';

const CLAUSE = '#/components/schemas/Error/properties/status';
const STATUSES = [415, 400, 422];
const REPORT = reportOf(STATUSES.map((status) => numeric(status)));

test('one failure under several statuses is one finding, whatever the value is', () => {
  const [group, ...others] = groupAlike(STATUSES.map((status) => numeric(status)));
  expect(others).toEqual([]);
  expect(group?.shown.status).toBe(415);
  expect(group?.alike.map(({ status }) => status)).toEqual([400, 422]);
});

const OTHERS: Readonly<Record<string, Partial<ReportedFinding>>> = {
  'a value of another type': { actual: 'null' },
  'another place': {
    where: '/title',
    signature: `default-status 422 ${CLAUSE}/type /title`,
  },
  'another clause': {
    clause: `${CLAUSE}/enum`,
    signature: `default-status 422 ${CLAUSE}/enum /status`,
  },
  'another label': { signature: `default-status 422 ${CLAUSE}/type /status stale`, label: 'stale' },
  'another expectation': { expected: 'a number' },
  'another rate of failing': { confirmed: { label: 'intermittent', failed: 2, sent: 4 } },
  'an entry of the baseline': { known: { reason: 'Agreed.', link: '', until: '2027-01-01' } },
};

for (const [name, difference] of Object.entries(OTHERS)) {
  test(`a finding with ${name} is shown by itself`, () => {
    const groups = groupAlike([numeric(400), { ...numeric(422), ...difference }]);
    expect(groups.map(({ shown }) => shown.status)).toEqual([400, 422]);
  });
}

test('a wrong value is told from another one, and a wrong status from another one', () => {
  const page = (status: number, actual: string) =>
    sampleFinding({
      status,
      actual,
      where: 'header Content-Type',
      clause: '#/content',
      signature: `default-content-type ${status} #/content header Content-Type`,
      requirement: 'default-content-type',
    });
  expect(groupAlike([page(400, 'text/html'), page(500, 'text/html')])).toHaveLength(1);
  expect(groupAlike([page(400, 'text/html'), page(500, 'text/plain')])).toHaveLength(2);
  const failing = (status: number) =>
    sampleFinding({
      status,
      actual: 'a server error',
      where: 'status',
      clause: '#/responses',
      requirement: 'no-server-error',
      signature: `no-server-error ${status} #/responses`,
    });
  expect(groupAlike([failing(500), failing(503)])).toHaveLength(2);
});

test('terminal, JUnit, summary and annotations show it once, with the other statuses', () => {
  const terminal = renderClosing(REPORT, 'reports/out');
  expect(terminal.match(/^ {2}expected /gm)).toHaveLength(1);
  expect(terminal).toContain('with status 400, seen 4 times');
  expect(terminal).toContain('npm run replay -- 422.json');
  const junit = renderJunit(REPORT);
  expect(junit).toContain('message="/status is 415, also with status 400, 422"');
  expect(junit.match(/^ {2}expected /gm)).toHaveLength(1);
  expect(
    renderSummary(REPORT).match(/<details>.*default-status<\/b>.*also with status 400, 422/g),
  ).toHaveLength(1);
  const [annotation, ...others] = renderAnnotations(REPORT).trimEnd().split('\n');
  expect(annotation).toContain('%0Aalso with status 400, 422%0A');
  expect(others).toEqual([]);
});

test('the page shows it once, and unfolds the others with request, response and lines to send', async ({
  page,
  open,
}) => {
  await open(REPORT);
  await expect(page.locator('.finding')).toHaveCount(1);
  await expect(page.locator('.finding .also')).toHaveText('also with status 400, 422');
  const others = page.getByText('Show it also with status 400, 422');
  await others.click();
  await expect(page.locator('pre', { hasText: 'npm run replay -- 400.json' })).toBeVisible();
  await expect(page.locator('pre', { hasText: '"status": 422' })).toBeVisible();
});

test('the baseline excuses all of them', () => {
  expect(updatedBaseline(REPORT, null).map(({ signature }) => signature)).toEqual([
    `default-status * ${CLAUSE}/type /status`,
  ]);
});

function reportOf(failures: readonly ReportedFinding[]) {
  return sampleReport({
    verdict: 'nonconformant',
    exitCode: 1,
    reason: { kind: 'nonconformant', message: '1 of 11 gating requirements fails.' },
    requirements: sampleCatalogue({ 'default-status': { verdict: 'fail', failures } }),
  });
}

function numeric(status: number): ReportedFinding {
  return sampleFinding({
    requirement: 'default-status',
    signature: `default-status ${status} ${CLAUSE}/type /status`,
    clause: `${CLAUSE}/type`,
    where: '/status',
    expected: 'a string',
    actual: `${status} (number)`,
    message: `/status is ${status}`,
    status,
    count: 4,
    response: sampleResponse(status, JSON.stringify({ status, title: 'No' })),
    replay: `npm run replay -- ${status}.json`,
  });
}
