import fc from 'fast-check';
import type { JsonStyle } from './json-style.ts';
import { writeJson } from './write-json.ts';

/** Every style; each part shrinks to the canonical one by itself. */
export const jsonStyles: fc.Arbitrary<JsonStyle> = fc.record(
  {
    whitespace: fc.constantFrom('none', 'spaces', 'lines', 'crlf', 'tabs'),
    strings: fc.constantFrom('shortest', 'solidus', 'ascii', 'escaped'),
    numbers: fc.constantFrom('shortest', 'exponent', 'fraction'),
    members: fc.constantFrom('in-order', 'reversed'),
  },
  { noNullPrototype: true },
);

/** A value, and one of the JSON texts that mean it. */
export interface WrittenJson {
  readonly value: unknown;
  readonly style: JsonStyle;
  readonly text: string;
}

/**
 * JSON texts for values: whitespace, escapes, forms of numbers and member order vary (RFC 8259 sections 2, 6, 7),
 * the meaning does not: each text reads back as an equal value. Shrinks first each
 * part of the style to the canonical text, which takes few steps, and apart from it the value.
 */
export function jsonTexts(values: fc.Arbitrary<unknown>): fc.Arbitrary<WrittenJson> {
  return fc.tuple(jsonStyles, values).map(
    ([style, value]) => ({ value, style, text: writeJson(value, style) }),
    (written) => {
      if (!isWrittenJson(written)) throw new Error('This is no written JSON');
      return [written.style, written.value];
    },
  );
}

function isWrittenJson(candidate: unknown): candidate is WrittenJson {
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    'value' in candidate &&
    'style' in candidate
  );
}
