import { isJsonObject } from '../json/json-value.ts';
import { readingOfBody } from './request-reading.ts';
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
  | 'odd-name'
  | 'long-string'
  | 'characters'
  | 'number-range'
  | 'long-uri'
  | 'long-field';

const MOST_OCTETS = 64 * 1024;
/** Careful servers set limits at round numbers; up to ten levels and twenty members are ordinary. */
const MOST_DEPTH = 10;
const MOST_WIDTH = 20;
const MOST_NAME = 64;
/** Octets that many columns of databases hold: of some 255 characters, of others 255 octets. */
const MOST_STRING = 255;
const MOST_PARAMETERS = 500;
const MOST_URI = 2 * 1024;
const MOST_FIELD = 4 * 1024;
/** Integers that all implementations agree on (RFC 8259 6), and the places that decimal columns often have. */
const LARGEST = Number.MAX_SAFE_INTEGER;
const MOST_PLACES = 6;
/** Letters, digits, _ and - of ASCII, a letter first; whatever else is in a name may be syntax to whoever stores it. */
const PLAIN_NAME = /^[A-Za-z][\w-]*$/;
/** Names that mean something to JavaScript's objects, and that careful servers turn away. */
const TELLING_NAME = /^(?:__proto__|constructor|prototype)$/;
/**
 * What careful servers, XML 1.0 (2.2) and some databases do not hold: control characters, tab and line ends among
 * them, lone surrogates, noncharacters, and what takes four octets in UTF-8 (MySQL's utf8mb3).
 */
const RARE = /\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|[\u{10000}-\u{10ffff}]/u;

/**
 * Whether an Error-shaped 4xx to a case, valid or not, is a limit to observe and never a rejection of valid data:
 * a body over 64 KiB, nested deeper than 10, an object or list of more than 20, a name that is no plain words, ...
 */
export function isExtreme(c: Case): boolean {
  return extremesOf(c).length > 0;
}

/**
 * Whether a name or a string of a case is not in Unicode normalisation form C, which text on the net should be in (RFC 5198
 * 3): a server may refuse its characters (RFC 8259 9).
 */
export function hasOtherTextForm({ body }: Case): boolean {
  const reading = body === null ? null : readingOfBody(body);
  if (reading?.kind !== 'json') return false;
  const isOther = (text: string): boolean => text !== text.normalize('NFC');
  for (const { value } of valuesIn(reading.value)) {
    if (typeof value === 'string' && isOther(value)) return true;
    if (isJsonObject(value) && Object.keys(value).some(isOther)) return true;
  }
  return false;
}

/** Whether a member makes any case extreme that carries it in a free-form object below its body's root. */
export function isExtremeMember(name: string, value: unknown): boolean {
  return [...valueExtremes({ free: { [name]: value } })].length > 0;
}

/** Whether a body makes any case extreme that carries it. */
export function isExtremeBody(body: Uint8Array): boolean {
  return [...bodyExtremes(body)].length > 0;
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
  'odd-name',
  'long-string',
  'characters',
  'number-range',
  'long-uri',
  'long-field',
];

function* requestExtremes(c: Case): Generator<Extreme> {
  const query = c.query ?? '';
  if (c.path.length + query.length > MOST_URI) yield 'long-uri';
  if (query.split('&').length > MOST_PARAMETERS) yield 'width';
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

function* valueExtremes(root: unknown): Generator<Extreme> {
  for (const { value, depth } of valuesIn(root)) {
    if (typeof value === 'number' && isFarOut(value)) yield 'number-range';
    if (typeof value === 'string' && RARE.test(value)) yield 'characters';
    if (typeof value === 'string' && Buffer.byteLength(value) > MOST_STRING) yield 'long-string';
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MOST_DEPTH) yield 'depth';
    yield* nameExtremes(value);
  }
}

/** Walks with a stack of its own: values may be nested deeper than calls. */
function* valuesIn(root: unknown): Generator<{ value: unknown; depth: number }> {
  const rest = [{ value: root, depth: 0 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    yield next;
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const child of Object.values(value)) rest.push({ value: child, depth: depth + 1 });
  }
}

function* nameExtremes(container: object): Generator<Extreme> {
  const names = Object.keys(container);
  if (names.length > MOST_WIDTH) yield 'width';
  if (names.some((name) => name.length > MOST_NAME)) yield 'long-name';
  if (Array.isArray(container)) return;
  if (names.some((name) => RARE.test(name))) yield 'characters';
  if (names.some((name) => !PLAIN_NAME.test(name) || TELLING_NAME.test(name))) yield 'odd-name';
}

function isFarOut(value: number): boolean {
  return Math.abs(value) > LARGEST || Number(value.toFixed(MOST_PLACES)) !== value;
}
