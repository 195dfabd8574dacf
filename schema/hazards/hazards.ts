import { DEEP_AND_WIDE_HAZARDS, EMPTY_HAZARDS, SIZE_HAZARDS } from './container-hazards.ts';
import type { Hazard } from './hazard.ts';
import { INSIDE_HAZARDS } from './inside-hazards.ts';
import { HEADER_HAZARDS } from './header-hazards.ts';
import { KEY_HAZARDS } from './key-hazards.ts';
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
  ...SIZE_HAZARDS,
  ...DEEP_AND_WIDE_HAZARDS,
  ...QUERY_HAZARDS,
  ...MEDIA_TYPE_HAZARDS,
  ...HEADER_HAZARDS,
  ...UNDEFINED_TEXT_HAZARDS,
].map(shortlyKeyed);

/** Keys that are no hazard themselves are short, each its own: they are part of every counterexample. */
function shortlyKeyed(hazard: Hazard, index: number): Hazard {
  const { carrier, kind } = hazard;
  const key = index.toString(36);
  if (carrier.in === 'text') return { ...hazard, carrier: { ...carrier, key } };
  if (carrier.in === 'inside' && !carrier.exact) {
    return { ...hazard, carrier: { ...carrier, key: `k${key}` } };
  }
  const isFree = carrier.in === 'member' && !carrier.exact && kind !== 'size';
  return isFree ? { ...hazard, carrier: { ...carrier, key } } : hazard;
}
