/** An option of a command, as `parseArgs` of Node takes it, with what it does. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** Name of the value in the help: `FILE`. */
  readonly value?: string;
  /** What it does, in one sentence without a full stop. */
  readonly meaning: string;
}

/** A line of the help: a name, what it means, and the default where there is one. */
export interface CommandHelp {
  readonly name: string;
  readonly meaning: string;
  readonly defaultText?: string;
}

/** How a command ends. Nothing but these codes: 1 is "nonconformant", so no other end has it. */
export interface CommandEnd {
  readonly exitCode: 0 | 1 | 2 | 130;
  /** For standard output, or for the file that `--output` names. */
  readonly output?: string;
  /** What is in the way, for standard error. */
  readonly errorOutput?: string;
}

/** A command of the suite: what its help says, and what it does. */
export interface Command {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** What it is, in one or two sentences. */
  readonly summary: string;
  /** Arguments without dashes; empty where it takes none. */
  readonly positionals: readonly CommandHelp[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Variables of the environment that it reads. */
  readonly settings: readonly CommandHelp[];
  /** Where those are that the help leaves out, as a line; nothing where it lists all. */
  readonly otherSettings?: string;
  /** What each exit code means. */
  readonly exitCodes: Readonly<Record<string, string>>;
  /** Whether its output can go to a file (`--output FILE`). */
  readonly writesOutput?: true;
  /** @param args all arguments, without `--output`; every option in them is known */
  readonly run: (
    args: readonly string[],
    env: Record<string, string | undefined>,
  ) => Promise<CommandEnd>;
}
