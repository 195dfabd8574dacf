import {
  flag,
  like,
  listOf,
  number,
  object,
  one,
  orNull,
  type Shape,
  text,
} from '../json/json-shape.ts';
import { isJsonObject } from '../json/json-value.ts';
import { RECORD_FORMAT, type RecordEntry } from './record-entry.ts';

const pair = (value: unknown): boolean => listOf(text)(value) && (value as unknown[]).length === 2;
const process = like({ pid: number, host: text, born: orNull(text) });
const space = like({ query: orNull(text), preferences: orNull(text) });
const restoredSpace = like({
  query: orNull(text),
  outcome: text,
  residue: listOf(like({ key: text, now: text })),
  changed: listOf(text),
  uncertain: listOf(text),
});

const found: Shape = {
  run: text,
  foundAt: text,
  target: text,
  user: orNull(text),
  embedded: flag,
  identity: orNull(text),
  readWith: (value) => value === undefined || orNull(text)(value),
  spaces: listOf(space),
};

/** Members of each kind of entry, as far as who reads a record relies on them. */
const SHAPES: Readonly<Record<RecordEntry['entry'], Shape>> = {
  run: {
    format: one(RECORD_FORMAT),
    run: text,
    startedAt: text,
    process,
    target: text,
    embedded: flag,
  },
  ended: { run: text },
  found,
  read: found,
  sent: {
    query: orNull(text),
    keys: orNull(listOf(text)),
    users: (value) => value === undefined || listOf(orNull(text))(value),
  },
  control: { inUse: number },
  spent: {
    requests: number,
    claimsMs: number,
    hungMs: number,
    waitedMs: number,
    nextStart: number,
    pausedUntil: number,
  },
  claim: { claim: text, state: one('begun', 'ended'), pid: number, at: number },
  beat: { process, role: one('runner', 'worker'), at: number },
  evidence: {
    claim: text,
    requests: number,
    exercised: object,
    coverage: object,
    counts: object,
    latencies: listOf(number),
    withdrawn: listOf(text),
    findings: listOf(like({ signature: text, requirement: text, count: number })),
    observations: listOf(like({ kind: text, statement: text })),
    hazards: listOf(like({ hazard: text, outcome: text })),
    errors: listOf(like({ kind: text, message: text })),
    limits: listOf(like({ kind: text, message: text })),
  },
  located: { requirement: text, signature: text, suspected: listOf(text), cause: orNull(text) },
  restored: {
    run: text,
    user: orNull(text),
    report: like({
      target: text,
      foundAt: text,
      complete: flag,
      requests: number,
      statement: text,
      spaces: listOf(restoredSpace),
    }),
  },
  learned: {
    store: object,
    lags: flag,
    keptLast: orNull(like({ count: number, of: one('names', 'octets') })),
    leftFields: (value) =>
      value === undefined || orNull(like({ leaving: pair, undoing: pair }))(value),
    tried: listOf(text),
    variations: number,
    renamed: number,
  },
  vanished: {},
  torn: {},
};

/** Whether a value is an entry of a record. */
export function isRecordEntry(value: unknown): value is RecordEntry {
  if (!isJsonObject(value) || typeof value.entry !== 'string') return false;
  const { entry } = value;
  return isKind(entry) && like(SHAPES[entry])(value);
}

function isKind(name: string): name is RecordEntry['entry'] {
  return Object.hasOwn(SHAPES, name);
}
