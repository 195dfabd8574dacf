import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Suite,
  TestCase,
  TestResult,
} from '@playwright/test/reporter';
import ConformanceReporter from '../../../reports/conformance-reporter.ts';
import type { Evidence } from '../../../schema/requirements/evidence.ts';
import { fakeEvidence } from './fake-evidence.ts';
import { freshDirectory, reporterOptions, type ReporterRun } from './run-reporter.ts';

/** A claim's test as Playwright tells of it; passed with its evidence, if nothing else is said. */
export interface ToldTest {
  readonly evidence: Partial<Evidence> & { readonly claim: string };
  readonly status?: TestResult['status'];
  /** What is attached in place of the evidence; `null` for nothing. */
  readonly attached?: string | null;
}

/** What a reporter is told of a run. */
export interface Told {
  readonly tests: readonly ToldTest[];
  /** What differs in its options. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Arguments after `playwright`: `test`, if nothing else is said. */
  readonly args?: readonly string[];
  /** Where it writes to: a directory of its own, if nothing else is said. */
  readonly directory?: string;
}

/** Tells a reporter of a run in this process, in the order in which Playwright tells it, and gives what it left behind. */
export async function driveReporter({
  tests,
  options = {},
  args = ['test'],
  directory = freshDirectory(),
}: Told): Promise<ReporterRun> {
  let [code, stdout, stderr]: [number | null, string, string] = [null, '', ''];
  const given = { ...reporterOptions(directory, tests.map(claimOf)), ...options };
  const reporter = new ConformanceReporter(given, {
    argv: ['node', 'cli.js', ...args],
    env: {},
    stdout: {
      write: (text, written) => {
        stdout += text;
        written?.();
      },
    },
    stderr: { write: (text) => (stderr += text) },
    exit: (ended) => (code ??= ended),
  });
  const status = await tell(reporter, tests);
  await reporter.onEnd({ status, startTime: new Date(), duration: 1 });
  await reporter.onExit();
  const file = join(directory, 'out/conformance.json');
  const report = existsSync(file) ? readFileSync(file, 'utf8') : null;
  return { code, stdout, stderr, report, directory };
}

async function tell(
  reporter: ConformanceReporter,
  tests: readonly ToldTest[],
): Promise<FullResult['status']> {
  const config = { metadata: {}, shard: null } as unknown as FullConfig;
  try {
    await reporter.preprocess({ config });
  } catch (error) {
    reporter.onError({ message: String(error) });
    return 'failed';
  }
  const cases = tests.map(testCase);
  reporter.onBegin(config, { allTests: () => cases } as Suite);
  for (const each of cases) {
    reporter.onTestBegin(each);
    for (const result of each.results) reporter.onTestEnd(each, result);
  }
  return tests.every(({ status = 'passed' }) => status === 'passed') ? 'passed' : 'failed';
}

function testCase({ evidence, status = 'passed', attached }: ToldTest): TestCase {
  const text = attached === undefined ? JSON.stringify(fakeEvidence(evidence)) : attached;
  const body = text === null ? [] : [Buffer.from(text)];
  const attachments = body.map((bytes) => ({ name: 'evidence', body: bytes, contentType: '' }));
  const error = { message: 'It has findings.' };
  const result = { status, attachments, ...(status === 'failed' && { error }) };
  return { title: 'A fact', tags: [`@${evidence.claim}`], results: [result] } as TestCase;
}

function claimOf({ evidence }: ToldTest): string {
  return evidence.claim;
}
