import { childNodes } from '../contract/document-node.ts';
import { editedValue, isJsonObject, type ValuePath } from '../json/json-value.ts';
import type { SchemaShape } from '../contract/schema-shape.ts';
import { type Remedy, requireNames, stateKeyword } from './gap.ts';
import type { Example, Place } from './example.ts';

/** A conforming response with one thing wrong. */
export interface SingleChange {
  /** What was done to it: `object.roles doubled`. */
  readonly words: string;
  readonly value: unknown;
  readonly remedy: Remedy;
  /** Whether admitting it is what an open object is for. */
  readonly byDesign: boolean;
}

const TYPES: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  number: 1.5,
  string: 'text',
  array: [],
  object: {},
};
const STRANGER = 'undeclaredByTheContract';
const UNKNOWN = 'NO_SUCH_VALUE';

/** All single changes of an example, place by place: each is wrong by what the schema means to say. */
export function singleChanges({ value, places }: Example): readonly SingleChange[] {
  return places.flatMap((place) => {
    const here = valueIn(value, place.path);
    const change = changeMaker(value, place.path);
    return [
      ...typeChanges(place, here, change),
      ...constantChanges(place, change),
      ...listChanges(place, here, change),
      ...memberChanges(place, value, here, change),
      ...formatChanges(place, here, change),
    ];
  });
}

type Change = (verb: string, value: unknown, remedy: Remedy) => SingleChange;

function changeMaker(root: unknown, path: ValuePath): Change {
  return (verb, value, remedy) => ({
    words: `${pathWords(path)} ${verb}`,
    value: editedValue(root, path, value),
    remedy,
    byDesign: false,
  });
}

function typeChanges({ schema, shape }: Place, here: unknown, change: Change): SingleChange[] {
  const declared = [shape.get('type')?.value].flat();
  const wrong = Object.keys(TYPES).filter((type) => type !== typeOf(here));
  return wrong
    .filter((type) => !declared.includes(type))
    .map((type) =>
      change(`of type ${type}`, TYPES[type], stateKeyword(schema.pointer, 'type', typeOf(here))),
    );
}

function constantChanges({ schema, shape }: Place, change: Change): SingleChange[] {
  const values: unknown = shape.get('enum')?.value;
  if (!Array.isArray(values)) return [];
  return [change('as an unknown value', UNKNOWN, stateKeyword(schema.pointer, 'enum', values))];
}

function listChanges({ schema }: Place, here: unknown, change: Change): SingleChange[] {
  if (!Array.isArray(here) || here.length === 0) return [];
  const items: readonly unknown[] = here;
  return [
    change('doubled', [...items, ...items], stateKeyword(schema.pointer, 'uniqueItems', true)),
    change('emptied', [], stateKeyword(schema.pointer, 'minItems', 1)),
  ];
}

function memberChanges(
  { shape, path }: Place,
  root: unknown,
  here: unknown,
  change: Change,
): SingleChange[] {
  const properties = shape.get('properties');
  if (properties === undefined || !isJsonObject(here)) return [];
  const pointer = properties.pointer.replace(/\/properties$/, '');
  const names = childNodes(properties).map(([name]) => name);
  const removals = names
    .filter((name) => Object.hasOwn(here, name))
    .map((name) => ({
      words: `${pathWords([...path, name])} removed`,
      value: editedValue(root, [...path, name], undefined),
      remedy: requireNames(pointer, withName(requiredOf(shape), name)),
      byDesign: false,
    }));
  const extra = { ...here, [STRANGER]: UNKNOWN };
  const closed = stateKeyword(pointer, 'additionalProperties', false);
  const addition = { ...change('with a further property', extra, closed), byDesign: true };
  const nothing = requireNames(pointer, names);
  return [...removals, addition, change('replaced by {}', {}, nothing)];
}

/** A text whose name or title speaks of an e-mail address is wrong when it is none. */
function formatChanges(
  { schema, shape, path }: Place,
  here: unknown,
  change: Change,
): SingleChange[] {
  if (typeof here !== 'string' || shape.has('enum')) return [];
  const title: unknown = shape.get('title')?.value;
  const suggested = [path.at(-1), title].some((word) => /\be-?mail/i.test(String(word)));
  const format = shape.get('format')?.value ?? (suggested ? 'email' : undefined);
  if (typeof format !== 'string') return [];
  const remedy = stateKeyword(schema.pointer, 'format', format);
  return [change(`as text that is no ${format}`, '\u0000 ', remedy)];
}

function requiredOf(shape: SchemaShape): readonly string[] {
  const stated: unknown = shape.get('required')?.value;
  return Array.isArray(stated) ? stated.map(String) : [];
}

function withName(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}

function valueIn(root: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (value, step) => (isContainer(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    root,
  );
}

function isContainer(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A path for people, without indices: `object.roles[]`; the whole is `the body`. */
function pathWords(path: ValuePath): string {
  const words = path.map((step) => (typeof step === 'number' ? '[]' : `.${step}`)).join('');
  return words === '' ? 'the body' : words.replace(/^\./, '');
}
