import type { Hazard } from './hazard.ts';
import { valueHazards, type ValueRow } from './value-hazard.ts';

/** A character of one, two, three and four octets in UTF-8. */
const CHARACTERS = ['s', '\u00e9', '\u65e5', '\u{1f600}'] as const;
/** Limits that columns and validators have, in octets or in characters. */
const LIMITS = [255, 1000, 4000];

/** Strings whose octets are just within a limit, and one character more, by the octets of a character. */
const OCTETS: readonly ValueRow[] = LIMITS.flatMap((limit) =>
  CHARACTERS.flatMap((character, index): ValueRow[] => {
    const width = index + 1;
    const most = Math.floor(limit / width);
    return [
      lengthRow(character, most, width, `${limit} octets`),
      lengthRow(character, most + 1, width, `${limit} octets`),
    ];
  }),
);

/** As many characters as a limit, and one more, where each takes four octets, or two units of UTF-16. */
const WIDE: readonly ValueRow[] = [255, 256].map((count) =>
  lengthRow('\u{1f600}', count, 4, '255 characters'),
);

/** Strings just below and just above round limits, counted in octets and in characters. */
export const LENGTH_HAZARDS: readonly Hazard[] = valueHazards('length', [...OCTETS, ...WIDE]);

function lengthRow(character: string, count: number, width: number, limit: string): ValueRow {
  const what = `${count} characters of ${width} octets each`;
  const breaks = `limits of ${limit}, counted in the one and checked in the other`;
  return [`${count}-of-${width}`, character.repeat(count), what, breaks, 'MySQL manual, VARCHAR'];
}
