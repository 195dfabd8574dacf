import { literalEnd, numberEnd, stringEnd, stringValue, valueEnd } from './json-tokens.ts';

/** A member of a JSON object as it stands in the text. */
export interface MemberText {
  /** The name as a token, quotation marks and escapes included. */
  readonly name: string;
  readonly value: string;
}

const QUOTE = 0x22;
const SPACES = Array.from(' \n\r\t', (each) => each.charCodeAt(0));
const MARKS = Array.from('[]{},:', (each) => each.charCodeAt(0));
const NUMBER_STARTS = Array.from('-0123456789', (each) => each.charCodeAt(0));

/**
 * The members of a JSON object, or the items of a list by their index, as they stand in the text, so that
 * numbers of any length can be sent again as they came. Of repeated names the last one counts, as for
 * `JSON.parse`. Takes a JSON text that was read before; throws a JsonSyntaxError for any other, and gives
 * no member where the text is a scalar.
 */
export function memberTexts(text: string): ReadonlyMap<string, MemberText> {
  const members = new Map<string, MemberText>();
  let at = afterSpace(text, 0);
  const isObject = text[at] === '{';
  if (!isObject && text[at] !== '[') return members;
  at = afterSpace(text, at + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    const nameEnd = isObject ? stringEnd(text, at) : at;
    const name = isObject ? text.slice(at, nameEnd) : `"${members.size}"`;
    const start = isObject ? afterSpace(text, afterSpace(text, nameEnd) + 1) : at;
    const end = valueEnd(text, start, tokenEnd);
    members.set(stringValue(name), { name, value: text.slice(start, end) });
    at = afterSpace(text, end);
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return members;
}

function tokenEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return stringEnd(text, at);
  if (MARKS.includes(first)) return at + 1;
  if (SPACES.includes(first)) return afterSpace(text, at);
  return NUMBER_STARTS.includes(first) ? numberEnd(text, at) : literalEnd(text, at);
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (SPACES.includes(text.charCodeAt(at))) at += 1;
  return at;
}
