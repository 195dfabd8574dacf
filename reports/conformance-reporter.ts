import { relative } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import type { ReportedFinding, RunError } from '../schema/requirements/evidence.ts';
import { collectAllGarbage } from '../schema/garbage.ts';
import { terminalText } from '../schema/visible-text.ts';
import { writeBaseline } from './baseline/write-baseline.ts';
import { compareRuns, readPrevious } from './formats/comparison.ts';
import type { ConformanceReport } from './formats/conformance-report.ts';
import { claimOf, errorMessage, outcomesOf } from './verdict/evidence-attachment.ts';
import { basisError, brokenRows, type JudgingBasis, NO_BASIS } from './verdict/judging-basis.ts';
import { type Invocation, invocationOf, loadJudging } from './verdict/load-judging.ts';
import { type ClaimOutcome, errorsIn } from './verdict/run-results.ts';
import { Progress, type RunnerProcess } from './progress.ts';
import { RecordedRun } from './verdict/recorded-run.ts';
import { factsOf } from './verdict/reported-facts.ts';
import {
  estimateIn,
  isEmbedded,
  readReporterOptions,
  type ReporterOptions,
} from './verdict/reporter-options.ts';
import { isPutBack } from './formats/restoration.ts';
import { endShard } from './verdict/run-verdict.ts';
import { failingLine, renderClosing, requirementLines } from './formats/terminal.ts';
import { decide } from './verdict/verdict.ts';
import { clearReports, tellPipeline, writeReports } from './write-reports.ts';

const DEFAULT_OUT = 'reports/out';
/** Playwright's error for an empty selection, which has a verdict of its own. */
const NO_TESTS = 'No tests found';

/**
 * Playwright's side of the verdict: gathers the evidence of all claims, lets it be decided, prints and writes
 * what was decided, and ends the process with its exit code. Fails closed: whatever it throws ends in 2.
 */
export default class ConformanceReporter implements Reporter {
  readonly #process: RunnerProcess;
  readonly #invocation: Invocation;
  readonly #progress: Progress;
  readonly #record: RecordedRun;
  readonly #errors: RunError[] = [];
  readonly #failing = new Set<string>();
  #options: ReporterOptions | null;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;
  #basis: JudgingBasis | null = null;
  #previous: ReturnType<typeof readPrevious> | null = null;
  #exitCode: ConformanceReport['exitCode'] = 2;
  #isLoaded = false;
  /** What is printed last, after what other reporters say at their end. */
  #closing = '';

  /** @param runner the process that is written to and ended: Playwright's, which gives none */
  constructor(options: unknown, runner: RunnerProcess = process) {
    this.#process = runner;
    this.#invocation = invocationOf(runner.argv);
    this.#record = new RecordedRun(() => this.#out, runner.env);
    const { stdout, env } = runner;
    this.#progress = new Progress(stdout, env.CI !== undefined, this.#record.evidenceOf);
    this.#options = readReporterOptions(options);
    if (this.#invocation === 'none') return;
    this.#readPrevious();
    this.#guard(() => {
      clearReports(this.#out);
    });
    if (this.#invocation === 'test') this.#progress.prepare();
  }

  printsToStdio(): boolean {
    return this.#invocation !== 'none';
  }

  /** Refuses to run claims that could not be judged: nothing is sent then. */
  async preprocess({ config }: { readonly config: FullConfig }): Promise<void> {
    if (this.#invocation === 'none') return;
    this.#readConfig(config);
    if (this.#invocation === 'merge') return;
    await this.#loadBasis();
    const [first] = this.#errors;
    if (first !== undefined) throw new Error(first.message);
  }

  onBegin(config: FullConfig, suite: Suite): void {
    if (this.#invocation === 'none') return;
    this.#guard(() => {
      this.#readConfig(config);
      this.#suite = suite;
      const estimate = () => estimateIn(this.#options, this.#process.env);
      this.#progress.start(suite.allTests().map(claimOf), estimate);
    });
  }

  onTestBegin(test: TestCase): void {
    // What loading has left would stay until the end: this process only waits while claims are asked.
    if (!this.#isLoaded) collectAllGarbage();
    this.#isLoaded = true;
    this.#progress.begin(claimOf(test));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (this.#invocation === 'none') return;
    this.#guard(() => {
      for (const { claim, evidence } of outcomesOf(test, result)) {
        this.#progress.end(claim, evidence?.requests, evidence?.findings.length);
        this.#printBroken(evidence?.findings ?? []);
      }
    });
  }

  onStdErr(chunk: string | Buffer): void {
    this.#forward(chunk);
  }

  onStdOut(chunk: string | Buffer): void {
    this.#forward(chunk);
  }

  onError(error: TestError): void {
    if (this.#invocation === 'none') return;
    const message = errorMessage(error);
    if (message.startsWith(NO_TESTS)) return;
    if (this.#errors.some((known) => message.includes(errorMessage(known)))) return;
    this.#errors.push({ kind: 'suite-error', message });
  }

  async onEnd(result: FullResult): Promise<void> {
    if (this.#invocation === 'none') return;
    try {
      this.#progress.stop();
      await this.#loadBasis();
      if (this.#shard === null) this.#conclude(result);
      else this.#concludeShard(result, this.#shard);
    } catch (error) {
      this.#fail(error);
      this.#guard(() => {
        clearReports(this.#out);
      });
    }
  }

  async onExit(): Promise<void> {
    if (this.#invocation === 'none') return;
    if (this.#closing !== '') this.#progress.print(this.#closing);
    await new Promise<void>((resolve) => this.#process.stdout.write('', resolve));
    this.#process.exit(this.#exitCode);
  }

  get #out(): string {
    return this.#options?.out ?? this.#process.env.CONFORMANCE_OUT ?? DEFAULT_OUT;
  }

  get #shard(): FullConfig['shard'] {
    return this.#invocation === 'merge' ? null : (this.#config?.shard ?? null);
  }

  /** Reports of shards are merged without the reporter's options: the configuration's metadata keeps them. */
  #readConfig(config: FullConfig): void {
    this.#config = config;
    this.#options ??= readReporterOptions(config.metadata.conformance);
  }

  /** Before the reports of an earlier run are removed: it may be one of them. */
  #readPrevious(): void {
    const file = this.#process.env.PREVIOUS ?? '';
    if (file === '') return;
    try {
      this.#previous = readPrevious(file);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#errors.push({ kind: 'previous', message });
    }
  }

  async #loadBasis(): Promise<void> {
    if (this.#basis !== null) return;
    this.#basis = NO_BASIS;
    try {
      const judging = await loadJudging(this.#options, this.#invocation, this.#outcomes());
      [this.#options, this.#basis] = [judging.options, judging.basis];
    } catch (error) {
      const basis = basisError(error);
      const told = this.#errors.findIndex(({ message }) => message === errorMessage(basis));
      this.#errors.splice(told === -1 ? this.#errors.length : told, 1, basis);
    }
  }

  #conclude(result: FullResult): void {
    const basis = this.#basis ?? NO_BASIS;
    const fromShards = this.#invocation === 'merge';
    const record = fromShards ? null : this.#record;
    const outcomes = record?.completed(this.#outcomes()) ?? this.#outcomes();
    const decided = decide({
      facts: factsOf(basis, this.#options, outcomes, result),
      rows: basis.rows,
      claims: this.#options?.claims ?? [],
      outcomes,
      fromShards,
      observations: isEmbedded(this.#options) ? [] : (record?.restoration() ?? []),
      errors: [...(record?.errors() ?? []), ...this.#errors, ...outOfTime(result)],
      interrupted: result.status === 'interrupted',
      strict: this.#options?.strict ?? false,
      baseline: basis.baseline,
    });
    const report = this.#compared(decided);
    writeReports(report, this.#out);
    this.#print(report);
    this.#exitCode = report.exitCode;
  }

  /** Prints requirements that are broken, each once in a run. */
  #printBroken(findings: readonly ReportedFinding[]): void {
    const strict = this.#options?.strict ?? false;
    for (const row of brokenRows(this.#basis ?? NO_BASIS, findings, strict)) {
      if (this.#failing.has(row.id)) continue;
      this.#failing.add(row.id);
      this.#progress.print(failingLine(row, this.#progress.lineWidth));
    }
  }

  #compared(report: ConformanceReport): ConformanceReport {
    if (this.#previous === null) return report;
    return { ...report, comparison: compareRuns(report, this.#previous) };
  }

  #print(report: ConformanceReport): void {
    const untold = report.requirements.filter(({ id }) => !this.#failing.has(id));
    for (const line of requirementLines(untold, this.#progress.lineWidth)) {
      this.#progress.print(line);
    }
    this.#process.stdout.write(tellPipeline(report, this.#process.env));
    const baseline = this.#process.env.CONFORMANCE_UPDATE_BASELINE;
    const notice = baseline ? writeBaseline(report, baseline) : '';
    this.#closing = `\n${renderClosing(report, relative('', this.#out), notice)}`;
  }

  #concludeShard(result: FullResult, shard: NonNullable<FullConfig['shard']>): void {
    const errors = this.#outcomes().flatMap(errorsIn);
    const recorded = this.#record.errors();
    const all = [...recorded, ...this.#errors, ...errors, ...outOfTime(result)];
    const { message, exitCode } = endShard(shard, {
      errors: all,
      interrupted: result.status === 'interrupted',
      strict: this.#options?.strict ?? false,
      putBack: isEmbedded(this.#options) || isPutBack(this.#record.restoration()),
    });
    this.#closing = message;
    this.#exitCode = exitCode;
  }

  #outcomes(): readonly ClaimOutcome[] {
    const tests = this.#suite?.allTests() ?? [];
    return tests.flatMap((test) => {
      const none = { claim: claimOf(test), ran: false, evidence: null, errors: [] };
      return test.results.length === 0
        ? [none]
        : test.results.flatMap((each) => outcomesOf(test, each));
    });
  }

  #forward(chunk: string | Buffer): void {
    if (this.#invocation === 'none') return;
    this.#progress.print(chunk.toString().trimEnd());
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#errors.push({ kind: 'suite-error', message: `The reporter failed: ${message}` });
    this.#exitCode = 2;
    this.#process.stderr.write(`${terminalText(`The reporter failed: ${message}`)}\n`);
  }
}

/** The error of a run that Playwright ended because its time was up; none otherwise. */
function outOfTime({ status }: Pick<FullResult, 'status'>): readonly RunError[] {
  if (status !== 'timedout') return [];
  return [{ kind: 'time-limit', message: 'The time limit of the whole run was reached.' }];
}
