import { readFileSync } from 'node:fs';
import { isJsonObject } from '../../schema/json/json-value.ts';
import type { ComparedFinding, Comparison, ConformanceReport } from './conformance-report.ts';

/** An earlier `conformance.json` that cannot be compared with: which file, and what is wrong. */
class PreviousError extends Error {
  override readonly name = 'PreviousError';
}

type Previous = Comparison['previous'] & {
  readonly findings: readonly Pick<ComparedFinding, 'requirement' | 'signature' | 'message'>[];
};

/**
 * Reads the report of an earlier run, as far as a comparison needs it. Reports of earlier versions are read too.
 *
 * @param file path of its `conformance.json`
 * @throws PreviousError with the file, the place in it, and what to do
 */
export function readPrevious(file: string): Previous {
  const report = parse(file);
  const text = (name: string): string => {
    const value = report[name];
    return typeof value === 'string' ? value : fail(file, `/${name} is no string`);
  };
  const { seed, suite, contract, requirements } = report;
  if (typeof seed !== 'number') return fail(file, '/seed is no number');
  if (!Array.isArray(requirements)) return fail(file, '/requirements is no list');
  return {
    startedAt: text('startedAt'),
    target: text('target'),
    profile: text('profile'),
    verdict: text('verdict'),
    seed,
    suite: member(suite, 'version') ?? '',
    contract: member(contract, 'sha256') ?? '',
    findings: requirements.flatMap((each: unknown, index) => findingsIn(file, each, index)),
  };
}

/**
 * What became of the findings of an earlier run, warnings and known deviations included. One that does not show is
 * gone only where this run would have shown it: asked in the same way, to its end, and its requirement exercised.
 */
export function compareRuns(
  report: Pick<
    ConformanceReport,
    'requirements' | 'profile' | 'seed' | 'contract' | 'verdict' | 'partial'
  >,
  { findings, ...previous }: Previous,
): Comparison {
  const before = new Map(findings.map((each) => [each.signature, each]));
  const now = report.requirements.flatMap(({ failures }) => failures);
  const shown = new Set(now.map(({ signature }) => signature));
  const askedAlike =
    report.profile === previous.profile &&
    report.seed === previous.seed &&
    report.contract.sha256 === previous.contract &&
    report.verdict !== 'inconclusive' &&
    !report.partial;
  const exercised = new Set(
    report.requirements.filter((each) => each.exercised > 0).map(({ id }) => id),
  );
  return {
    previous,
    findings: [
      ...now.map(({ requirement, signature, message }) => {
        const change = before.has(signature) ? ('still there' as const) : ('new' as const);
        return { requirement, signature, message, change };
      }),
      ...findings
        .filter(({ signature }) => !shown.has(signature))
        .map((each) => {
          const isGone = askedAlike && exercised.has(each.requirement);
          return { ...each, change: isGone ? ('gone' as const) : ('not seen' as const) };
        }),
    ],
  };
}

/** A comparison in one line: `1 new, 2 gone, 3 still there`. */
export function comparisonCounts({ findings }: Comparison): string {
  const counts = CHANGES.map((change) => {
    const count = findings.filter((each) => each.change === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  }).flat();
  return counts.length === 0 ? 'no findings in either run' : counts.join(', ');
}

/** What can become of a finding, in the order in which people want to know. */
export const CHANGES = ['new', 'gone', 'still there', 'not seen'] as const;

function findingsIn(file: string, requirement: unknown, index: number): Previous['findings'] {
  const id = member(requirement, 'id');
  const failures = isJsonObject(requirement) ? requirement.failures : undefined;
  if (id === undefined || !Array.isArray(failures))
    return fail(file, `/requirements/${index} is no requirement`);
  return failures.map((failure: unknown, place) => {
    const [signature, message] = [member(failure, 'signature'), member(failure, 'message')];
    if (signature === undefined || message === undefined)
      return fail(file, `/requirements/${index}/failures/${place} is no finding`);
    return { requirement: id, signature, message };
  });
}

function member(value: unknown, name: string): string | undefined {
  const found = isJsonObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function parse(file: string): Readonly<Record<string, unknown>> {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isJsonObject(report) ? report : fail(file, 'is no object');
  } catch (error) {
    if (error instanceof PreviousError) throw error;
    return fail(file, error instanceof SyntaxError ? 'is no JSON' : 'cannot be read');
  }
}

function fail(file: string, problem: string): never {
  throw new PreviousError(
    `PREVIOUS: ${file} ${problem}. Give the conformance.json of an earlier run, or leave PREVIOUS out.`,
  );
}
