import { isExtremeMember } from '../http/extreme-case.ts';
import { RawJson } from '../json/write-json.ts';
import { EMPTY_HAZARDS } from './container-hazards.ts';
import type { Hazard, MemberCarrier } from './hazard.ts';
import { KEY_HAZARDS, keyHazard } from './name-hazards.ts';
import { NUMBER_HAZARDS } from './number-hazards.ts';
import { STRING_HAZARDS } from './string-hazards.ts';

/** Names that are too likely to be a preference of the user's own to be sent as one, and harmless inside. */
const NAMED_INSIDE: readonly Hazard[] = [
  keyHazard({
    name: 'camel',
    key: 'camelCase',
    what: 'a name in camel case',
    breaks: 'name converters: camel_case',
    source: 'Rails, underscore',
  }),
  keyHazard({
    name: 'snake',
    key: 'snake_case',
    what: 'a name in snake case',
    breaks: 'name converters: snakeCase',
    source: 'Symfony, CamelCaseToSnakeCaseNameConverter',
  }),
  keyHazard({
    name: 'dash',
    key: 'kebab-case',
    what: 'a dash in a name',
    breaks: 'name converters: kebab_case',
    source: 'Spring, relaxed binding',
  }),
  keyHazard({
    name: 'private',
    key: '_private',
    what: 'a name that begins with _',
    breaks: 'taken for private: dropped',
    source: 'CouchDB manual, Special Fields',
  }),
  keyHazard({
    name: 'password',
    key: 'password',
    what: 'a member named password',
    breaks: 'masked or dropped as a secret',
    source: 'Rails, filter_parameters',
  }),
  keyHazard({
    name: 'order',
    key: 'order',
    what: 'a reserved word of SQL',
    breaks: 'unquoted columns',
    source: 'SQL:2016 5.2',
  }),
  keyHazard({
    name: 'message',
    key: 'message',
    what: 'a member named as one of the response',
    breaks: 'assigned to the response',
    source: 'ECMA-262, Object.assign',
  }),
];

/** What is longer, or another text of the same value, says the same inside as outside. */
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
