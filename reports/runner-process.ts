import type { ProgressStream } from './progress.ts';

/** What the reporter needs of the process it runs in: Playwright's own, or a test's stand-in. */
export interface RunnerProcess {
  /** As Node gives it: node, Playwright's program, and its arguments. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Omit<ProgressStream, 'write'> & {
    /** Calls back once all that was written before has gone out. */
    readonly write: (text: string, written?: () => void) => unknown;
  };
  readonly stderr: { readonly write: (text: string) => unknown };
  /** Ends the process with an exit code. */
  readonly exit: (code: number) => void;
}
