import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConformanceReport } from '../../../reports/formats/conformance-report.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RUNS = join(ROOT, 'test-results/runs');
/** Limits that only a hang reaches, however busy the machine is. */
const PATIENCE = { TIMEOUT_MS: '120000', RUN_TIMEOUT_MS: '3600000' };
const LAUNCHER = join(ROOT, 'fixtures/command/launch.mjs');

const BLOB = '--reporter=blob,./reports/conformance-reporter.ts';

/** A run of the suite that has ended. */
export interface EndedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** All that it wrote: paths below its directory of results, with octets. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** What to run. */
export interface RunOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Arguments after `npm run conformance --`. */
  readonly args?: readonly string[];
  /** Writes a blob, as shards do. */
  readonly blob?: boolean;
  /** Sends the run an interrupt, as Ctrl-C does, once this is fulfilled. */
  readonly interruptAfter?: Promise<unknown>;
  /** Runs it as npm does, in a shell, and ends that shell by SIGTERM once this is fulfilled; the code is the shell's. */
  readonly leaveAfter?: Promise<unknown>;
}

/** A shell that stays there while a command runs. */
const SHELL = ['/bin/sh', '-c', '"$@"; exit $?', 'sh'] as const;

/** Runs `npm run conformance` in a process and a directory of results of its own, to its end. */
export async function run({
  variables = {},
  args = [],
  blob = false,
  interruptAfter,
  leaveAfter,
}: RunOptions): Promise<EndedRun> {
  mkdirSync(RUNS, { recursive: true });
  const directory = mkdtempSync(join(RUNS, 'run-'));
  const out = join(directory, 'out');
  const [command = '', ...commandArgs] = [
    ...(leaveAfter === undefined ? [] : SHELL),
    process.execPath,
    LAUNCHER,
    'conformance',
    '--output',
    join(directory, 'artifacts'),
    ...args,
    ...(blob ? [BLOB] : []),
  ];
  const child = spawn(command, commandArgs, {
    cwd: ROOT,
    env: {
      ...(leaveAfter !== undefined && { npm_lifecycle_event: 'conformance' }),
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CONFORMANCE_OUT: out,
      ...PATIENCE,
      PLAYWRIGHT_BLOB_OUTPUT_FILE: join(out, 'blobs/1.zip'),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  void interruptAfter?.then(() => child.kill('SIGINT'));
  void leaveAfter?.then(() => child.kill('SIGTERM'));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const files = filesBelow(directory);
  rmSync(directory, { recursive: true });
  return { code, stdout: textOf(stdout), stderr: textOf(stderr), files };
}

/** What a run wrote to `conformance.json`. Throws when it wrote none. */
export function reportOf({ files, stderr }: EndedRun): ConformanceReport {
  const report: unknown = JSON.parse(fileNamed(files, 'out/conformance.json', stderr));
  if (!isReport(report)) throw new Error('conformance.json is no report');
  return report;
}

/** The text of a file that a run wrote. Throws when it did not. */
export function fileNamed(files: EndedRun['files'], name: string, why = ''): string {
  const file = files.get(name);
  if (file === undefined)
    throw new Error(`no ${name}, only ${[...files.keys()].join(' ')}: ${why}`);
  return file.toString();
}

function filesBelow(directory: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(directory.length + 1), readFileSync(path)]),
  );
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}

function isReport(value: unknown): value is ConformanceReport {
  return typeof value === 'object' && value !== null && 'verdict' in value;
}
