import { equal as jsonEqual, isJsonObject } from '../json/json-value.ts';
import { namesOf } from './preferences-of.ts';
import { oncePerLast } from '../once-per.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a list is that is shown with more items than were sent. */
export const APPENDED = 'list appended to';

/** What a value is that is shown as an earlier update had set it. */
export const STALE = 'stale';

/**
 * Names what a server did to a value, when it is a known transformation; `changed` otherwise.
 * Looks into lists and objects for the first difference. Both values are JSON.
 */
export function transformation(sent: unknown, returned: unknown): string {
  if (typeof sent === 'string' && typeof returned === 'string') return ofString(sent, returned);
  if (typeof sent === 'number' && typeof returned === 'number') return 'rounded';
  if (Array.isArray(sent) && Array.isArray(returned)) return ofList(sent, returned);
  if (isJsonObject(sent) && isJsonObject(returned)) return ofObject(sent, returned);
  if (isJsonObject(sent) && Array.isArray(returned)) {
    return Object.keys(sent).length === 0 ? '{} to []' : 'object to list';
  }
  if (Array.isArray(sent) && isJsonObject(returned)) return '[] to object';
  return betweenTypes(sent, returned) ?? 'flipped';
}

function betweenTypes(sent: unknown, returned: unknown): string | null {
  const [from, to] = [kindOf(sent), kindOf(returned)];
  return from === to ? null : `${from} to ${to}`;
}

/** Names the conversion that makes one value of another, as `number to string`; `null` where none to another type does. */
export function conversion(sent: unknown, returned: unknown): string | null {
  if (typeof sent !== 'string' && typeof sent !== 'number' && typeof sent !== 'boolean')
    return null;
  const made: readonly unknown[] = [String(sent), Number(sent), Boolean(sent)];
  return made.includes(returned) ? betweenTypes(sent, returned) : null;
}

function ofList(sent: readonly unknown[], returned: readonly unknown[]): string {
  const withoutNulls = sent.filter((item) => item !== null);
  if (withoutNulls.length < sent.length && jsonEqual(withoutNulls, returned)) return 'null dropped';
  if (returned.length > sent.length && jsonEqual(sent, returned.slice(0, sent.length))) {
    return APPENDED;
  }
  if (returned.length < sent.length && jsonEqual(sent.slice(0, returned.length), returned)) {
    return `list truncated at ${returned.length}`;
  }
  if (returned.length !== sent.length) return 'list changed';
  if (isReordered(sent, returned)) return 'list reordered';
  const index = sent.findIndex((item, position) => !jsonEqual(item, returned[position]));
  return transformation(sent[index], returned[index]);
}

/** Items of a list that are each held against each; a longer list that is out of order is `changed`, or named by an item. */
const MOST_COMPARED = 3_000;

function isReordered(sent: readonly unknown[], returned: readonly unknown[]): boolean {
  if (sent.length > MOST_COMPARED) return false;
  return sent.every((item) => returned.some((other) => jsonEqual(item, other)));
}

function ofObject(
  sent: Readonly<Record<string, unknown>>,
  returned: Readonly<Record<string, unknown>>,
): string {
  for (const [key, value] of Object.entries(sent)) {
    if (!Object.hasOwn(returned, key)) return absence(key, value, returned, sent);
    if (!jsonEqual(value, returned[key])) return transformation(value, returned[key]);
  }
  return 'member added';
}

/** Names why a sent key is not in the response: `null dropped`, `key renamed`, `dropped`. */
export function absence(key: string, value: unknown, returned: Members, sent: Members): string {
  if (value === null) return 'null dropped';
  const alike = namesAlike(returned)(sent).get(simplified(key));
  return alike === undefined ? 'dropped' : `key renamed: ${renaming(key, alike)}`;
}

/** Names of one object that are like those of another without being among them, found once for all that is absent. */
const namesAlike = oncePerLast((returned: Members) =>
  oncePerLast((sent: Members): ReadonlyMap<string, string> => {
    const sought = new Set(Object.keys(sent).map(simplified));
    const alike = namesOf(returned).filter(
      (name) => sought.has(simplified(name)) && !Object.hasOwn(sent, name),
    );
    // Of several, the first counts.
    return new Map(alike.toReversed().map((name) => [simplified(name), name]));
  }),
);

function renaming(key: string, name: string): string {
  if (key.normalize('NFC') === name.normalize('NFC')) return 'Unicode normalisation';
  if (key.toLowerCase() === name.toLowerCase()) return 'case';
  return key.trim() === name.trim() ? 'trimmed' : 'other characters';
}

/** A name that this leaves as it is. */
const SIMPLE = /^[a-z\d]*$/;

function simplified(name: string): string {
  if (SIMPLE.test(name)) return name;
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

const MARKUP = /&(?:amp|lt|gt|quot|apos|#0?39|#x27);/g;

/** Characters that some stores cannot hold, the rarest first. */
const LOST: readonly (readonly [name: string, characters: RegExp])[] = [
  ['control characters', /[^\P{Cc}\s]/gu],
  ['characters of four octets', /[\u{10000}-\u{10ffff}]/gu],
  ['characters beyond ASCII', /[^\0-\x7f]/gu],
];

function ofString(sent: string, returned: string): string {
  if (sent === '') return 'not emptied';
  if (returned === sent.trim()) return 'trimmed';
  const lost = lostCharacters(sent, returned);
  if (lost !== null) return `${lost} lost`;
  if (returned === '') return 'emptied';
  if (sent.normalize('NFC') === returned.normalize('NFC')) return 'Unicode normalisation';
  if (sent.toLowerCase() === returned.toLowerCase()) return 'case';
  if (unescapedMarkup(returned) === sent) return 'markup escaped';
  if (Buffer.from(sent).toString('latin1') === returned) return 'UTF-8 read as Latin-1';
  if (Buffer.from(sent, 'latin1').toString('latin1') === returned) return 'cut to Latin-1';
  if (sent.startsWith(returned)) return `truncated at ${Array.from(returned).length}`;
  const [from, to] = [Array.from(sent), Array.from(returned)];
  return from.length === to.length || /[?\ufffd]/.test(returned) || to.length < from.length
    ? 'characters replaced'
    : 'changed';
}

/** Characters without which, or up to the first of which, a string came back; `null` where it did not come back so. */
function lostCharacters(sent: string, returned: string): string | null {
  if (returned.length >= sent.length) return null;
  const isLost = (characters: RegExp): boolean =>
    sent.replaceAll(characters, '') === returned ||
    sent.slice(0, sent.search(characters)) === returned;
  return (
    LOST.find(([, characters]) => sent.search(characters) >= 0 && isLost(characters))?.[0] ?? null
  );
}

function unescapedMarkup(text: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replaceAll(MARKUP, (entity) => characters[entity.slice(1, -1)] ?? "'");
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
