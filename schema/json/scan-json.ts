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

/** An open container; of those that are closed, the next one of the same level takes the place. */
interface Frame {
  /** Where it starts in the text. */
  start: number;
  /** Where its items start among those of all open lists. */
  from: number;
  /** An object with the members that are read by now; `null` for a list. */
  members: Record<string, unknown> | null;
  /** Of the member that comes next. */
  name: string;
  /** Its text up to `copied`, with the shared containers in it by their signs; not continued once it is long. */
  text: string;
  copied: number;
}

/** A container that stands for all that are written alike, and what it is called in the text of those around it. */
interface Shared {
  readonly value: unknown;
  readonly sign: string;
  /** The list that holds it and nothing else. */
  inList: Shared | null;
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
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];

const EMPTY_OBJECT = Object.freeze({});
const EMPTY_LIST = Object.freeze([]);
/** Characters of a container that is kept once for all that are written alike, and how many such there are at most. */
const SHORT = 16;
const MOST_SHARED = 16_384;
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
  /** Items of the open lists: a list is made when it ends, so that it has no room for items to come. */
  private readonly items: unknown[] = [];
  private readonly shared = new Map<string, Shared>();
  private readonly duplicates = new PlaceList();
  private readonly loneSurrogates = new PlaceList();
  private readonly unsafeNumbers = new PlaceList();
  /** The value that ended last, where it is a shared container. */
  private ended: Shared | null = null;
  private at = 0;
  /** Open containers. */
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.mayHoldSurrogates = SURROGATE_ESCAPE.test(text);
    this.mayHoldUnsure = UNSURE_NUMBER.test(text);
  }

  run(): ScannedJson {
    let value = this.readFirst();
    for (let frame = this.open(); frame !== undefined; frame = this.open()) {
      this.add(frame, value);
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

  /** The innermost container that is open. */
  private open(): Frame | undefined {
    return this.depth === 0 ? undefined : this.frames[this.depth - 1];
  }

  /** Opens containers up to the first scalar or empty container, and reads that. */
  private readFirst(): unknown {
    for (;;) {
      this.skipSpace();
      const first = this.text.charCodeAt(this.at);
      if (first !== OPEN_OBJECT && first !== OPEN_LIST) {
        this.ended = null;
        return this.readScalar(first);
      }
      const start = this.at;
      const isList = first === OPEN_LIST;
      this.at += 1;
      this.skipSpace();
      if (this.text.charCodeAt(this.at) === (isList ? CLOSE_LIST : CLOSE_OBJECT)) {
        this.at += 1;
        this.ended = null;
        return isList ? EMPTY_LIST : EMPTY_OBJECT;
      }
      const frame = this.enter(start, isList ? null : {});
      if (!isList) this.readName(frame);
    }
  }

  private enter(start: number, members: Frame['members']): Frame {
    const from = this.items.length;
    const known = this.frames[this.depth];
    this.depth += 1;
    if (known === undefined) {
      const frame = { start, from, members, name: '', text: '', copied: start };
      this.frames.push(frame);
      return frame;
    }
    known.start = start;
    known.from = from;
    known.members = members;
    known.text = '';
    known.copied = start;
    return known;
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
    const next = this.text.charCodeAt(this.at);
    const isComma = next === COMMA;
    if (!isComma && next !== (frame.members === null ? CLOSE_LIST : CLOSE_OBJECT))
      this.fail(`A comma or ${frame.members === null ? ']' : '}'} is missing`);
    this.at += 1;
    if (isComma && frame.members !== null) this.readName(frame);
    return isComma;
  }

  private add({ members, name }: Frame, value: unknown): void {
    if (members === null) this.items.push(value);
    else addMember(members, name, value);
  }

  private leave(frame: Frame): unknown {
    const { start, from, members } = frame;
    const only = members === null && this.items.length === from + 1 ? this.ended : null;
    this.depth -= 1;
    frame.members = null;
    const known = only?.inList ?? null;
    const items = members ?? this.takeItems(from);
    const value = known === null ? items : known.value;
    const shared = known ?? this.shareable(frame, value);
    if (only !== null) only.inList = shared;
    this.ended = shared;
    const around = this.open();
    if (shared !== null && around !== undefined) this.abbreviate(around, start, shared.sign);
    return shared === null ? value : shared.value;
  }

  private takeItems(from: number): unknown[] {
    // Most lists of a text that nests deeply have one item, which is taken in half the time.
    if (this.items.length === from + 1) return [this.items.pop()];
    const items = this.items.slice(from);
    this.items.length = from;
    return items;
  }

  /** What stands for all containers that are written as one that has ended; `null` where that is long. */
  private shareable({ text: beginning, copied }: Frame, value: unknown): Shared | null {
    if (beginning.length + this.at - copied > SHORT) return null;
    const text = beginning + this.text.slice(copied, this.at);
    const before = this.shared.get(text);
    if (before !== undefined) return before;
    const { size } = this.shared;
    if (size === MOST_SHARED) return null;
    const shared = { value: Object.freeze(value), sign: `#${size}`, inList: null };
    this.shared.set(text, shared);
    return shared;
  }

  /** Lets a sign stand for a shared container in the text of the one around it, as long as that is short. */
  private abbreviate(around: Frame, start: number, sign: string): void {
    if (around.text.length + start - around.copied > SHORT) return;
    around.text += this.text.slice(around.copied, start) + sign;
    around.copied = this.at;
  }

  private readName(frame: Frame): void {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== QUOTE) this.fail('A member name is missing');
    frame.name = stringValue(this.takeTo(stringEnd(this.text, this.at)));
    if (Object.hasOwn(frame.members ?? {}, frame.name)) this.note(this.duplicates);
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
    places.add(() => this.pointer());
  }

  /** Where the value stands that is being read. */
  private pointer(): string {
    const open = this.frames.slice(0, this.depth);
    const segments = open.map(({ from, members, name }, level) => {
      const end = open[level + 1]?.from ?? this.items.length;
      return members === null ? end - from : name;
    });
    return segments.map((segment) => childPointer('', segment)).join('');
  }

  private fail(what: string): never {
    throw new JsonSyntaxError(this.at, `${what}${found(this.text, this.at)}`);
  }
}

/** Adds a member that is an own property whatever its name is. */
function addMember(members: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') members[name] = value;
  else {
    const own = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(members, name, own);
  }
}
