import { ANSWER_NAME_HAZARDS } from './answer-name-hazards.ts';
import { DEEP_AND_WIDE_HAZARDS, EMPTY_HAZARDS, SIZE_HAZARDS } from './container-hazards.ts';
import { FRAMING_HAZARDS } from './framing-hazards.ts';
import type { Hazard } from './hazard.ts';
import { INSIDE_HAZARDS } from './inside-hazards.ts';
import { HEADER_HAZARDS } from './header-hazards.ts';
import { KEY_HAZARDS } from './key-hazards.ts';
import { LENGTH_HAZARDS } from './length-hazards.ts';
import { MEDIA_TYPE_HAZARDS } from './media-type-hazards.ts';
import { NUMBER_HAZARDS } from './number-hazards.ts';
import { QUERY_HAZARDS } from './query-hazards.ts';
import { STRING_HAZARDS } from './string-hazards.ts';
import { SPELLING_HAZARDS, UNDEFINED_TEXT_HAZARDS } from './text-hazards.ts';

/** Every hazard, in the order in which to try them: what has broken most servers first. Names are unique. */
export const HAZARDS: readonly Hazard[] = [
  ...EMPTY_HAZARDS,
  ...KEY_HAZARDS,
  ...STRING_HAZARDS,
  ...NUMBER_HAZARDS,
  ...SPELLING_HAZARDS,
  ...INSIDE_HAZARDS,
  ...ANSWER_NAME_HAZARDS,
  ...LENGTH_HAZARDS,
  ...SIZE_HAZARDS,
  ...DEEP_AND_WIDE_HAZARDS,
  ...QUERY_HAZARDS,
  ...MEDIA_TYPE_HAZARDS,
  ...HEADER_HAZARDS,
  ...FRAMING_HAZARDS,
  ...UNDEFINED_TEXT_HAZARDS,
].map(shortlyNamed);

/** Keys, and values beside keys that are hazards, are short, each its own: they are part of every counterexample. */
function shortlyNamed(hazard: Hazard, index: number): Hazard {
  const { carrier, kind } = hazard;
  const short = index.toString(36);
  if (carrier.in === 'text') return { ...hazard, carrier: { ...carrier, key: short } };
  if (carrier.in !== 'inside' && carrier.in !== 'member') return hazard;
  if (carrier.exact) {
    const isFree = typeof carrier.value === 'string';
    return isFree ? { ...hazard, carrier: { ...carrier, value: `v${short}` } } : hazard;
  }
  if (kind === 'size') return hazard;
  const key = carrier.in === 'inside' ? `k${short}` : short;
  return { ...hazard, carrier: { ...carrier, key } };
}
