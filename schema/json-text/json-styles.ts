import fc from 'fast-check';
import type { JsonStyle } from './json-style.ts';

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
