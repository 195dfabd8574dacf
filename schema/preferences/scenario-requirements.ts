import type { Operation } from '../contract/operation.ts';
import type { RequirementRow } from '../requirements/requirement.ts';

/** Ids of the requirements that take more than one exchange, in the order of reports. */
const IDS = [
  'put-is-idempotent',
  'update-is-saved',
  'empty-update-keeps',
  'merge-or-replace-is-constant',
  'spaces-are-apart',
  'refused-update-changes-nothing',
  'answers-belong-to-requests',
  'acknowledged-updates-are-kept',
  'sequences-keep-the-model',
] as const;

/** A requirement that takes more than one exchange; a spec names the one that it expects something for. */
export type ScenarioRequirementId = (typeof IDS)[number];

/** Those of them that the model of the store decides, from the requests of one finding alone. */
export const STORE_REQUIREMENTS: readonly ScenarioRequirementId[] = [
  'update-is-saved',
  'empty-update-keeps',
  'spaces-are-apart',
  'merge-or-replace-is-constant',
  'refused-update-changes-nothing',
  'sequences-keep-the-model',
];

/** A row whose id a spec can name. */
export interface ScenarioRequirement extends RequirementRow {
  readonly id: ScenarioRequirementId;
}

/** The row of a scenario requirement. */
export function scenarioRequirement(
  operation: Operation,
  id: ScenarioRequirementId,
): ScenarioRequirement {
  return { id, ...ROWS[id](operation) };
}

/** The rows of all scenario requirements of an operation, in the order of reports. */
export function scenarioRequirements(operation: Operation): readonly ScenarioRequirement[] {
  return IDS.map((id) => scenarioRequirement(operation, id));
}

type RowOf = (operation: Operation) => Omit<ScenarioRequirement, 'id'>;

const ROWS: Readonly<Record<ScenarioRequirementId, RowOf>> = {
  'put-is-idempotent': () => ({
    level: 'implied',
    statement: 'Repeating an update changes nothing further.',
    source: {
      ref: 'RFC 9110 9.2.2',
      quote: 'the PUT, DELETE, and safe request methods are idempotent',
    },
    condition: 'responses show what was sent',
  }),
  'update-is-saved': (operation) => ({
    ...tentative('An accepted update is saved: later responses show it.')(operation),
    unseenWhere:
      'Where each response shows only what its own request sent, it takes a contract with an operation that reads.',
  }),
  'empty-update-keeps': tentative(
    'An empty update removes no preference.',
    'the target merges updates',
  ),
  'merge-or-replace-is-constant': tentative(
    'Updates either always merge into the stored preferences or always replace them.',
    'responses show what was sent',
  ),
  'spaces-are-apart': (operation) => {
    const space = operation.parameters.find(({ name }) => name === 'space');
    return {
      level: 'tentative',
      statement: 'An update in one space does not appear in another space.',
      source: { ref: space?.pointer ?? operation.pointer, quote: 'Space Identifier' },
      condition: 'two known spaces (SPACES) that keep what is saved',
      optIn: 'SPACES=one,two',
    };
  },
  'refused-update-changes-nothing': tentative(
    'A refused update changes no preference.',
    'a refusal',
  ),
  'answers-belong-to-requests': tentative(
    'Each response to concurrent updates belongs to its own request.',
    'the target merges updates, and keeps those in flight together',
  ),
  'acknowledged-updates-are-kept': tentative(
    'Every concurrent update of a different key that got a 200 is saved.',
    'the target merges updates, and keeps those that come one after another',
  ),
  'sequences-keep-the-model': (operation) => ({
    ...tentative(
      'After a sequence of updates, the stored preferences match the expected state.',
      'random sequences (profiles default and full)',
    )(operation),
    optIn: 'PROFILE=default',
  }),
};

/** A requirement whose authority is the description of the operation. */
function tentative(statement: string, condition?: string): RowOf {
  return ({ pointer, description }) => {
    const source = { ref: `${pointer}/description`, quote: description };
    const row = { level: 'tentative', statement, source } as const;
    return condition === undefined ? row : { ...row, condition };
  };
}
