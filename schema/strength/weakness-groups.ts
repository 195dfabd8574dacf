import type { ContractWeakness } from './contract-weakness.ts';
import { jointRemedy, type ContractEdits, type Remedy } from './remedy.ts';
import type { SingleChange } from './single-change.ts';

/** Changes that one remedy catches. */
interface Group {
  readonly remedy: Remedy;
  readonly changes: readonly SingleChange[];
}

/**
 * Groups admitted changes by remedy, in the order they were tried: what one schema has to require is
 * one edit, and all that is open by design is one line at the end, without an edit.
 */
export function groupedWeaknesses(admitted: readonly SingleChange[]): {
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
  const remedy = `${first.remedy.text}, where answers are meant to be closed`;
  return [{ pointer: first.remedy.pointer, change, remedy }];
}
