import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReporterOptions } from '../../../reports/verdict/reporter-options.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = join(ROOT, 'node_modules/@playwright/test/cli.js');
const PROJECTS = join(ROOT, 'test-results/reporter');
const REPORTER = join(ROOT, 'reports/conformance-reporter.ts');

/** What a run of Playwright left behind. */
export interface ReporterRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `conformance.json` as text; `null` where none was written. */
  readonly report: string | null;
  readonly directory: string;
}

/** A project of its own: spec files by name, and what more is configured. */
export interface Project {
  readonly specs: Readonly<Record<string, string>>;
  /** More members of the configuration, as source text. */
  readonly config?: string;
  /** Reports for merging are written too. */
  readonly blob?: true;
}

const written: string[] = [];

/** A new directory, for a project or for the reports of one. */
export function freshDirectory(): string {
  mkdirSync(PROJECTS, { recursive: true });
  const directory = mkdtempSync(join(PROJECTS, 'run-'));
  written.push(directory);
  return directory;
}

/** The options of a reporter that writes into a directory, of a run of some claims. */
export function reporterOptions(directory: string, claims: readonly string[]): ReporterOptions {
  return {
    target: 'http://127.0.0.1:1',
    profile: 'smoke',
    seed: 1,
    strict: false,
    baseline: null,
    contract: join(ROOT, 'schema/alumio.openapi.yaml'),
    readOperation: null,
    claims,
    problems: null,
    out: join(directory, 'out'),
  };
}

/** Takes all of them away again that this process has made. */
export function removeProjects(): void {
  for (const directory of written.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** Writes a Playwright project with the suite's reporter into a directory of its own, and gives that. */
export function writeProject({ specs, config = '', blob }: Project): string {
  const directory = freshDirectory();
  const claims = Object.keys(specs).map((name) => name.replace('.spec.ts', ''));
  const given = reporterOptions(directory, claims);
  writeFileSync(
    join(directory, 'playwright.config.ts'),
    `const conformance = ${JSON.stringify(given)};
     export default {
       testDir: '.', outputDir: 'results', workers: 1, metadata: { conformance },
       reporter: [[${JSON.stringify(REPORTER)}, conformance]${blob ? ", ['blob', { outputDir: 'blob-report' }]" : ''}],
       ${config}
     };`,
  );
  for (const [name, source] of Object.entries(specs)) writeFileSync(join(directory, name), source);
  return directory;
}

/** Runs Playwright in a project, to its end. */
export async function runPlaywright(
  directory: string,
  args: readonly string[] = ['test'],
): Promise<ReporterRun> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const file = join(directory, 'out/conformance.json');
  return {
    code,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    report: existsSync(file) ? readFileSync(file, 'utf8') : null,
    directory,
  };
}

/** Writes a project and runs its tests once. */
export async function runProject(project: Project, args?: readonly string[]): Promise<ReporterRun> {
  return runPlaywright(writeProject(project), args);
}
