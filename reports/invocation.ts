/**
 * What Playwright was started for: `test` runs claims, `merge` reads the reports of shards, and `none` is all that
 * must neither be judged nor ended: `--list`, UI mode, an editor's test server.
 */
export type Invocation = 'test' | 'merge' | 'none';

/** Reads an invocation from the arguments of Playwright's process (`process.argv`). */
export function invocationOf(argv: readonly string[]): Invocation {
  const [, , command, ...rest] = argv;
  if (command === 'merge-reports') return 'merge';
  if (command !== 'test') return 'none';
  const interactive = rest.some((argument) => /^--(list|ui|ui-host|ui-port)(=|$)/.test(argument));
  return interactive ? 'none' : 'test';
}
