import type { DriftDirection } from '../../schema/drift/drift-change.ts';
import { countOf } from '../quantity.ts';
import type { ComparedDocument, DriftReport } from './drift-report.ts';

const CONCERNED: Readonly<Record<DriftDirection, string>> = {
  request: 'requests',
  response: 'answers',
  operation: 'operation',
  document: 'document',
};

/** Headings of the list, by impact. */
export const HEADINGS = {
  breaking: 'Breaking',
  compatible: 'Compatible',
  none: 'Of no consequence',
} as const;

/** Whom a change concerns: `answers`. */
export function concerned(direction: DriftDirection): string {
  return CONCERNED[direction];
}

/** The verdict in a sentence: `2 breaking changes, 1 compatible change.` */
export function verdictSentence({ verdict, counts, changes }: DriftReport): string {
  const unlisted = changes.every(({ impact }) => impact !== 'none') && counts.none > 0;
  const rest = [
    ...(counts.compatible > 0 ? [countOf(counts.compatible, 'compatible change')] : []),
    ...(counts.none > 0
      ? [`${counts.none} of no consequence${unlisted ? ' (--all lists them)' : ''}`]
      : []),
  ];
  if (verdict === 'unchanged' && rest.length === 0) return 'No change.';
  const breaking =
    counts.breaking > 0 ? countOf(counts.breaking, 'breaking change') : 'No breaking change';
  return `${[breaking, ...rest].join(', ')}.`;
}

/** A document for people: `served.json (version 1)`. */
export function documentWords({ name, version }: ComparedDocument): string {
  return `${name} (version ${version})`;
}
