/** What may be left open even in such a text: a surrogate escape, and an integer of sixteen digits or more. */
const DOUBTFUL = /\\u[dD][89A-Fa-f]|(?:^|[[:,])-?\d{16}/;

/**
 * The value of a text that `JSON.stringify` gives back unchanged, as most servers write; `undefined` for any
 * other. Such a text keeps to the grammar, repeats no name, spells its numbers as binary64 does, and holds no
 * doubtful token, so that nothing in it is left open, which is seen far sooner than by a scan.
 */
export function readPlainJson(text: string): unknown {
  if (DOUBTFUL.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
