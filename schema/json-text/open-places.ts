import { childPointer } from '../json-pointer.ts';
import { isInteroperable } from './number-precision.ts';

/** Places in a JSON text whose meaning RFC 8259 leaves open, as JSON pointers; the first hundred of each. */
export interface OpenPlaces {
  /** Members whose name occurred before in the same object (section 4). */
  readonly duplicates: readonly string[];
  /** Strings, or members by their name, with a surrogate escape that lacks its other half (section 8.2). */
  readonly loneSurrogates: readonly string[];
  /** Numbers on which implementations do not agree (section 6). */
  readonly unsafeNumbers: readonly string[];
}

/** How many places of a kind are told. */
export const MOST_PLACES = 100;
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
  const loneSurrogates: string[] = [];
  const unsafeNumbers: string[] = [];
  const stack: Node[] = [{ parent: null, segment: '', value }];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const { segment, value: here } = node;
    if (typeof segment === 'string' && !segment.isWellFormed()) note(loneSurrogates, node);
    if (typeof here === 'string' && !here.isWellFormed()) note(loneSurrogates, node);
    if (typeof here === 'number' && !isSure(here)) note(unsafeNumbers, node);
    pushChildren(stack, node);
  }
  return { duplicates: [], loneSurrogates, unsafeNumbers };
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

function note(places: string[], node: Node): void {
  if (places.length < MOST_PLACES) places.push(pointerOf(node));
}

function pointerOf(node: Node): string {
  const segments: (string | number)[] = [];
  for (let at = node; at.parent !== null; at = at.parent) segments.push(at.segment);
  return segments.reduceRight<string>((pointer, segment) => childPointer(pointer, segment), '');
}
