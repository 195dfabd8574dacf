import { readingOfBody } from './case-reading.ts';
import type { Case } from './exchange.ts';

/**
 * Ways in which a case goes beyond what a server must support. RFC 8259 section 9 lets one limit size, depth,
 * range and precision of numbers, length and characters of strings; RFC 9110 4.1, 5.4 and 15.5.14 let one limit
 * URI, fields and content.
 */
export type Extreme =
  | 'size'
  | 'depth'
  | 'width'
  | 'long-name'
  | 'characters'
  | 'number-range'
  | 'long-uri'
  | 'long-field';

const MOST_OCTETS = 64 * 1024;
const MOST_DEPTH = 16;
const MOST_WIDTH = 500;
const MOST_NAME = 255;
const MOST_URI = 2 * 1024;
const MOST_FIELD = 4 * 1024;
/** Range of binary32. */
const LARGEST = 3.4e38;
const SMALLEST = 1.2e-38;
/** What XML 1.0 (2.2) and some databases cannot hold: control characters but tab and line ends, noncharacters. */
const RARE = /(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}/u;

/**
 * Whether an Error-shaped 4xx to a case, valid or not, is a limit to observe and never a rejection of valid data:
 * a body over 64 KiB, nested deeper than 16, an object or list of more than 500, a name over 255 characters, ...
 */
export function isExtreme(c: Case): boolean {
  return extremesOf(c).length > 0;
}

/** Which limits a case tries, in the order of the type. */
export function extremesOf(c: Case): Extreme[] {
  const found = new Set([...requestExtremes(c), ...bodyExtremes(c.body)]);
  return ORDER.filter((extreme) => found.has(extreme));
}

const ORDER: readonly Extreme[] = [
  'size',
  'depth',
  'width',
  'long-name',
  'characters',
  'number-range',
  'long-uri',
  'long-field',
];

function* requestExtremes(c: Case): Generator<Extreme> {
  const query = c.query ?? '';
  if (c.path.length + query.length > MOST_URI) yield 'long-uri';
  if (query.split('&').length > MOST_WIDTH) yield 'width';
  if (/%(?:0[0-8bcef]|1[\da-f])/i.test(query)) yield 'characters';
  if (c.headers.some(([name, value]) => name.length + value.length > MOST_FIELD))
    yield 'long-field';
}

function* bodyExtremes(body: Uint8Array | null): Generator<Extreme> {
  if (body === null) return;
  if (body.length > MOST_OCTETS) yield 'size';
  const reading = readingOfBody(body);
  if (reading.kind === 'json') yield* valueExtremes(reading.value);
}

/** Walks with a stack of its own: values may be nested deeper than calls. */
function* valueExtremes(root: unknown): Generator<Extreme> {
  const rest: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, depth } = next;
    if (typeof value === 'number' && isFarOut(value)) yield 'number-range';
    if (typeof value === 'string' && RARE.test(value)) yield 'characters';
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MOST_DEPTH) yield 'depth';
    yield* nameExtremes(value);
    for (const child of Object.values(value)) rest.push({ value: child, depth: depth + 1 });
  }
}

function* nameExtremes(container: object): Generator<Extreme> {
  const names = Object.keys(container);
  if (names.length > MOST_WIDTH) yield 'width';
  if (names.some((name) => name.length > MOST_NAME)) yield 'long-name';
  if (!Array.isArray(container) && names.some((name) => RARE.test(name))) yield 'characters';
}

function isFarOut(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude > LARGEST || (magnitude > 0 && magnitude < SMALLEST);
}
