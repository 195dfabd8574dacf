import type { Hazard } from './hazard.ts';
import { keyHazard } from './key-hazards.ts';

/** Names that are too likely to be a preference of the user's own to be sent as one, and harmless inside. */
export const NAMED_INSIDE: readonly Hazard[] = [
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
