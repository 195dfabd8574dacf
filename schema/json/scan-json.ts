import { childPointer } from './json-pointer.ts';
import {
  found,
  JsonSyntaxError,
  literalEnd,
  numberEnd,
  stringEnd,
  stringValue,
} from './json-tokens.ts';
import { isInteroperable, type OpenPlaces, PlaceList } from './open-places.ts';

/** The value of a text, and what the text leaves open. */
export interface ScannedJson {
  readonly value: unknown;
  readonly places: OpenPlaces;
}

/** An open container: where it starts, what it holds by now, and the name of the member that comes next in an object. */
interface Frame {
  readonly start: number;
  readonly close: '}' | ']';
  readonly value: unknown[] | Record<string, unknown>;
  name: string;
}

const SURROGATE_ESCAPE = /\\u[dD][89A-Fa-f]/;
/** Tokens this short without an exponent never exceed 2^53. */
const SURE_NUMBER = /^[-.\d]{1,15}$/;
/** Stands in each text with another number, and in others. */
const UNSURE_NUMBER = /[-.\d]{16}|\d[eE]/;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const [ZERO, NINE] = [0x30, 0x39];
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;

const EMPTY_OBJECT = Object.freeze({});
const EMPTY_LIST = Object.freeze([]);
/** Characters of a container that is kept once for all that are written alike, and how many such there are at most. */
const SHORT = 16;
const MOST_SHORT = 4_096;
/** Characters of a string that keeps the whole text in memory when it is cut out of it. */
const SLICED = 13;

/**
 * Reads a text against the grammar of RFC 8259 in one pass: its value as `JSON.parse` gives it, and the places whose
 * meaning is open. Short containers that are written alike are one value, which is frozen: otherwise a text of 2 MiB may
 * take 48 MiB. Takes well-formed UTF-16 without BOM. Keeps its own stack: nesting is bounded by memory alone.
 * Throws a JsonSyntaxError at the first code unit that breaks the grammar.
 */
export function scanJson(text: string): ScannedJson {
  return new JsonScan(text).run();
}

class JsonScan {
  private readonly text: string;
  private readonly mayHoldSurrogates: boolean;
  private readonly mayHoldUnsure: boolean;
  private readonly frames: Frame[] = [];
  private readonly short = new Map<string, unknown>();
  private readonly duplicates = new PlaceList();
  private readonly loneSurrogates = new PlaceList();
  private readonly unsafeNumbers = new PlaceList();
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.mayHoldSurrogates = SURROGATE_ESCAPE.test(text);
    this.mayHoldUnsure = UNSURE_NUMBER.test(text);
  }

  run(): ScannedJson {
    let value = this.readFirst();
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) {
      add(frame, value);
      value = this.goesOn(frame) ? this.readFirst() : this.leave(frame);
    }
    this.skipSpace();
    if (this.at < this.text.length) this.fail('The end of the text is missing');
    const places = {
      duplicates: this.duplicates.pointers,
      loneSurrogates: this.loneSurrogates.pointers,
      unsafeNumbers: this.unsafeNumbers.pointers,
    };
    return { value, places };
  }

  /** Opens containers up to the first scalar or empty container, and reads that. */
  private readFirst(): unknown {
    for (;;) {
      this.skipSpace();
      const first = this.text.charCodeAt(this.at);
      if (first !== OPEN_OBJECT && first !== OPEN_LIST) return this.readScalar(first);
      const start = this.at;
      const isList = first === OPEN_LIST;
      const close = isList ? ']' : '}';
      this.at += 1;
      this.skipSpace();
      if (this.text[this.at] === close) {
        this.at += 1;
        return isList ? EMPTY_LIST : EMPTY_OBJECT;
      }
      const frame: Frame = { start, close, value: isList ? [] : {}, name: '' };
      this.frames.push(frame);
      if (!isList) this.readName(frame);
    }
  }

  private readScalar(first: number): unknown {
    if (first === QUOTE) return this.readString();
    if (first === MINUS || (first >= ZERO && first <= NINE)) return this.readNumber();
    const { at } = this;
    this.at = literalEnd(this.text, at);
    return this.text[at] === 'n' ? null : this.text[at] === 't';
  }

  /** After a value: whether another one follows in its container, which ends otherwise. */
  private goesOn(frame: Frame): boolean {
    this.skipSpace();
    const isComma = this.text.charCodeAt(this.at) === COMMA;
    if (!isComma && this.text[this.at] !== frame.close)
      this.fail(`A comma or ${frame.close} is missing`);
    this.at += 1;
    if (isComma && frame.close === '}') this.readName(frame);
    return isComma;
  }

  private leave({ start, value: container }: Frame): unknown {
    this.frames.pop();
    // A copy has no room for items to come, which are seventeen at first.
    const value = Array.isArray(container) ? container.slice() : container;
    if (this.at - start > SHORT) return value;
    const text = this.text.slice(start, this.at);
    const before = this.short.get(text);
    if (before !== undefined) return before;
    if (this.short.size < MOST_SHORT) this.short.set(text, Object.freeze(value));
    return value;
  }

  private readName(frame: Frame): void {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== QUOTE) this.fail('A member name is missing');
    frame.name = stringValue(this.takeTo(stringEnd(this.text, this.at)));
    if (Object.hasOwn(frame.value, frame.name)) this.note(this.duplicates);
    if (this.mayHoldSurrogates && !frame.name.isWellFormed()) this.note(this.loneSurrogates);
    this.skipSpace();
    if (this.text[this.at] !== ':') this.fail('A colon is missing');
    this.at += 1;
  }

  private readString(): string {
    const token = this.takeTo(stringEnd(this.text, this.at));
    const value = token.length < SLICED ? stringValue(token) : String(JSON.parse(token));
    if (this.mayHoldSurrogates && !value.isWellFormed()) this.note(this.loneSurrogates);
    return value;
  }

  private readNumber(): number {
    const token = this.takeTo(numberEnd(this.text, this.at));
    if (this.mayHoldUnsure && !SURE_NUMBER.test(token) && !isInteroperable(token))
      this.note(this.unsafeNumbers);
    return Number(token);
  }

  private takeTo(end: number): string {
    const token = this.text.slice(this.at, end);
    this.at = end;
    return token;
  }

  private skipSpace(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.at += 1;
    }
  }

  private note(places: PlaceList): void {
    places.add(() => this.frames.map((frame) => childPointer('', segmentOf(frame))).join(''));
  }

  private fail(what: string): never {
    throw new JsonSyntaxError(this.at, `${what}${found(this.text, this.at)}`);
  }
}

/** Adds an item, or a member that is an own property whatever its name is. */
function add({ value: container, name }: Frame, value: unknown): void {
  if (Array.isArray(container)) container.push(value);
  else if (name !== '__proto__') container[name] = value;
  else {
    const own = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(container, name, own);
  }
}

/** The name or the index of the value that is being read. */
function segmentOf({ value, name }: Frame): string | number {
  return Array.isArray(value) ? value.length : name;
}
