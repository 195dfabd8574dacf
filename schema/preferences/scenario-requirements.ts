import type { Operation } from '../operation.ts';
import type { RequirementRow } from '../requirement.ts';

/** Requirements that take more than one exchange; a spec names the one that it expects something for. */
export type ScenarioRequirementId =
  | 'put-is-idempotent'
  | 'update-is-saved'
  | 'empty-update-keeps'
  | 'merge-or-replace-is-constant'
  | 'spaces-are-apart'
  | 'refused-update-changes-nothing'
  | 'answers-belong-to-requests'
  | 'acknowledged-updates-are-kept'
  | 'sequences-keep-the-model';

/** A row whose id a spec can name. */
export interface ScenarioRequirement extends RequirementRow {
  readonly id: ScenarioRequirementId;
}

/** The rows of all scenario requirements of an operation. */
export function scenarioRequirements(operation: Operation): readonly ScenarioRequirement[] {
  const prose = { ref: `${operation.pointer}/description`, quote: operation.description };
  const space = operation.parameters.find(({ name }) => name === 'space');
  return [
    {
      id: 'put-is-idempotent',
      level: 'implied',
      statement: 'The same update twice leaves the sent preferences as after once.',
      source: {
        ref: 'RFC 9110 9.2.2',
        quote: 'the PUT, DELETE, and safe request methods are idempotent',
      },
      condition: 'answers show what was sent',
    },
    tentative('update-is-saved', 'A later update without content shows what was saved.'),
    {
      ...tentative('empty-update-keeps', 'An update without content loses no preference.'),
      condition: 'the target merges updates',
    },
    tentative(
      'merge-or-replace-is-constant',
      'An update always merges into the stored preferences, or always replaces them.',
      'answers show what was sent',
    ),
    {
      ...tentative('spaces-are-apart', 'An update in one space does not show in another.'),
      source: { ref: space?.pointer ?? operation.pointer, quote: 'Space Identifier' },
      condition: 'two known spaces (SPACES) that keep what is saved',
    },
    tentative(
      'refused-update-changes-nothing',
      'A refused update changes no preference.',
      'a refusal',
    ),
    tentative(
      'answers-belong-to-requests',
      'Of updates in flight together, each answer belongs to its request.',
      'the target merges updates, and keeps those in flight together',
    ),
    tentative(
      'acknowledged-updates-are-kept',
      'Of updates of different keys in flight together, each that was answered with a 200 is saved.',
      'the target merges updates, and keeps those that come one after another',
    ),
    tentative(
      'sequences-keep-the-model',
      'After any sequence of updates the preferences are what the updates say.',
      'random sequences (profiles default and full)',
    ),
  ];

  function tentative(
    id: ScenarioRequirementId,
    statement: string,
    condition?: string,
  ): ScenarioRequirement {
    const row = { id, level: 'tentative', statement, source: prose } as const;
    return condition === undefined ? row : { ...row, condition };
  }
}
