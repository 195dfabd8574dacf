import type { RunError } from '../../schema/requirements/evidence.ts';
import type { RunTerms } from '../../schema/requirements/run-terms.ts';
import { cutText } from '../../schema/visible-text.ts';
import type { ClaimOutcome } from './run-results.ts';
import type { StatedTerms } from './reporter-options.ts';

/** What all shards were asked with, or why nothing can be said of them together. */
export type Agreement = { readonly terms: RunTerms } | { readonly error: RunError };

/**
 * What the shards of a run were asked with, by the evidence of their controls: the verdict is theirs, not that of who
 * merges them. Shards that disagree, and an environment that contradicts them, have none.
 *
 * @param controls outcomes of the control, one for each shard
 * @param suite version of the suite that merges
 */
export function agreedTerms(
  controls: readonly ClaimOutcome[],
  stated: StatedTerms,
  suite: string,
): Agreement {
  if (stated.problems !== null) return disagreed('settings', stated.problems);
  const all = controls.flatMap(({ evidence }) => evidence?.terms ?? []);
  const [first] = all;
  if (first === undefined) return disagreed('terms', NO_TERMS);
  const problem = disagreement(all) ?? contradiction(first, stated, suite);
  return problem === null ? { terms: first } : disagreed('terms', problem);
}

/** Characters of a value that a sentence shows. */
const LONGEST = 100;
const NO_TERMS =
  'No shard says what it was asked with: none ran its control, or another version of the suite wrote them.';

function disagreement(all: readonly RunTerms[]): string | null {
  const texts = all.map(described);
  const names = new Set(texts.flatMap((each) => Object.keys(each)));
  for (const name of names) {
    const values = [...new Set(texts.map((each) => each[name] ?? ''))];
    if (values.length === 1) continue;
    const listed = values.map((each) => (each === '' ? 'none' : cutText(each, LONGEST)));
    return `The shards were not asked the same: ${name} is ${listed.join(' and ')}. Run all of them with the same settings.`;
  }
  return null;
}

/** All that shards have to agree on, as text; of the baseline its name, where its content is the same. */
function described({ suite, contract, settings, baseline }: RunTerms): Record<string, string> {
  return {
    'the version of the suite': suite,
    'the contract': `${contract.version} (${contract.fingerprint})`,
    ...settings,
    'the content of BASELINE': baseline?.text ?? '',
  };
}

function contradiction(terms: RunTerms, stated: StatedTerms, suite: string): string | null {
  if (terms.suite !== suite) {
    return `The shards ran version ${terms.suite} of the suite, and this is ${suite}: merge them with theirs.`;
  }
  const names = Object.keys(stated.settings);
  const other = names.find((name) => stated.settings[name] !== terms.settings[name]);
  if (other !== undefined) {
    const given = terms.settings[other] ?? '';
    const asked = given === '' ? 'none' : given;
    return `${other} is ${stated.settings[other] ?? ''} here, and the shards were asked with ${asked}: unset it to merge them.`;
  }
  if (stated.baseline !== null && stated.baseline.text !== terms.baseline?.text) {
    return `BASELINE names ${stated.baseline.file} here, and the shards were asked with ${terms.baseline === null ? 'none' : 'another content'}: unset it to merge them.`;
  }
  return null;
}

function disagreed(kind: string, message: string): Agreement {
  return { error: { kind, message } };
}
