import type { Trouble } from './evidence.ts';

/** The target stopped answering the control, took the credentials no longer, or took all the time that there was. */
const KINDS: ReadonlySet<string> = new Set(['went-away', 'token-expired', 'time-limit']);

/** Whether trouble came over a target whose control had passed: what was confirmed by then counts all the same. */
export function isTroubleOfTarget({ kind }: Trouble): boolean {
  return KINDS.has(kind);
}
