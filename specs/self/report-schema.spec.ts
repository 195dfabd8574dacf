import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject } from 'ajv';
import { deviatingRun } from './reports/deviating-run.ts';
import { baselineRun, inconclusiveRun, partialRun } from './reports/other-runs.ts';
import { sampleReport } from './reports/sample-report.ts';

const file = new URL('../../reports/conformance.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const RUNS = {
  conforming: sampleReport(),
  deviating: deviatingRun(),
  inconclusive: inconclusiveRun(),
  partial: partialRun(),
  baseline: baselineRun(),
};

for (const [name, report] of Object.entries(RUNS)) {
  test(`the schema of conformance.json accepts a ${name} run`, () => {
    const valid = validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors).toBeNull();
    expect(valid).toBe(true);
  });
}

test('the schema refuses a member that it does not know, at any depth', () => {
  const paths = objectPaths(deviatingRun());
  expect(paths.length).toBeGreaterThan(50);
  for (const path of paths) {
    const report: unknown = JSON.parse(JSON.stringify(deviatingRun()));
    addMember(report, path);
    expect(validate(report), path.join('/')).toBe(false);
  }
});

test('the schema refuses a report that lacks any member', () => {
  for (const member of Object.keys(sampleReport())) {
    const report = Object.fromEntries(
      Object.entries(sampleReport()).filter(([name]) => name !== member),
    );
    expect(validate(report), member).toBe(false);
  }
});

test('the schema refuses an unknown verdict', () => {
  expect(validate({ ...sampleReport(), verdict: 'green' })).toBe(false);
});

/** Paths to all objects of a report, without the maps that are open by design. */
function objectPaths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  if (path.at(-1) === 'data' || path.at(-2) === 'coverage') return [];
  const below = Object.entries(value).flatMap(([name, member]) =>
    objectPaths(member, [...path, name]),
  );
  return Array.isArray(value) ? below : [[...path], ...below];
}

function addMember(root: unknown, path: readonly string[]): void {
  const parent = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown>)[name],
    root,
  );
  Object.assign(parent as object, { surprise: true });
}
