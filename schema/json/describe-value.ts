const LONGEST_TEXT = 60;

/** Stand around a long value; Unicode has no characters there, for the internal use of programs. */
const [BEGIN, END] = ['\ufdd0', '\ufdd1'];
const MARKED = new RegExp(`${BEGIN}([^${END}]*)${END}`, 'g');
const MARKS = new RegExp(`[${BEGIN}${END}]`, 'g');

/**
 * Names a JSON value of a response in a few words for a finding: `[] (array, 0 items)`, `"x" (string)`, `null`.
 * A long value stands there whole, between marks: a secret in it must be taken out before `cutValues` cuts it,
 * because half of a secret is not recognised.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `${markedJson(value)} (array, ${countOf(value.length, 'item')})`;
  if (typeof value === 'object') {
    return `${markedJson(value)} (object, ${countOf(Object.keys(value).length, 'member')})`;
  }
  return `${markedJson(value)} (${typeof value})`;
}

/** Writes a value of a response as JSON, between marks for `cutValues` where it is long. */
export function markedJson(value: unknown): string {
  return markedText(writeJson(value));
}

/** A text of a response, between marks for `cutValues` where it has more than so many characters. */
export function markedText(text: string, most = LONGEST_TEXT): string {
  return text.length > most ? BEGIN + text + END : text;
}

/** Cuts the values that `describeValue` and `markedJson` left whole in a text to 60 characters, with an ellipsis. */
export function cutValues(text: string): string {
  return text.replaceAll(MARKED, (_, value: string) => cut(value)).replaceAll(MARKS, '');
}

/** A text with the values that `describeValue` and `markedJson` left whole, without the marks around them. */
export function unmarked(text: string): string {
  return text.replaceAll(MARKS, '');
}

/** Writes a value of the contract as JSON of at most 60 characters, cut with an ellipsis. */
export function shortJson(value: unknown): string {
  return cut(writeJson(value));
}

/** Writes a value as JSON of at most 60 characters: redacted as a whole, then cut with an ellipsis. */
export function shortRedactedJson(value: unknown, redact: (text: string) => string): string {
  return cut(redact(writeJson(value)));
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '(nested too deeply to show)';
  }
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
