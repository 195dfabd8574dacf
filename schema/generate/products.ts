import { both, type Alternative } from './alternative.ts';

/** The most alternatives kept of one schema; more are thinned out evenly. */
const mostAlternatives = 64;

/** What satisfies one alternative of each list: their pairs, contradictions left out. */
export function product(lists: readonly (readonly Alternative[])[]): readonly Alternative[] {
  const [first = [], ...rest] = [...lists].sort((left, right) => left.length - right.length);
  let combined = first;
  for (const list of rest) combined = thinned(pairs(combined, list));
  return combined;
}

/** At most as many alternatives as are kept of one schema, taken evenly from all of them. */
export function thinned(
  alternatives: readonly Alternative[],
  most = mostAlternatives,
): readonly Alternative[] {
  if (alternatives.length <= most) return alternatives;
  const step = alternatives.length / most;
  return Array.from({ length: most }, (_, index) => alternatives[Math.floor(index * step)]).filter(
    (each) => each !== undefined,
  );
}

function pairs(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  return left.flatMap((one) =>
    right.map((other) => both(one, other)).filter((pair) => pair !== null),
  );
}
