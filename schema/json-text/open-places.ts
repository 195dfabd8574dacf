import { childPointer } from '../json-pointer.ts';
import { isInteroperable } from './number-precision.ts';

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
