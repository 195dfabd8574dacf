import { agreedTerms } from './agreed-terms.ts';
import { BasisError, type JudgingBasis, loadBasis } from './judging-basis.ts';
import type { ClaimOutcome } from './run-results.ts';
import { readSuite } from '../../schema/requirements/suite.ts';
import { NOTHING_STATED, optionsOf, type ReporterOptions } from './reporter-options.ts';

/**
 * What Playwright was started for: `test` runs claims, `merge` reads the reports of shards, and `none` is all that
 * must neither be judged nor ended: `--list`, UI mode, an editor's test server.
 */
export type Invocation = 'test' | 'merge' | 'none';

/** What a run is judged by, with the options that hold for it. */
export interface Judging {
  readonly options: ReporterOptions;
  readonly basis: JudgingBasis;
}

/**
 * Loads what a run is judged by. For shards that are merged it is what they were asked with, which their controls
 * bring along; what the environment says is held against that alone.
 *
 * @param outcomes of the claims, needed where shards are merged
 * @throws BasisError, ContractError or BaselineError that says why there is nothing to judge by
 */
export async function loadJudging(
  options: ReporterOptions | null,
  invocation: Invocation,
  outcomes: readonly ClaimOutcome[],
): Promise<Judging> {
  if (options === null) throw new BasisError({ kind: 'settings', message: NO_OPTIONS });
  if (invocation === 'merge') return loadShardJudging(options, outcomes);
  const { contract, readOperation, baseline, problems } = options;
  if (problems !== null) throw new BasisError({ kind: 'settings', message: problems });
  return { options, basis: await loadBasis(contract, baseline, { readOperation }) };
}

async function loadShardJudging(
  options: ReporterOptions,
  outcomes: readonly ClaimOutcome[],
): Promise<Judging> {
  const controls = outcomes.filter(({ claim }) => claim === options.claims[0]);
  const agreement = agreedTerms(controls, options.stated ?? NOTHING_STATED, readSuite().version);
  if ('error' in agreement) throw new BasisError(agreement.error);
  const { contract, baseline } = agreement.terms;
  const asked = optionsOf(agreement.terms, options);
  const { readOperation } = asked;
  const { fingerprint } = contract;
  const basis = await loadBasis(options.contract, baseline, { fingerprint, readOperation });
  return { options: asked, basis };
}

const NO_OPTIONS = 'The reporter got no options: run Playwright with playwright.config.ts.';

/** Reads an invocation from the arguments of Playwright's process (`process.argv`). */
export function invocationOf(argv: readonly string[]): Invocation {
  const [, , command, ...rest] = argv;
  if (command === 'merge-reports') return 'merge';
  if (command !== 'test') return 'none';
  const interactive = rest.some((argument) => /^--(list|ui|ui-host|ui-port)(=|$)/.test(argument));
  return interactive ? 'none' : 'test';
}
