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
      statement: 'Repeating an update changes nothing further.',
      source: {
        ref: 'RFC 9110 9.2.2',
        quote: 'the PUT, DELETE, and safe request methods are idempotent',
      },
      condition: 'answers show what was sent',
    },
    tentative('update-is-saved', 'An accepted update is saved: later responses show it.'),
    {
      ...tentative('empty-update-keeps', 'An empty update removes no preference.'),
      condition: 'the target merges updates',
    },
    tentative(
      'merge-or-replace-is-constant',
      'Updates either always merge into the stored preferences or always replace them.',
      'answers show what was sent',
    ),
    {
      ...tentative('spaces-are-apart', 'An update in one space does not appear in another space.'),
      source: { ref: space?.pointer ?? operation.pointer, quote: 'Space Identifier' },
      condition: 'two known spaces (SPACES) that keep what is saved',
      optIn: 'SPACES=one,two',
    },
    tentative(
      'refused-update-changes-nothing',
      'A refused update changes no preference.',
      'a refusal',
    ),
    tentative(
      'answers-belong-to-requests',
      'Each response to concurrent updates belongs to its own request.',
      'the target merges updates, and keeps those in flight together',
    ),
    tentative(
      'acknowledged-updates-are-kept',
      'Every concurrent update of a different key that got a 200 is saved.',
      'the target merges updates, and keeps those that come one after another',
    ),
    {
      ...tentative(
        'sequences-keep-the-model',
        'After a sequence of updates, the stored preferences match the expected state.',
        'random sequences (profiles default and full)',
      ),
      optIn: 'PROFILE=default',
    },
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
