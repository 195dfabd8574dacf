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

/** An open container: where the scan stands in it, and the names it has seen if it is an object. */
interface Frame {
  readonly close: '}' | ']';
  segment: string | number | undefined;
  names: Set<string> | undefined;
}

const SURROGATE_ESCAPE = /\\u[dD][89A-Fa-f]/;
/** Tokens this short without an exponent never exceed 2^53. */
const SURE_NUMBER = /^[-.\d]{1,15}$/;

/**
 * Reads a text against the grammar of RFC 8259 in one pass, and collects the places whose meaning is open.
 * Takes well-formed UTF-16 without BOM. Keeps its own stack: nesting is bounded by memory alone.
 * Throws a JsonSyntaxError at the first code unit that breaks the grammar.
 */
export function scanJson(text: string): OpenPlaces {
  return new JsonScan(text).run();
}

class JsonScan {
  private readonly text: string;
  private readonly mayHoldSurrogates: boolean;
  private readonly frames: Frame[] = [];
  private readonly duplicates = new PlaceList();
  private readonly loneSurrogates = new PlaceList();
  private readonly unsafeNumbers = new PlaceList();
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.mayHoldSurrogates = SURROGATE_ESCAPE.test(text);
  }

  run(): OpenPlaces {
    do {
      while (this.enterValue());
    } while (this.leaveValue());
    this.skipSpace();
    if (this.at < this.text.length) this.fail('The end of the text is missing');
    return {
      duplicates: this.duplicates.pointers,
      loneSurrogates: this.loneSurrogates.pointers,
      unsafeNumbers: this.unsafeNumbers.pointers,
    };
  }

  /** Reads a scalar or an empty container, or opens a container and tells that a value comes next. */
  private enterValue(): boolean {
    this.skipSpace();
    const first = this.text[this.at];
    if (first === '{') return this.open('}');
    if (first === '[') return this.open(']');
    if (first === '"') this.readString();
    else if (first === '-' || (first !== undefined && first >= '0' && first <= '9'))
      this.readNumber();
    else this.at = literalEnd(this.text, this.at);
    return false;
  }

  private open(close: '}' | ']'): boolean {
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === close) {
      this.at += 1;
      return false;
    }
    const frame: Frame = { close, segment: undefined, names: undefined };
    this.frames.push(frame);
    this.startChild(frame);
    return true;
  }

  /** After a value: closes the containers that end here, and tells whether another value follows. */
  private leaveValue(): boolean {
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) {
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== ',' && next !== frame.close) this.fail(`A comma or ${frame.close} is missing`);
      this.at += 1;
      if (next === ',') {
        this.startChild(frame);
        return true;
      }
      this.frames.pop();
    }
    return false;
  }

  private startChild(frame: Frame): void {
    if (frame.close === '}') this.readName(frame);
    else frame.segment = typeof frame.segment === 'number' ? frame.segment + 1 : 0;
  }

  private readName(frame: Frame): void {
    this.skipSpace();
    if (this.text[this.at] !== '"') this.fail('A member name is missing');
    const name = stringValue(this.takeTo(stringEnd(this.text, this.at)));
    const repeated = isRepeated(frame, name);
    frame.segment = name;
    if (repeated) this.note(this.duplicates);
    if (this.mayHoldSurrogates && !name.isWellFormed()) this.note(this.loneSurrogates);
    this.skipSpace();
    if (this.text[this.at] !== ':') this.fail('A colon is missing');
    this.at += 1;
  }

  private readString(): void {
    const token = this.takeTo(stringEnd(this.text, this.at));
    if (this.mayHoldSurrogates && !stringValue(token).isWellFormed()) {
      this.note(this.loneSurrogates);
    }
  }

  private readNumber(): void {
    const token = this.takeTo(numberEnd(this.text, this.at));
    if (!SURE_NUMBER.test(token) && !isInteroperable(token)) this.note(this.unsafeNumbers);
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
    places.add(() => pointerOf(this.frames));
  }

  private fail(what: string): never {
    throw new JsonSyntaxError(this.at, `${what}${found(this.text, this.at)}`);
  }
}

function isRepeated(frame: Frame, name: string): boolean {
  if (frame.segment === undefined) return false;
  frame.names ??= new Set([String(frame.segment)]);
  const repeated = frame.names.has(name);
  frame.names.add(name);
  return repeated;
}

function pointerOf(frames: readonly Frame[]): string {
  return frames.map(({ segment = '' }) => childPointer('', segment)).join('');
}
