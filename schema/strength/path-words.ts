import type { ValuePath } from '../edited-value.ts';

/** A path for people, without indices: `object.roles[]`; the whole is `the body`. */
export function pathWords(path: ValuePath): string {
  const words = path.map((step) => (typeof step === 'number' ? '[]' : `.${step}`)).join('');
  return words === '' ? 'the body' : words.replace(/^\./, '');
}
