import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import { anyStatusSignature } from '../../schema/requirements/finding.ts';

/** A finding that stands for others, which differ from it in the status of the response only. */
export interface AlikeFindings {
  readonly shown: ReportedFinding;
  readonly alike: readonly ReportedFinding[];
}

/** What follows the value in the description of one that has the wrong type. */
const TYPE = / \((array|object|string|number|boolean)(?:, \d+ \w+)?\)$/;

/**
 * The findings of one requirement, those together that show the same failure under several statuses, in the order of
 * their first ones. What may be another fault stays by itself: a wrong status, another value, another rate of failing,
 * another entry of the baseline.
 */
export function groupAlike(findings: readonly ReportedFinding[]): readonly AlikeFindings[] {
  const groups: { readonly failure: string; readonly members: ReportedFinding[] }[] = [];
  for (const finding of findings) {
    const failure = failureOf(finding);
    const known = groups.find(
      (each) =>
        each.failure === failure && each.members.every(({ status }) => status !== finding.status),
    );
    if (known === undefined) groups.push({ failure, members: [finding] });
    else known.members.push(finding);
  }
  return groups.flatMap(({ members: [shown, ...alike] }) =>
    shown === undefined ? [] : [{ shown, alike }],
  );
}

/** Under which other statuses a failure shows: `also with status 400, 422`; empty where there is none. */
export function alsoWith(alike: readonly Pick<ReportedFinding, 'status'>[]): string {
  if (alike.length === 0) return '';
  const statuses = alike.map(({ status }) => status).toSorted((a, b) => (a ?? 0) - (b ?? 0));
  return `also with status ${statuses.map((status) => status ?? '(no response)').join(', ')}`;
}

function failureOf(finding: ReportedFinding): string {
  const { signature, where, expected, confirmed, known } = finding;
  if (where === 'status') return signature;
  const parts = [anyStatusSignature(finding), expected, wrongness(finding), confirmed.label, known];
  return JSON.stringify(parts);
}

/** What is wrong: of a value that has the wrong type that type, because the value may well be the status. */
function wrongness({ clause, actual }: ReportedFinding): string {
  const first = actual.replace(/, and \d+ more in this response$/, '');
  const type = clause.endsWith('/type') ? TYPE.exec(first)?.[1] : undefined;
  return type ?? first;
}
