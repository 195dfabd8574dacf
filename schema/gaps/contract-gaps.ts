import { type ContractEdits, type ContractWeakness, jointRemedy, type Remedy } from './gap.ts';
import { exampleOf } from './example.ts';
import type { ResponseUnderTest } from './response-under-test.ts';
import { type SingleChange, singleChanges } from './single-change.ts';
import { swapChanges, undeclaredSuccess } from './swap-change.ts';

/** Changes that one remedy catches. */
interface Group {
  readonly remedy: Remedy;
  readonly changes: readonly SingleChange[];
}

/** What the schemas of an operation's responses catch. */
export interface ContractGaps {
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
 * Tries single changes of conforming responses against a contract's validators: properties removed, types
 * changed, constants replaced, lists doubled and emptied, a further property, `{}`, the body of another
 * response, an error under an undeclared success. Deterministic; sends nothing.
 *
 * @param responses the JSON contents of one operation's responses
 */
export function contractGaps(responses: readonly ResponseUnderTest[]): ContractGaps {
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

/**
 * Groups admitted changes by remedy, in the order they were tried: what one schema has to require is
 * one edit, and all that is open by design is one line at the end, without an edit.
 */
function groupedWeaknesses(admitted: readonly SingleChange[]): {
  readonly weaknesses: readonly ContractWeakness[];
  readonly edits: ContractEdits;
} {
  const groups = grouped(admitted.filter(({ byDesign }) => !byDesign));
  const open = grouped(admitted.filter(({ byDesign }) => byDesign));
  return {
    weaknesses: [...groups.map(weakness), ...openness(open)],
    edits: Object.fromEntries(groups.flatMap(({ remedy }) => Object.entries(remedy.edits))),
  };
}

function grouped(changes: readonly SingleChange[]): readonly Group[] {
  const keys = [...new Set(changes.map(remedyKey))];
  return keys.flatMap((key) => {
    const alike = changes.filter((change) => remedyKey(change) === key);
    const [first, ...more] = alike.map(({ remedy }) => remedy);
    return first === undefined ? [] : [{ remedy: jointRemedy([first, ...more]), changes: alike }];
  });
}

function remedyKey({ remedy }: SingleChange): string {
  const sort = remedy.requires === undefined ? remedy.text : 'required';
  return `${remedy.pointer} ${sort}`;
}

function weakness({ remedy, changes }: Group): ContractWeakness {
  const words = [...new Set(changes.map((change) => change.words))];
  return { pointer: remedy.pointer, change: words.join('; '), remedy: remedy.text };
}

function openness(groups: readonly Group[]): readonly ContractWeakness[] {
  const [first] = groups;
  if (first === undefined) return [];
  const places = groups.map(({ remedy }) =>
    remedy.pointer.replace(/^#\/components\/schemas\//, ''),
  );
  const change = `a further property, open by design: ${places.join(', ')}`;
  const remedy = `${first.remedy.text}, where responses are meant to be closed`;
  return [{ pointer: first.remedy.pointer, change, remedy }];
}
