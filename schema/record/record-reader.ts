import { readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { isJsonObject } from '../json/json-value.ts';
import type { RecordEntry } from './record-entry.ts';
import { isRecordEntry } from './record-shape.ts';
import { RecordState } from './record-state.ts';

/** How every record begins, as far as it was written. */
const BEGINNING = '{"entry":"run"';

/** A record that cannot be understood: nobody knows then what was found, or what may still be sent. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';

  /** @param file that holds the record; `place` says where in it what is wrong */
  constructor(file: string, place: string) {
    super(
      `${file} is no record of a run that this suite can read (${place}), so it cannot be told whether a run before this one left something to put back. ` +
        'Nothing was sent. Look into it, put back by hand what its "found" lines show, then delete it.',
    );
  }
}

/** Takes the text of a record in portions, and gives its entries. */
class RecordText {
  readonly #file: string;
  #rest = '';
  #line = 0;
  /** The line that was no entry, which the next one has to excuse. */
  #broken: number | null = null;
  #isFirst = true;

  /** @param file for messages */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * The entries in the next portion. A last line without its end is kept for the next portion.
   * @throws UnreadableRecordError when a line is no entry, unless the next one says that it was torn
   */
  take(text: string): readonly RecordEntry[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#entryIn(line));
  }

  #entryIn(line: string): readonly RecordEntry[] {
    this.#line += 1;
    const value = asNamedNow(parse(line));
    if (!isRecordEntry(value)) {
      this.#requireNothingBroken();
      this.#broken = this.#line;
      return [];
    }
    if (value.entry === 'torn') this.#broken = null;
    this.#requireNothingBroken();
    if (value.entry === 'torn') return [];
    if (this.#isFirst && value.entry !== 'run') throw this.#error(this.#line);
    this.#isFirst = false;
    return [value];
  }

  #requireNothingBroken(): void {
    if (this.#broken !== null) throw this.#error(this.#broken);
  }

  /**
   * Says that the text ends here, for now.
   * @throws UnreadableRecordError when its last line is no entry, or it is another text than a record
   */
  end(): void {
    this.#requireNothingBroken();
    const rest = this.#rest.slice(0, BEGINNING.length);
    if (!this.#isFirst || BEGINNING.startsWith(rest)) return;
    throw new UnreadableRecordError(this.#file, 'it does not begin with a run');
  }

  #error(line: number): UnreadableRecordError {
    return new UnreadableRecordError(this.#file, `line ${line}`);
  }
}

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

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Records of an earlier state of 0.1.0 call the errors of evidence `troubles`; what they found is to be put back, too. */
function asNamedNow(value: unknown): unknown {
  if (!isJsonObject(value) || value.entry !== 'evidence' || 'errors' in value) return value;
  const { troubles, ...entry } = value;
  return { ...entry, errors: troubles };
}
