import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { JsonSchema } from '../../schema/contract/operation.ts';
import { arbitraryForSchema } from '../../schema/generate/index.ts';
import { isSchema } from '../../schema/generate/keywords.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';

/** How the engine fared with one schema of the official suite. */
interface Row {
  readonly name: string;
  readonly values: number;
  readonly valid: number;
  readonly distinct: number;
  /** The part of the candidates that the validator accepted. */
  readonly acceptance: number;
  readonly milliseconds: number;
  readonly problem: string;
}

interface Group {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly valid: readonly unknown[];
}

const wanted = 50;
const limitMs = 6000;

function main(directory: string | undefined): void {
  if (directory === undefined || !existsSync(directory)) {
    throw new Error(
      'Give the directory of a checkout of JSON-Schema-Test-Suite: tsx specs/bench/json-schema-test-suite.ts DIR',
    );
  }
  const rows = groupsOf(directory)
    .map(row)
    .filter((each) => each !== null);
  report(rows);
}

function groupsOf(directory: string): Group[] {
  const dialect = path.join(directory, 'tests', 'draft2020-12');
  const folders = [
    dialect,
    path.join(dialect, 'optional'),
    path.join(dialect, 'optional', 'format'),
  ];
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) =>
        groupsIn(path.join(folder, file), path.relative(dialect, path.join(folder, file))),
      ),
  );
}

function groupsIn(file: string, name: string): Group[] {
  const groups: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return list(groups).flatMap((group) => {
    if (!isJsonObject(group) || !isSchema(group.schema)) return [];
    const valid = list(group.tests).filter((test) => isJsonObject(test) && test.valid === true);
    return [
      {
        name: `${name}: ${String(group.description)}`,
        schema: group.schema,
        valid: valid.map((test) => (isJsonObject(test) ? test.data : undefined)),
      },
    ];
  });
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `null` where Ajv does not compile the schema, or agrees with no valid instance of the suite. */
function row({ name, schema, valid }: Group): Row | null {
  const validate = validatorOf(schema);
  if (validate === null || !validates(valid, validate)) return null;
  const started = performance.now();
  let judged = 0;
  const [values, problem] = sample(schema, (value) => {
    judged += 1;
    return validate(value);
  });
  const milliseconds = performance.now() - started;
  const sent = values.map((value): unknown => JSON.parse(JSON.stringify(value)));
  return {
    name,
    values: sent.length,
    valid: sent.filter(validate).length,
    distinct: new Set(sent.map((value) => JSON.stringify(value))).size,
    acceptance: values.length / Math.max(1, judged),
    milliseconds,
    problem: milliseconds > limitMs ? `took longer than ${String(limitMs)} ms` : problem,
  };
}

function validatorOf(schema: JsonSchema): ((value: unknown) => boolean) | null {
  try {
    const ajv = new Ajv2020({ strict: false, allErrors: true, ownProperties: true, logger: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    return (value) => validate(value);
  } catch {
    return null;
  }
}

/** Whether Ajv finds an instance valid; Ajv overflows the stack on some schemas, which it cannot judge. */
function validates(instances: readonly unknown[], validate: (value: unknown) => boolean): boolean {
  try {
    return instances.filter(validate).length > 0;
  } catch {
    return false;
  }
}

function sample(
  schema: JsonSchema,
  validate: (value: unknown) => boolean,
): [values: readonly unknown[], problem: string] {
  try {
    const values = arbitraryForSchema(schema, { validate });
    return [fc.sample(values, { numRuns: wanted, seed: 42 }), ''];
  } catch (error) {
    return [[], error instanceof Error ? error.message : String(error)];
  }
}

function report(rows: readonly Row[]): void {
  const supported = rows.filter(({ values, problem }) => values === wanted && problem === '');
  const values = rows.reduce((sum, each) => sum + each.values, 0);
  const valid = rows.reduce((sum, each) => sum + each.valid, 0);
  const times = rows.map(({ milliseconds }) => milliseconds);
  const seconds = times.reduce((sum, each) => sum + each, 0) / 1000;
  const lines = [
    `schemas            ${String(rows.length)}`,
    `supported          ${percent(supported.length, rows.length)}`,
    `values valid       ${percent(valid, values)}`,
    `median distinct    ${String(median(supported.map(({ distinct }) => distinct)))} of ${String(wanted)}`,
    `acceptance         ${spread(supported.map(({ acceptance }) => acceptance))}`,
    `seconds in all     ${seconds.toFixed(1)}`,
    `slowest, ms        ${Math.max(...times).toFixed(0)}`,
    ...rows
      .filter(({ problem }) => problem !== '')
      .map(({ name, problem }) => `  ${name}: ${problem}`),
    ...[...rows]
      .sort((left, right) => right.milliseconds - left.milliseconds)
      .slice(0, 5)
      .map(({ name, milliseconds }) => `  ${milliseconds.toFixed(0)} ms  ${name}`),
  ];
  console.log(lines.join('\n'));
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} % (${String(part)} of ${String(whole)})`;
}

function spread(parts: readonly number[]): string {
  const sorted = [...parts].sort((left, right) => left - right);
  const twentieth = sorted[Math.floor(parts.length / 20)] ?? 0;
  return `worst ${String(sorted[0])}, 5 % below ${twentieth.toFixed(2)}, median ${median(parts).toFixed(2)}`;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}

main(process.argv[2]);
