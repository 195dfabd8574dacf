import { readingOfBody } from '../case-reading.ts';
import type { Case } from '../exchange.ts';
import { isJsonObject } from '../json-object.ts';

/** Values that loosely typed servers read as an empty object (PHP: `[]`, `null`, `""`, `0`, `false`). */
function isEmptyLike(value: unknown): boolean {
  return (
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/**
 * Names how an accepted request breaks the contract, to tell leniency from blindness:
 * `coerced []` for a value that weak typing takes for an empty object, else `accepted`.
 */
export function acceptanceLabel(asked: Case): string {
  if (asked.body === null || asked.body.length === 0) return 'accepted without a body';
  const reading = readingOfBody(asked.body);
  if (reading.kind !== 'json') return 'accepted';
  const suspects = isJsonObject(reading.value) ? Object.values(reading.value) : [reading.value];
  const coerced = suspects.filter((value) => !isJsonObject(value)).find(isEmptyLike);
  return coerced === undefined ? 'accepted' : `coerced ${JSON.stringify(coerced)}`;
}
