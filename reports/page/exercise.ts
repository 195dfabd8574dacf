import type { ReportedRequirement } from '../conformance-report.ts';
import { countOf } from '../quantity.ts';

/** How often a requirement was exercised, in words, or why it was not. */
export function describeExercise({ exercised, condition, note }: ReportedRequirement): string {
  if (exercised > 0) return `exercised ${countOf(exercised, 'time')}`;
  return condition === undefined || note !== undefined
    ? 'never exercised'
    : `did not occur: ${condition}`;
}

/** A note that all of several requirements have: told once. */
export function sharedNote([first, ...others]: readonly ReportedRequirement[]): string | undefined {
  const isShared = others.length > 0 && others.every(({ note }) => note === first?.note);
  return isShared ? first?.note : undefined;
}
