import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import type { BaselineEntry } from './baseline-entry.ts';

/** A baseline that cannot be used: one line for each problem, with the file and a JSON pointer. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

type Check = (value: string, entry: Readonly<Record<string, unknown>>) => string | null;
type Note = (pointer: string, wrong: string) => void;

/**
 * Reads a baseline: `{"entries": [{requirement, signature, reason, link, until}]}`. Strict: a baseline that is
 * only half understood would excuse too much.
 *
 * @param text what the file holds
 * @param file its name, for messages
 * @param ids all requirement ids
 * @throws BaselineError with all problems at once
 */
export function readBaseline(
  text: string,
  file: string,
  ids: ReadonlySet<string>,
): readonly BaselineEntry[] {
  const problems: string[] = [];
  const note: Note = (pointer, wrong) => problems.push(`${file} ${pointer} ${wrong}`);
  const entries = readEntries(parse(text, note), checksFor(ids), note);
  if (problems.length > 0) throw new BaselineError(problems.join('\n'));
  return entries;
}

/**
 * The entries of a baseline that is to be written again, as they are: a reason may still have to be filled in.
 *
 * @param text what its file holds; `null` where there is none
 * @throws BaselineError when it cannot be read, so that its reasons are not lost
 */
export function readEarlierEntries(text: string | null): readonly BaselineEntry[] {
  if (text === null) return [];
  const problems: string[] = [];
  const document = parse(text, (_pointer, wrong) => problems.push(wrong));
  const entries = isJsonObject(document) ? document.entries : null;
  if (problems.length > 0 || !Array.isArray(entries) || !entries.every(isEntry)) {
    throw new BaselineError('The earlier baseline cannot be read: correct it, or move it away.');
  }
  return entries;
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isJsonObject(value)) return false;
  const members = [value.requirement, value.signature, value.reason, value.link, value.until];
  return members.every((member) => typeof member === 'string');
}

function parse(text: string, note: Note): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    note('#', `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    return { entries: [] };
  }
}

function readEntries(
  document: unknown,
  checks: Readonly<Record<keyof BaselineEntry, Check>>,
  note: Note,
): readonly BaselineEntry[] {
  if (!isJsonObject(document) || !Array.isArray(document.entries)) {
    note('#', 'must be an object with a list `entries`');
    return [];
  }
  noteUnknown(document, ['entries'], '#', note);
  const entries = document.entries.flatMap((entry: unknown, index) =>
    readEntry(entry, `#/entries/${index}`, checks, note),
  );
  entries.forEach(({ signature }, index) => {
    const first = entries.findIndex((each) => each.signature === signature);
    if (first < index) note(`#/entries/${index}/signature`, `repeats #/entries/${first}`);
  });
  return entries;
}

function readEntry(
  entry: unknown,
  pointer: string,
  checks: Readonly<Record<keyof BaselineEntry, Check>>,
  note: Note,
): BaselineEntry[] {
  if (!isJsonObject(entry)) {
    note(pointer, 'must be an object');
    return [];
  }
  noteUnknown(entry, Object.keys(checks), pointer, note);
  const read = (name: keyof BaselineEntry): string => {
    const value = entry[name];
    const wrong = typeof value === 'string' ? checks[name](value, entry) : 'must be a string';
    if (wrong !== null) note(childPointer(pointer, name), wrong);
    return typeof value === 'string' ? value : '';
  };
  return [
    {
      requirement: read('requirement'),
      signature: read('signature'),
      reason: read('reason'),
      link: read('link'),
      until: read('until'),
    },
  ];
}

function noteUnknown(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  pointer: string,
  note: Note,
): void {
  for (const name of Object.keys(value))
    if (!known.includes(name))
      note(childPointer(pointer, name), `is not known; known are: ${known.join(', ')}`);
}

function checksFor(ids: ReadonlySet<string>): Readonly<Record<keyof BaselineEntry, Check>> {
  return {
    requirement: (id) =>
      ids.has(id) ? null : `names no requirement; list them with npm run requirements`,
    signature: (signature, { requirement }) =>
      typeof requirement !== 'string' || signature.startsWith(`${requirement} `)
        ? null
        : 'must start with its requirement',
    reason: (reason) =>
      reason.trim() === '' ? 'is empty; fill in why the deviation is accepted for now' : null,
    link: (link) =>
      link === '' || /^https?:\/\/\S+$/.test(link) ? null : 'must be an http(s) address, or empty',
    until: (until) => (isDate(until) ? null : 'must be a date such as 2026-12-31'),
  };
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && isSameDay(time, text);
}

function isSameDay(time: number, text: string): boolean {
  return new Date(time).toISOString().startsWith(text);
}
