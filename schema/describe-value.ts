const LONGEST_TEXT = 60;

/** Names a JSON value in a few words for a finding: `[] (array, 0 items)`, `"x" (string)`, `null`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `${shortJson(value)} (array, ${countOf(value.length, 'item')})`;
  if (typeof value === 'object') {
    return `${shortJson(value)} (object, ${countOf(Object.keys(value).length, 'member')})`;
  }
  return `${shortJson(value)} (${typeof value})`;
}

/** Writes a value as JSON of at most 60 characters, cut with an ellipsis. */
export function shortJson(value: unknown): string {
  return shortRedactedJson(value, (text) => text);
}

/** Writes a value as JSON of at most 60 characters: redacted as a whole, then cut with an ellipsis. */
export function shortRedactedJson(value: unknown, redact: (text: string) => string): string {
  const text = redact(writeJson(value));
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
