import { nestsDeeper } from './json-value.ts';

/** Tokens of JSON text, one after another; of what is no JSON too, so the text wants to be parsed first. */
export const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+)/gy;

const MAX_LENGTH = 100_000;
const MAX_DEPTH = 40;
/** What a body ends with that was cut. */
const CUT = '…';
/** Tokens that may belong to the member in which a text was cut. */
const BROKEN_TOKENS = 4;

/**
 * The part of a text that is JSON to be laid out: all of it, or where it was cut, what is before the member that
 * was cut. `null` for what is no JSON text, very long or very deep.
 */
export function readableJson(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  if (isReadable(text)) return text;
  return text.endsWith(CUT) ? openingOf(text) : null;
}

function openingOf(text: string): string | null {
  const tokens = [...text.matchAll(TOKEN)];
  for (const end of Array.from({ length: BROKEN_TOKENS + 1 }, (_, cut) => tokens.length - cut)) {
    const kept = tokens.slice(0, Math.max(0, end));
    const opening = kept.map(([token]) => token).join('');
    if (isReadable(opening + closingOf(kept.map(([, token = '']) => token)))) return opening;
  }
  return null;
}

/** The brackets that close what tokens leave open. */
function closingOf(tokens: readonly string[]): string {
  const open: string[] = [];
  for (const token of tokens) {
    if (token === '{') open.unshift('}');
    if (token === '[') open.unshift(']');
    if (token === '}' || token === ']') open.shift();
  }
  return open.join('');
}

function isReadable(text: string): boolean {
  try {
    return !nestsDeeper(JSON.parse(text), MAX_DEPTH);
  } catch {
    return false;
  }
}
