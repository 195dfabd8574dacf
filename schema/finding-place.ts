/** The place of a finding about the status itself; signatures leave it out. */
export const AT_STATUS: Pick<Violation, 'where' | 'place'> = { where: 'status', place: '' };

/** Where in the answer a finding points, in words: a JSON pointer, a header, the status, or the whole body. */
export function describeWhere(where: string): string {
  if (where === '') return 'the whole body';
  return where === 'status' ? 'the status' : where;
}

/** ` at WHERE` for a sentence; nothing where the sentence says itself what it is about. */
export function atPlace(where: string): string {
  return where === '' || where === 'status' ? '' : ` at ${where}`;
}
import type { Violation } from './finding.ts';
