import type { ContractWeakness } from './contract-weakness.ts';
import { exampleOf } from './example.ts';
import type { ContractEdits } from './remedy.ts';
import type { ResponseUnderTest } from './response-under-test.ts';
import { singleChanges, type SingleChange } from './single-change.ts';
import { swapChanges, undeclaredSuccess } from './swap-change.ts';
import { groupedWeaknesses } from './weakness-groups.ts';

/** What the schemas of an operation's answers catch. */
export interface ContractStrength {
  /** How many single changes were tried. */
  readonly tried: number;
  readonly caught: number;
  /** Admitted changes, grouped by remedy; what openness admits by design is one line, the last. */
  readonly weaknesses: readonly ContractWeakness[];
  /** The edits of all remedies but the one that is by design. */
  readonly edits: ContractEdits;
  /** Keys of responses that were not tried: the example made from their schema does not conform. */
  readonly untried: readonly string[];
}

interface TriedChange extends SingleChange {
  readonly response: ResponseUnderTest;
}

/**
 * Tries single changes of conforming answers against a contract's validators: properties removed, types
 * changed, constants replaced, lists doubled and emptied, a further property, `{}`, the body of another
 * response, an error under an undeclared success. Deterministic; sends nothing.
 *
 * @param responses the JSON contents of one operation's responses
 */
export function contractStrength(responses: readonly ResponseUnderTest[]): ContractStrength {
  const made = responses.map((response) => ({ response, example: exampleOf(response.schema) }));
  const conforming = made.filter(({ response, example }) => response.admits(example.value));
  const tried = distinct(
    conforming.flatMap(({ response, example }) =>
      [...singleChanges(example), ...swapChanges(response, conforming)].map((change) => ({
        ...change,
        response,
      })),
    ),
  );
  const isTried = conforming.length > 0;
  const status = isTried ? undeclaredSuccess(responses) : null;
  const admitted = [
    ...tried.filter(({ response, value }) => response.admits(value)),
    ...(status === null ? [] : [status]),
  ];
  const count = tried.length + (isTried ? 1 : 0);
  return {
    tried: count,
    caught: count - admitted.length,
    ...groupedWeaknesses(admitted),
    untried: made.filter((one) => !conforming.includes(one)).map(({ response }) => response.key),
  };
}

/** Changes that come to the same value of the same response count once. */
function distinct(changes: readonly TriedChange[]): readonly TriedChange[] {
  const seen = new Set<string>();
  return changes.filter(({ response, value }) => {
    const key = `${response.pointer} ${JSON.stringify(value)}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
