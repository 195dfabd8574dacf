import type { Hazard } from './hazard.ts';

/** Names that a response has for its own. */
export const ANSWER_NAMES = ['message', 'object', 'email', 'roles', 'preferences'] as const;

const VALUES: readonly (readonly [slug: string, value: unknown, what: string])[] = [
  ['null', null, 'null'],
  ['boolean', false, 'false'],
  ['number', 0, '0'],
  ['text', 'a', 'a string'],
  ['empty-text', '', 'an empty string'],
  ['list', ['a'], 'a list'],
  ['empty-list', [], 'an empty list'],
  ['object', { a: 1 }, 'an object'],
  ['empty-object', {}, 'an empty object'],
];

/** The names of a response with values of every type, in an object that is inside of a preference. */
export const ANSWER_NAME_HAZARDS: readonly Hazard[] = VALUES.map(([slug, value, what]) => ({
  name: `inside-answer-names-${slug}`,
  what: `the names of the response inside an object, each ${what}`,
  kind: 'inside',
  class: 'valid',
  extreme: false,
  breaks: 'unwrapping and assigning by name, serializers that know the names',
  source: 'CWE-915',
  carrier: {
    in: 'inside',
    container: 'in',
    key: slug,
    exact: false,
    value: Object.fromEntries(ANSWER_NAMES.map((name) => [name, value])),
  },
}));
