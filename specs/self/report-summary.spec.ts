import { expect, test } from '@playwright/test';
import { renderSummary, SUMMARY_LIMIT } from '../../reports/formats/summary.ts';
import { deviatingRun, HOSTILE } from './reports/deviating-run.ts';
import { inconclusiveRun, partialRun } from './reports/other-runs.ts';
import { sampleFinding, sampleResponse } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleCatalogue } from './reports/sample-requirements.ts';

test('a conforming run opens with the verdict, then the facts', () => {
  const lines = renderSummary(sampleReport()).split('\n');
  expect(lines[0]).toBe('## The target conforms to the contract');
  expect(lines).toContain('| Exit code | 0 |');
  expect(lines).toContain('| Profile and seed | default, <code>42</code> |');
  expect(lines).not.toContain('### Findings');
});

test('an observation says how often it was seen, and gives its example', () => {
  expect(renderSummary(sampleReport())).toContain('/object/id. Seen 412 times, such as 7.');
});

test('a sentence of the suite is told whole', () => {
  const statement = `The target keeps ${'a name, '.repeat(100)}and no more.`;
  const summary = renderSummary(sampleReport({ observations: [{ kind: 'restore', statement }] }));
  expect(summary).toContain(statement);
});

test('an inconclusive run says what to do, a partial and a strict one that they are', () => {
  expect(renderSummary(inconclusiveRun())).toContain('set API&#95;TOKEN to a valid bearer token');
  expect(renderSummary(partialRun())).toContain('**Partial run**');
  expect(renderSummary(partialRun())).toContain('**Strict**');
});

test('every finding unfolds to its failure page', () => {
  const summary = renderSummary(deviatingRun());
  expect(summary).toContain('<details><summary><b>200-object-roles</b> failed · ');
  expect(summary).toContain('<b>update-is-saved</b> warning · ');
  expect(summary).toContain("replay     SEED=42 npm run replay -- 200-object-roles '17:0:1'");
});

test('hostile responses stay text', () => {
  const summary = renderSummary(deviatingRun());
  expect(HOSTILE).toContain('```');
  const outside = summary.replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, '');
  expect(outside).not.toMatch(/<script|<img|@everyone|^# heading|\$x\$/m);
  expect(outside.match(/<\/?[a-z]+/g)?.filter((tag) => !EXPECTED_TAGS.has(tag))).toEqual([]);
  expect(summary).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
});

test('a summary of any size stays under the limit and says what it leaves out', () => {
  const response = sampleResponse(200, 'é'.repeat(50_000));
  const failures = Array.from({ length: 400 }, () =>
    sampleFinding({ response, curl: `curl '${'ö'.repeat(20_000)}'` }),
  );
  const requirements = sampleCatalogue({ '200-object-roles': { verdict: 'fail', failures } });
  const summary = renderSummary(sampleReport({ verdict: 'nonconformant', requirements }));
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(SUMMARY_LIMIT);
  expect(Buffer.byteLength(summary)).toBeGreaterThan(SUMMARY_LIMIT / 2);
  expect(summary).toMatch(/\d+ parts left out for size: see `index.html`\.\n$/);
  expect(summary).toContain('<details><summary>13 requirements</summary>');
});

const EXPECTED_TAGS = new Set(
  ['details', 'summary', 'b', 'code'].flatMap((name) => [`<${name}`, `</${name}`]),
);
