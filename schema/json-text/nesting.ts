const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** With this bit, a bracket is the brace of its side. */
const TO_BRACE = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/**
 * Where octets nest objects and lists deeper than a number of levels: how many octets that takes; `null` where they do
 * not. Octets that are no JSON text are counted by their brackets outside of strings. Costs one pass, and none where
 * there is no room for so many.
 */
export function deeperThan(levels: number, bytes: Uint8Array): number | null {
  if (bytes.length <= levels) return null;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at] ?? 0;
    if (octet === QUOTE) isInString = !isInString;
    else if (isInString) at += octet === BACKSLASH ? 1 : 0;
    else if ((octet | TO_BRACE) === OPENING) depth += 1;
    else if ((octet | TO_BRACE) === CLOSING) depth -= 1;
    if (depth > levels) return at + 1;
  }
  return null;
}
