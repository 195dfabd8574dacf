import { childPointer } from './json-pointer.ts';

/** Longer than the exact decimal expansion of any binary64 number with its sign, point and exponent. */
const LONGEST_TOKEN = 1_100;

/** The most digits that Number.prototype.toPrecision gives. */
const MOST_DIGITS = 100;

/** Places in a JSON text whose meaning RFC 8259 leaves open, as JSON pointers: the first hundred of each, fewer where they are long. */
export interface OpenPlaces {
  /** Members whose name occurred before in the same object (section 4). */
  readonly duplicates: readonly string[];
  /** Strings, or members by their name, with a surrogate escape that lacks its other half (section 8.2). */
  readonly loneSurrogates: readonly string[];
  /** Numbers on which implementations do not agree (section 6). */
  readonly unsafeNumbers: readonly string[];
}

/** How many places of a kind are told, and in how many characters. */
const MOST_PLACES = 100;
const MOST_CHARACTERS = 65_536;
/** A text in which nothing is open. */
export const NO_PLACES: OpenPlaces = { duplicates: [], loneSurrogates: [], unsafeNumbers: [] };

/** A value, and how it is reached. */
interface Node {
  readonly parent: Node | null;
  readonly segment: string | number;
  readonly value: unknown;
}

/**
 * The places of a text that `JSON.stringify` writes for a value, in their order there: found in the value, which
 * is sooner than by a scan of the text. Keeps its own stack: nesting is bounded by memory alone.
 */
export function openPlacesOf(value: unknown): OpenPlaces {
  const loneSurrogates = new PlaceList();
  const unsafeNumbers = new PlaceList();
  const stack: Node[] = [{ parent: null, segment: '', value }];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const { segment, value: here } = node;
    if (typeof segment === 'string' && !segment.isWellFormed()) note(loneSurrogates, node);
    if (typeof here === 'string' && !here.isWellFormed()) note(loneSurrogates, node);
    if (typeof here === 'number' && !isSure(here)) note(unsafeNumbers, node);
    pushChildren(stack, node);
  }
  return {
    duplicates: [],
    loneSurrogates: loneSurrogates.pointers,
    unsafeNumbers: unsafeNumbers.pointers,
  };
}

function pushChildren(stack: Node[], parent: Node): void {
  const { value } = parent;
  if (typeof value !== 'object' || value === null) return;
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [segment, child] of children.toReversed() as [string | number, unknown][]) {
    stack.push({ parent, segment, value: child });
  }
}

function isSure(number: number): boolean {
  return Number.isSafeInteger(number) || isInteroperable(String(number));
}

function note(places: PlaceList, node: Node): void {
  places.add(() => pointerOf(node));
}

/** Pointers in memory that does not grow with the text: each may be as long as the text. */
export class PlaceList {
  readonly pointers: string[] = [];
  #characters = 0;

  /** Adds a place, unless there are enough; the first is always told. */
  add(pointerOf: () => string): void {
    if (this.pointers.length === MOST_PLACES || this.#characters > MOST_CHARACTERS) return;
    const pointer = pointerOf();
    this.pointers.push(pointer);
    this.#characters += pointer.length;
  }
}

function pointerOf(node: Node): string {
  const segments: (string | number)[] = [];
  for (let at = node; at.parent !== null; at = at.parent) segments.push(at.segment);
  return segments.reduceRight<string>((pointer, segment) => childPointer(pointer, segment), '');
}

/**
 * Whether implementations agree on what a number token stands for (RFC 8259 section 6): an integer
 * without fraction and exponent lies within ±(2^53-1); any other neither overflows nor underflows
 * binary64, and its digits come back from there: `0.1` and `1e300` do, `1e400` and thirty digits of pi do not.
 */
export function isInteroperable(token: string): boolean {
  const number = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(number);
  if (token.length > LONGEST_TOKEN || !Number.isFinite(number)) return false;
  if (String(number) === token) return true;
  const digits = significantDigits(token);
  return digits === '' || keepsDigits(number, digits);
}

/** The shortest digits that name the number, or its own digits cut to as many as are given. */
function keepsDigits(number: number, digits: string): boolean {
  if (significantDigits(String(number)) === digits) return true;
  return (
    digits.length <= MOST_DIGITS && significantDigits(number.toPrecision(digits.length)) === digits
  );
}

function significantDigits(token: string): string {
  return token
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}
