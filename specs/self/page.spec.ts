import { expect } from '@playwright/test';
import { deviatingRun } from './reports/deviating-run.ts';
import { baselineRun, inconclusiveRun, partialRun } from './reports/other-runs.ts';
import { test } from './reports/page-test.ts';
import { sampleFinding, sampleRequest, sampleResponse } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleCatalogue, sampleRequirement } from './reports/sample-requirements.ts';

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
  await expect(page.locator('.row')).toHaveCount(deviatingRun().requirements.length);
  const status = page.locator('#requirement-default-status');
  await expect(status).toContainText('The status of an error is a string.');
  await expect(status.locator('.meta')).toHaveText(
    /failed\s+default-status\s+declared\s+exercised 412 times/,
  );
  await expect(status.locator('.clause')).toHaveText(
    /#\/components\/schemas\/Error\/properties\/status\/type\s+"type":"string"/,
  );
});

test('findings come first, above the filter, and unfolded; warnings and all that passed are folded', async ({
  page,
  open,
}) => {
  await open(deviatingRun());
  await expect(page.locator('main h2').first()).toHaveText(/^\s*Findings 4/);
  await expect(page.locator('#findings .finding[open]')).toHaveCount(5);
  const below = `document.querySelector('#findings').compareDocumentPosition(document.querySelector('#filter'))`;
  expect(await page.evaluate(below)).toBe(4);
  const warning = page.locator('#warning .requirement');
  await expect(warning).not.toHaveAttribute('open');
  await expect(page.locator('.row:visible')).toHaveCount(0);
  await page.locator('.group[data-status="pass"] summary').click();
  await expect(page.locator('.row:visible')).toHaveCount(7);
  await warning.locator('summary').first().click();
  await expect(warning.locator('.finding').first()).toContainText('Replay');
});

test('findings with one sentence are told apart by their status', async ({ page, open }) => {
  const [first, second] = [sampleFinding(), sampleFinding({ status: 422 })];
  await open(
    sampleReport({
      requirements: sampleCatalogue({
        '200-object-roles': { verdict: 'fail', failures: [first, second] },
      }),
    }),
  );
  await expect(page.locator('.finding .status')).toHaveText(['200', '422']);
});

test('a finding about the status marks the status, not the body', async ({ page, open }) => {
  const failure = sampleFinding({
    requirement: 'default-status',
    where: 'status',
    status: 500,
    response: sampleResponse(500, '{"status":"500"}'),
  });
  await open(
    sampleReport({
      requirements: sampleCatalogue({ 'default-status': { verdict: 'fail', failures: [failure] } }),
    }),
  );
  await expect(page.locator('.finding mark')).toHaveText('500 in 12 ms, 16 bytes');
  await expect(page.locator('.finding .place')).toContainText('the status');
});

test('of a large response only the place is shown, without what the suite stored', async ({
  page,
  open,
}) => {
  const stored = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`cts_key_${index}`, index]),
  );
  const failure = sampleFinding({
    where: '/object/preferences/cts_key_150',
    response: sampleResponse(
      200,
      JSON.stringify({ object: { email: 'e', preferences: { language: 'nl', ...stored } } }),
    ),
  });
  await open(
    sampleReport({
      requirements: sampleCatalogue({
        '200-object-roles': { verdict: 'fail', failures: [failure] },
      }),
    }),
  );
  const body = page.locator('.finding .message-view').last().locator('pre').first();
  await expect(body).toHaveText(
    /"email": "e",\s+"preferences": {\s+"language": "nl",\s+… 150 more,\s+"cts_key_150": 150,\s+… 149 more\s+}/,
  );
  await expect(page.locator('.finding mark').first()).toHaveText('"cts_key_150": 150');
});

test('a request shows all that it sends, the keys of the suite too', async ({ page, open }) => {
  const failure = sampleFinding({
    where: 'status',
    request: sampleRequest({ body: '{"updatedPreferences":{"cts_true":null,"cts_zero":"a"}}' }),
    before: [sampleRequest({ body: '{"updatedPreferences":{"cts_on":false}}' })],
  });
  await open(
    sampleReport({
      requirements: sampleCatalogue({
        '200-object-roles': { verdict: 'fail', failures: [failure] },
      }),
    }),
  );
  const bodies = page.locator('.finding .message-view pre');
  await expect(bodies.nth(0)).toContainText('"cts_on": false');
  await expect(bodies.nth(1)).toHaveText(/{\s+"cts_true": null,\s+"cts_zero": "a"\s+}/);
  await expect(page.locator('.finding .gap')).toHaveCount(0);
});

test('of a response that was cut, the place of the finding is shown', async ({ page, open }) => {
  const failure = sampleFinding({
    where: '/object/preferences/theme',
    response: sampleResponse(200, '{"object":{"preferences":{"a":"…', {
      bodyBytes: 20_000,
      excerpt: { before: '{\n  … 40 more,\n  ', place: '"theme": 1', after: ',\n  … 30 more\n}' },
    }),
  });
  await open(
    sampleReport({
      requirements: sampleCatalogue({
        '200-object-roles': { verdict: 'fail', failures: [failure] },
      }),
    }),
  );
  const response = page.locator('.finding .message-view').last();
  await expect(response.locator('pre').first()).toHaveText(/… 40 more,\s+"theme": 1,\s+… 30 more/);
  await expect(response.locator('mark')).toHaveText('"theme": 1');
  await expect(response.locator('summary')).toHaveText(/First 34 bytes of the body's 19.5 KiB/);
});

test('what the run did not ask is told apart from what did not occur, with its setting', async ({
  page,
  open,
}) => {
  const untested = {
    verdict: 'not-applicable',
    exercised: 0,
    optIn: 'SPACES=one,two',
    untested: true,
    note: 'Not tested: SPACES=one,two tests it.',
  } as const;
  await open(sampleReport({ requirements: sampleCatalogue({ 'default-status': untested }) }));
  await page.locator('.group[data-status="not-tested"] summary').click();
  await expect(page.locator('#requirement-default-status')).toContainText(
    'SPACES=one,two tests it',
  );
});

test('an earlier run is compared with: new, gone, still there', async ({ page, open }) => {
  const change = (name: 'new' | 'gone' | 'still there') => ({
    requirement: '200-object-roles',
    signature: name,
    message: `the ${name} one`,
    change: name,
  });
  const previous = {
    startedAt: '2026-03-02T10:15:00.000Z',
    target: 'https://staging.example.com/api/v1',
    ...{ profile: 'default', verdict: 'nonconformant', seed: 42, suite: '0.1.0', contract: '9f' },
  };
  const findings = [change('still there'), change('gone'), change('new')];
  await open({ ...deviatingRun(), comparison: { previous, findings } });
  const section = page.locator('#comparison');
  await expect(section).toContainText('1 new, 1 gone, 1 still there');
  await expect(section).toContainText('2026-03-02 10:15:00 UTC');
  await expect(section.getByText('the gone one')).toBeVisible();
  await expect(section.getByText('the still there one')).toBeHidden();
});

test('the page says what its words mean, and how to get the suite', async ({ page, open }) => {
  await open(deviatingRun());
  await page.evaluate('location.hash = "words"');
  const words = page.locator('#words');
  await expect(words.getByText('$X_API_KEY')).toBeVisible();
  await expect(words.locator('dt', { hasText: '#/…' })).toBeVisible();
  await expect(words).toContainText('ask whoever sent you this page for alumio-conformance 0.1.0');
  await expect(words).toContainText('ALLOW_WRITES=your.server npm run conformance');
  const suite = { name: 'alumio-conformance', version: '0.1.0', homepage: 'https://x.example/s' };
  await open(sampleReport({ suite }));
  await expect(page.locator('#words a')).toHaveAttribute('href', 'https://x.example/s');
});

test('a finding sets expected against actual and marks the place in the response', async ({
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
  await expect(finding.locator('.place')).toContainText(
    '@valid-updates, specs/conformance/4-random-input.spec.ts:12:24',
  );
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
  await saved.locator('summary').first().click();
  await expect(saved.locator('.before li').filter({ hasText: 'Step 1' })).toContainText('"dark"');
  await expect(saved.locator('.before')).toContainText('2 earlier steps');
});

test('clauses of an RFC link to their section', async ({ page, open }) => {
  await open(sampleReport());
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('link', { name: 'RFC 9110, section 15.5.2' })).toHaveAttribute(
    'href',
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
  );
});

test('no label of the latency plot is crossed by a line', async ({ page, open }) => {
  await open(sampleReport());
  await expect(page.locator('#latency text.quantile ~ line.quantile')).toHaveCount(0);
  const text = page.locator('#latency svg text.quantile').last();
  await expect(text).toHaveCSS('paint-order', 'stroke');
});

test('known, stale and error stand apart, each with its reason', async ({ page, open }) => {
  await open(baselineRun());
  const known = page.locator('#requirement-200-object-preferences');
  await known.locator('summary').first().click();
  await known.getByText('/object/preferences is []').click();
  await expect(known).toContainText('Known deviation until 2026-06-30');
  await expect(known.getByRole('link', { name: 'tracker.example.com' })).toBeVisible();
  await expect(page.locator('[data-status="stale"] .note')).toContainText('matched nothing');
  await expect(page.locator('[data-status="error"] .note')).toContainText('The judge threw');
});

test('an inconclusive run says why on one screen, without empty figures', async ({
  page,
  open,
}) => {
  await open(inconclusiveRun());
  await expect(page.locator('.reason')).toContainText('set API_TOKEN');
  await expect(page.locator('section')).toHaveCount(2);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(900);
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
  await page.getByText('Show places and counts').click();
  await expect(page.locator('.tree .unseen')).toHaveCount(3);
  await expect(page.locator('.tree')).toContainText('200 · UserResponse');
  const item = page.locator('.tree li').filter({ hasText: 'each item' }).last();
  await expect(item).toContainText('propertyPath');
  await expect(page.locator('#strength .lead')).toHaveText(
    'Of 121 single changes to conforming responses the schemas catch 95 (78 %). What they admit would go unnoticed:',
  );
  await page.getByText('Show 3 weaknesses').click();
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

test('in print all requirements and weaknesses are listed, and nothing asks to be unfolded', async ({
  page,
  open,
}) => {
  await open(deviatingRun());
  await page.emulateMedia({ media: 'print' });
  for (const row of await page.locator('.row h4').all()) await expect(row).toBeVisible();
  await expect(page.getByRole('row', { name: 'object removed' })).toBeVisible();
  for (const text of [/^Show /, /^Data$/, /^Explain /, /^Whole body/])
    await expect(page.getByText(text).filter({ visible: true })).toHaveCount(0);
});

test('a body that masks made shorter is whole, and an option of curl stands on one line', async ({
  page,
  open,
}) => {
  const body = JSON.stringify({ object: { preferences: { a: 1, list: Array(3000).fill(1) } } });
  const failure = sampleFinding({
    where: '/object/preferences/a',
    response: sampleResponse(200, body, { bodyBytes: body.length + 12 }),
    curl: 'curl -sSi -X PUT \'http://127.0.0.1/\' --data-raw \'{"a":"x -y "}\'',
  });
  const failing = { verdict: 'fail', failures: [failure] } as const;
  await open(sampleReport({ requirements: sampleCatalogue({ '200-object-roles': failing }) }));
  await expect(page.getByText(/^Whole body, /)).toBeVisible();
  const curl = page.locator('.finding .command pre').first();
  await expect(curl).toHaveText(failure.curl);
  await expect(curl.locator('.option')).toHaveText(['-sSi', '-X', '--data-raw', '-y']);
});

test('blanks that a finding is about are shown, each of them', async ({ page, open }) => {
  const [expected, actual] = ['"  a   "', '" a"'];
  const message = `expected ${expected}, got ${actual}`;
  const response = sampleResponse(200, '{}', { headers: [['x-name', 'a   b']] });
  const failure = sampleFinding({ expected, actual, message, response });
  const failing = { verdict: 'fail', failures: [failure] } as const;
  await open(sampleReport({ requirements: sampleCatalogue({ '200-object-roles': failing }) }));
  const textOf = (part: string): Promise<string> =>
    page.locator(`.finding ${part}`).first().innerText();
  expect(await textOf('.message')).toBe(message);
  expect(await textOf('.expected dd')).toBe(expected);
  expect(await textOf('.actual dd')).toBe(actual);
  expect(await textOf('.headers li:has-text("x-name")')).toBe('x-name: a   b');
});

test('latency stands in its own section only', async ({ page, open }) => {
  const statement = 'Half of the responses took up to 5 ms.';
  const latency = { kind: 'latency', statement };
  const other = { kind: 'reading', statement: 'Read so.' };
  await open(sampleReport({ observations: [latency, other] }));
  await expect(page.locator('#observations')).toContainText('Read so.');
  await expect(page.getByText(statement)).toHaveCount(0);
  await open(sampleReport({ observations: [latency], latencies: [5] }));
  await expect(page.locator('#observations')).toContainText(statement);
});

test('of many findings the first ones are unfolded, and a request of many inputs does not name all', async ({
  page,
  open,
}) => {
  const label = 'input '.repeat(300);
  const failures = [sampleFinding({ request: sampleRequest({ label }) })];
  const requirements = Array.from({ length: 9 }, (_, index) =>
    sampleRequirement({ id: `claim-${index}`, verdict: 'fail', failures }),
  );
  await open(sampleReport({ requirements }));
  await expect(page.locator('#findings .finding')).toHaveCount(9);
  await expect(page.locator('#findings .finding[open]')).toHaveCount(5);
  await expect(page.locator('.message-view .quiet').first()).toContainText(/ and 28\d more$/);
});
