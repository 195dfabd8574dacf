import { isExtremeMember } from '../http/extreme-case.ts';
import { RawJson } from '../json/write-json.ts';
import { EMPTY_HAZARDS } from './container-hazards.ts';
import type { Hazard, MemberCarrier } from './hazard.ts';
import { KEY_HAZARDS, keyHazard } from './name-hazards.ts';
import { NUMBER_HAZARDS } from './number-hazards.ts';
import { STRING_HAZARDS } from './string-hazards.ts';

/** Names that are too likely to be a preference of the user's own to be sent as one, and harmless inside. */
const NAMED_INSIDE: readonly Hazard[] = [
  keyHazard([
    'camel',
    'camelCase',
    'a name in camel case',
    'name converters: camel_case',
    'Rails, underscore',
  ]),
  keyHazard([
    'snake',
    'snake_case',
    'a name in snake case',
    'name converters: snakeCase',
    'Symfony, CamelCaseToSnakeCaseNameConverter',
  ]),
  keyHazard([
    'dash',
    'kebab-case',
    'a dash in a name',
    'name converters: kebab_case',
    'Spring, relaxed binding',
  ]),
  keyHazard([
    'private',
    '_private',
    'a name that begins with _',
    'taken for private: dropped',
    'CouchDB manual, Special Fields',
  ]),
  keyHazard([
    'password',
    'password',
    'a member named password',
    'masked or dropped as a secret',
    'Rails, filter_parameters',
  ]),
  keyHazard(['order', 'order', 'a reserved word of SQL', 'unquoted columns', 'SQL:2016 5.2']),
  keyHazard([
    'message',
    'message',
    'a member named as one of the answer',
    'assigned to the answer',
    'ECMA-262, Object.assign',
  ]),
];

/** What is longer, or a spelling, says the same inside as outside. */
const LONGEST = 80;

/**
 * Names and values once more, as members of an object that is a preference: what a server does to preferences
 * alone, or to all but those, shows only in one of the two places.
 */
export const INSIDE_HAZARDS: readonly Hazard[] = [
  ...KEY_HAZARDS,
  ...NAMED_INSIDE,
  ...STRING_HAZARDS,
  ...NUMBER_HAZARDS,
  ...EMPTY_HAZARDS.filter(({ kind }) => kind === 'empty' || kind === 'container'),
].flatMap((hazard) => (hazard.carrier.in === 'member' ? inside(hazard, hazard.carrier) : []));

function inside(hazard: Hazard, { key, exact, value }: MemberCarrier): Hazard[] {
  if (value instanceof RawJson || JSON.stringify([key, value]).length > LONGEST) return [];
  const extreme = isExtremeMember('inside', { [key]: value });
  return [
    {
      ...hazard,
      name: `inside-${hazard.name}`,
      what: `${hazard.what}, inside an object`,
      kind: 'inside',
      extreme,
      carrier: { in: 'inside', container: extreme ? 'odd' : 'in', key, exact, value },
    },
  ];
}
