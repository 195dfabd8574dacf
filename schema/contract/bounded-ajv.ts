import { Ajv2020, type ErrorObject, type Options } from 'ajv/dist/2020.js';

/** Errors of one keyword that are kept of one value; more are counted. */
export const MOST_ERRORS = 100;

/** What a validation found, in memory that does not grow with the value. */
export interface FoundErrors {
  /** The first hundred errors of each keyword of the schema, in ajv's order. */
  readonly errors: readonly ErrorObject[];
  /** How many more each keyword has, by its path in the schema. */
  readonly more: ReadonlyMap<string, number>;
}

/** An error, or the path of a keyword that has enough of them. */
type Entry = ErrorObject | string;

const PUSH = /vErrors\.push\((err\d+)\)/g;
const CONCAT = /vErrors === null \? ([\w.]+) : vErrors\.concat\(\1\)/g;

/**
 * Ajv with all errors, of which it keeps the first hundred of each keyword: a response may have a million. The code
 * that ajv writes is changed where it adds to its list, so that the list has its length (which branches rely on)
 * while the errors beyond are the path of their keyword, a text that all of them share.
 */
export class BoundedAjv extends Ajv2020 {
  readonly #seen = new Map<string, number>();

  constructor(options: Options) {
    super({ ...options, code: { process: boundedCode } });
  }

  /** Begins to count again, before a value is validated. */
  begin(): void {
    this.#seen.clear();
  }

  /** Called by the validators: what to put on the list for an error. */
  kept(entry: Entry): Entry {
    if (typeof entry === 'string') return entry;
    const seen = (this.#seen.get(entry.schemaPath) ?? 0) + 1;
    this.#seen.set(entry.schemaPath, seen);
    return seen > MOST_ERRORS ? entry.schemaPath : entry;
  }

  /** Called by the validators: the list with what a referenced schema found; ajv itself copies both each time. */
  joined(list: Entry[] | null, found: Entry[]): Entry[] {
    if (list === null) return found;
    for (const entry of found) list.push(this.kept(entry));
    return list;
  }
}

/** Sorts the list of a validator into errors and counts. */
export function foundErrors(list: readonly unknown[] | null | undefined): FoundErrors {
  const errors: ErrorObject[] = [];
  const more = new Map<string, number>();
  for (const entry of list ?? []) {
    if (typeof entry === 'string') more.set(entry, (more.get(entry) ?? 0) + 1);
    else if (isError(entry)) errors.push(entry);
  }
  return { errors, more };
}

function isError(entry: unknown): entry is ErrorObject {
  return typeof entry === 'object' && entry !== null && 'schemaPath' in entry;
}

function boundedCode(code: string): string {
  return code
    .replaceAll(PUSH, 'vErrors.push(self.kept($1))')
    .replaceAll(CONCAT, 'self.joined(vErrors, $1)');
}
