import { NO_PLACES, openPlacesOf, type OpenPlaces } from './open-places.ts';

/** What may be left open even in such a text: a surrogate escape, and an integer of sixteen digits or more. */
const DOUBTFUL = /\\u[dD][89A-Fa-f]|(?:^|[[:,])-?\d{16}/;

/** The value of a plain text, and what the text leaves open. */
export interface PlainJson {
  readonly value: unknown;
  readonly places: OpenPlaces;
}

/**
 * Reads a text that `JSON.stringify` gives back unchanged, as most servers write; `undefined` for any other.
 * Such a text keeps to the grammar, repeats no name and spells its numbers as binary64 does, so that what it
 * leaves open is seen in its value, far sooner than by a scan.
 */
export function readPlainJson(text: string): PlainJson | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) !== text) return undefined;
    return { value, places: DOUBTFUL.test(text) ? openPlacesOf(value) : NO_PLACES };
  } catch {
    return undefined;
  }
}
