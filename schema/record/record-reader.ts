import { readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { RecordEntry } from './record-entry.ts';
import { RecordState } from './record-state.ts';
import { RecordText } from './record-text.ts';

const PORTION = 1 << 16;

/** Reads a record that others may be adding to: each time only what is new. */
export class RecordReader {
  readonly entries: RecordEntry[] = [];
  readonly #handle: number;
  readonly #text: RecordText;
  readonly #decoder = new StringDecoder('utf8');
  readonly #state = new RecordState();
  #offset = 0;

  /**
   * @param handle of the open file, which stays the caller's
   * @param file its path, for messages
   */
  constructor(handle: number, file: string) {
    this.#handle = handle;
    this.#text = new RecordText(file);
  }

  /** Octets that were read. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * What all entries come to by now.
   * @throws UnreadableRecordError when the file cannot be understood
   */
  state(): RecordState {
    const portion = Buffer.alloc(PORTION);
    for (;;) {
      const length = readSync(this.#handle, portion, 0, PORTION, this.#offset);
      if (length === 0) break;
      this.#offset += length;
      this.#take(this.#decoder.write(portion.subarray(0, length)));
    }
    this.#text.end();
    return this.#state;
  }

  #take(text: string): void {
    for (const entry of this.#text.take(text)) {
      this.entries.push(entry);
      this.#state.take(entry);
    }
  }
}
