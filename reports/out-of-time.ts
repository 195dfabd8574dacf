import type { FullResult } from '@playwright/test/reporter';
import type { Trouble } from '../schema/evidence.ts';

/** The trouble of a run that Playwright ended because its time was up; none otherwise. */
export function outOfTime({ status }: Pick<FullResult, 'status'>): readonly Trouble[] {
  if (status !== 'timedout') return [];
  return [{ kind: 'time-limit', message: 'The time limit of the whole run was reached.' }];
}
