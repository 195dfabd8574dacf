import { createHash } from 'node:crypto';
import { isJsonObject } from './json-value.ts';

const OCTET = { quote: 0x22, comma: 0x2c, colon: 0x3a, list: 0x5b, listEnd: 0x5d } as const;
const [OBJECT, OBJECT_END] = [0x7b, 0x7d];
const PIECE = 65_536;
/** Octets that a UTF-16 code unit takes in UTF-8 at most, and in quotes. */
const [WIDEST, QUOTES] = [3, 2];

/**
 * The sha256 (hex) of what `canonicalJson` writes for a JSON value. It is written as octets, a piece at a time: making
 * the text of a document of some megabytes takes longer than parsing it.
 */
export function canonicalDigest(value: unknown): string {
  const written = new WrittenOctets();
  written.add(value);
  return written.digest();
}

class WrittenOctets {
  readonly #hash = createHash('sha256');
  readonly #piece = Buffer.allocUnsafe(PIECE);
  #length = 0;

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  add(value: unknown): void {
    if (typeof value === 'string') this.#addString(value);
    else if (Array.isArray(value)) this.#addItems(value);
    else if (isJsonObject(value)) this.#addMembers(value);
    else this.#addText(JSON.stringify(value));
  }

  #addItems(items: readonly unknown[]): void {
    this.#addOctet(OCTET.list);
    for (const [index, item] of items.entries()) {
      if (index > 0) this.#addOctet(OCTET.comma);
      this.add(item);
    }
    this.#addOctet(OCTET.listEnd);
  }

  #addMembers(members: Readonly<Record<string, unknown>>): void {
    const names = Object.keys(members).sort();
    this.#addOctet(OBJECT);
    let isFirst = true;
    for (const name of names) {
      if (!isFirst) this.#addOctet(OCTET.comma);
      isFirst = false;
      this.#addString(name);
      this.#addOctet(OCTET.colon);
      this.add(members[name]);
    }
    this.#addOctet(OBJECT_END);
  }

  /** Most texts are ASCII without anything to escape, which is copied as it is. */
  #addString(text: string): void {
    const start = this.#roomFor(text.length + QUOTES);
    const end = start === null ? null : copied(text, this.#piece, start + 1);
    if (start === null || end === null) {
      this.#addText(JSON.stringify(text));
      return;
    }
    this.#piece[start] = OCTET.quote;
    this.#piece[end] = OCTET.quote;
    this.#length = end + 1;
  }

  #addText(text: string): void {
    const start = this.#roomFor(text.length * WIDEST);
    if (start === null) this.#hash.update(text);
    else this.#length = start + this.#piece.write(text, start);
  }

  #addOctet(octet: number): void {
    if (this.#length === PIECE) this.#flush();
    this.#piece[this.#length] = octet;
    this.#length += 1;
  }

  /** Where to write some octets; `null`, with nothing left that comes before them, where a piece is too small. */
  #roomFor(octets: number): number | null {
    if (octets > PIECE - this.#length) this.#flush();
    return octets > PIECE ? null : this.#length;
  }

  #flush(): void {
    this.#hash.update(this.#piece.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** Copies a text and gives where it ends; `null` where it has characters that are not ASCII or have to be escaped. */
function copied(text: string, to: Buffer, start: number): number | null {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return null;
    to[start + index] = unit;
  }
  return start + text.length;
}
