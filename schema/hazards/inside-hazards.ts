import { isExtremeMember } from '../extreme-case.ts';
import { RawJson } from '../json-text/raw-json.ts';
import { EMPTY_HAZARDS } from './container-hazards.ts';
import type { Hazard, MemberCarrier } from './hazard.ts';
import { KEY_HAZARDS } from './key-hazards.ts';
import { NAMED_INSIDE } from './named-inside.ts';
import { NUMBER_HAZARDS } from './number-hazards.ts';
import { STRING_HAZARDS } from './string-hazards.ts';

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
