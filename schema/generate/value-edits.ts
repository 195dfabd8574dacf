import { codePointLength } from './string-constraints.ts';
import { interleaved } from './interleaved.ts';
import {
  canonicalJson,
  childrenOf,
  editedValue,
  isJsonObject,
  type ValuePath,
} from '../json/json-value.ts';

/** A part of a JSON value, and the way to it. */
interface Part {
  readonly path: ValuePath;
  readonly part: unknown;
}

const longestText = 65_536;

/** Values of every JSON type, simple and likely to be taken for one another, simplest first. */
export const oddValues: readonly unknown[] = [
  ...[null, 0, 1, '', [], {}, true, false, -1, 1.5],
  ...['x', '{}', '[]', 'null', '0', [1], [{}], { a: 1 }],
];

/** The edits of several values that have much in common: in the place of a part, nothing is put twice. */
export class Edits {
  /** What was put in the place of a part, by all that is around it. */
  readonly #tried = new Map<string, Set<string>>();

  /**
   * Every value that differs from the given one by one structural edit somewhere in it, one edit of each part in
   * turn; each is made when it is asked for.
   *
   * @param within where to edit; everywhere by default
   */
  of(value: unknown, within: ValuePath = []): Iterable<unknown> {
    const parts = partsOf(partAt(value, within), within);
    return interleaved(parts.map((part) => this.#at(value, part)));
  }

  *#at(value: unknown, { path, part }: Part): Generator {
    const around = canonicalJson([path, editedValue(value, path, null)]);
    const tried = this.#tried.get(around) ?? new Set();
    this.#tried.set(around, tried.add(canonicalJson(part)));
    for (const edit of interleaved([oddValues.map(always), changes(part)])) {
      const edited = edit();
      const { size } = tried;
      if (tried.add(canonicalJson(edited)).size > size) yield editedValue(value, path, edited);
    }
  }
}

/** One of the edits of a value, chosen by two numbers: which part, and what becomes of it. */
export function editOf(value: unknown, place: number, change: number): unknown {
  const parts = partsOf(value);
  const chosen = parts[place % parts.length];
  if (chosen === undefined) return value;
  const edits = editsOfPart(chosen.part);
  return editedValue(value, chosen.path, edits[change % edits.length]?.());
}

/** Makes a value when it is asked for: of a wide object there are many. */
type Edit = () => unknown;

/** What can become of one part: another value, or itself with a small change. */
function editsOfPart(part: unknown): readonly Edit[] {
  return [...changes(part), ...oddValues.map(always)];
}

function changes(part: unknown): readonly Edit[] {
  if (typeof part === 'number') {
    return [part - 1, part + 1, part + 0.5, -part, part * 2, part / 3].map(always);
  }
  if (typeof part === 'string') return ofText(part).map(always);
  if (Array.isArray(part)) return ofArray(part).map(always);
  return isJsonObject(part) ? ofObject(part) : [];
}

function always(value: unknown): Edit {
  return () => value;
}

function ofText(text: string): readonly unknown[] {
  const shorter = Array.from(text).slice(0, -1).join('');
  const longer = codePointLength(text) < longestText ? [`${text}x`, `${text} `] : [];
  return [shorter, ...longer, `~${text}`, text.toUpperCase(), text.slice(1)];
}

function ofArray(items: readonly unknown[]): readonly unknown[] {
  const copies = items.slice(0, 1).map((item) => [...items, item]);
  const added = oddValues.slice(0, 6).map((odd) => [...items, odd]);
  return [items.slice(0, -1), items.slice(1), ...copies, ...added];
}

function ofObject(members: Readonly<Record<string, unknown>>): readonly Edit[] {
  const entries = Object.entries(members);
  const without = entries.map((_, index) => () => Object.fromEntries(entries.toSpliced(index, 1)));
  const renamed = entries.map(
    ([name, value], index) =>
      () =>
        Object.fromEntries(entries.with(index, [`${name}~`, value])),
  );
  const added = ['', 'x', 'unknown'].map((name) => () => ({ ...members, [name]: null }));
  return [...added, ...without, ...renamed];
}

/** Every part of a JSON value, the value itself first. */
export function partsOf(value: unknown, path: ValuePath = []): readonly Part[] {
  return [
    { path, part: value },
    ...childrenOf(value).flatMap(([token, child]) => partsOf(child, [...path, token])),
  ];
}

/** The part of a JSON value that stands at a path; `undefined` where there is none. */
function partAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (whole, token) => childrenOf(whole).find(([key]) => key === token)?.[1],
    value,
  );
}
