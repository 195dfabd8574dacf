import { createHash } from 'node:crypto';
import { isJsonObject } from './json-value.ts';

/** Characters that JSON writes in another way in a text, or may: all but printable ASCII, and quotes and backslashes. */
const SPECIAL = /[^ !#-[\]-~]/;
/** Characters that are hashed at once: to make the text of a large document as a whole takes longer. */
const PIECE = 32_768;

/** The sha256 (hex) of what `canonicalJson` writes for a JSON value; the text is never there as a whole. */
export function canonicalDigest(value: unknown): string {
  const hash = createHash('sha256');
  let text = '';
  const write = (part: unknown): void => {
    if (typeof part === 'string') {
      text += quoted(part);
    } else if (Array.isArray(part)) {
      text += '[';
      part.forEach((item, index) => {
        if (index > 0) text += ',';
        write(item);
      });
      text += ']';
    } else if (isJsonObject(part)) {
      let before = '{';
      for (const name of Object.keys(part).sort()) {
        text += `${before}${quoted(name)}:`;
        write(part[name]);
        before = ',';
      }
      text += before === '{' ? '{}' : '}';
      if (text.length > PIECE) {
        hash.update(text);
        text = '';
      }
    } else {
      text += JSON.stringify(part);
    }
  };
  write(value);
  return hash.update(text).digest('hex');
}

function quoted(text: string): string {
  return SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}
