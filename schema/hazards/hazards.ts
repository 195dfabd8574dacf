import { DEEP_AND_WIDE_HAZARDS, EMPTY_HAZARDS, SIZE_HAZARDS } from './container-hazards.ts';
import { type Hazard, valueHazards, type ValueRow } from './hazard.ts';
import { HEADER_HAZARDS } from './header-hazards.ts';
import { INSIDE_HAZARDS } from './inside-hazards.ts';
import { KEY_HAZARDS } from './name-hazards.ts';
import { MEDIA_TYPE_HAZARDS } from './media-type-hazards.ts';
import { NUMBER_HAZARDS } from './number-hazards.ts';
import { QUERY_HAZARDS } from './query-hazards.ts';
import { STRING_HAZARDS } from './string-hazards.ts';
import { TEXT_HAZARDS, UNDEFINED_TEXT_HAZARDS } from './text-hazards.ts';

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
const LENGTH_HAZARDS: readonly Hazard[] = valueHazards('length', [...OCTETS, ...WIDE]);

/** How a body is put on the wire; what it says is the same. */
const FRAMING_HAZARDS: readonly Hazard[] = [
  {
    name: 'framing-chunked',
    what: 'a body in chunks, without a length',
    kind: 'framing',
    class: 'valid',
    extreme: false,
    // A server may ask for a length (411).
    oftenRefused: true,
    breaks: 'WSGI, CGI and proxies that read as much as Content-Length says: an empty body',
    source: 'RFC 9112 7.1',
    carrier: {
      in: 'header',
      field: 'transfer-encoding',
      pairs: () => [['Transfer-Encoding', 'chunked']],
    },
  },
  {
    name: 'framing-pieces',
    what: 'a body that comes in two pieces',
    kind: 'framing',
    class: 'valid',
    extreme: false,
    breaks: 'servers that read once: a cut body',
    source: 'RFC 9112 6.3',
    carrier: { in: 'pieces' },
  },
];

/** Names that a response has for its own. */
const RESPONSE_NAMES = ['message', 'object', 'email', 'roles', 'preferences'] as const;

const VALUES: readonly (readonly [slug: string, value: unknown, what: string])[] = [
  ['null', null, 'null'],
  ['boolean', false, 'false'],
  ['number', 0, '0'],
  ['text', 'a', 'a string'],
  ['empty-text', '', 'an empty string'],
  ['list', ['a'], 'a list'],
  ['empty-list', [], 'an empty list'],
  ['object', { a: 1 }, 'an object'],
  ['empty-object', {}, 'an empty object'],
];

/** The names of a response with values of every type, in an object that is inside of a preference. */
const RESPONSE_NAME_HAZARDS: readonly Hazard[] = VALUES.map(([slug, value, what]) => ({
  name: `inside-answer-names-${slug}`,
  what: `the names of the response inside an object, each ${what}`,
  kind: 'inside',
  class: 'valid',
  extreme: false,
  breaks: 'unwrapping and assigning by name, serializers that know the names',
  source: 'CWE-915',
  carrier: {
    in: 'inside',
    container: 'in',
    key: slug,
    exact: false,
    value: Object.fromEntries(RESPONSE_NAMES.map((name) => [name, value])),
  },
}));

/** Every hazard, in the order in which to try them: what has broken most servers first. Names are unique. */
export const HAZARDS: readonly Hazard[] = [
  ...EMPTY_HAZARDS,
  ...KEY_HAZARDS,
  ...STRING_HAZARDS,
  ...NUMBER_HAZARDS,
  ...TEXT_HAZARDS,
  ...INSIDE_HAZARDS,
  ...RESPONSE_NAME_HAZARDS,
  ...LENGTH_HAZARDS,
  ...SIZE_HAZARDS,
  ...DEEP_AND_WIDE_HAZARDS,
  ...QUERY_HAZARDS,
  ...MEDIA_TYPE_HAZARDS,
  ...HEADER_HAZARDS,
  ...FRAMING_HAZARDS,
  ...UNDEFINED_TEXT_HAZARDS,
].map(shortlyNamed);

/** Keys, and values next to keys that are hazards, are short, each its own: they are part of every counterexample. */
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

function lengthRow(character: string, count: number, width: number, limit: string): ValueRow {
  const what = `${count} characters of ${width} octets each`;
  const breaks = `limits of ${limit}, counted in the one and checked in the other`;
  return {
    name: `${count}-of-${width}`,
    value: character.repeat(count),
    what,
    breaks,
    source: 'MySQL manual, VARCHAR',
  };
}
