import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject } from 'ajv';
import type { ReporterRun } from './run-reporter.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../reports/conformance.schema.json', import.meta.url), 'utf8'),
) as AnySchemaObject;
const validate = new Ajv2020({ strict: true }).compile(schema);

/** The exit code, the reason, a file that keeps its schema, and a last line that says it. */
export function assertVerdict(run: ReporterRun, code: number, kind: string): void {
  expect(run.code, run.stdout + run.stderr).toBe(code);
  const report: unknown = JSON.parse(run.report ?? 'null');
  expect(report).toMatchObject({ exitCode: code, reason: { kind } });
  assertSchema(report);
  const last = run.stdout.trimEnd().split('\n').at(-1);
  expect(last).toContain((report as { reason: { message: string } }).reason.message);
}

/** That a report keeps its JSON Schema. */
export function assertSchema(report: unknown): void {
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
}
