import type { RecordEntry } from './record-entry.ts';
import { isRecordEntry } from './record-shape.ts';

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
export class RecordText {
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
    const value = parse(line);
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

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
