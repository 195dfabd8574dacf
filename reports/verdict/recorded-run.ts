import { closeSync, existsSync, fstatSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, Observation, RunError } from '../../schema/requirements/evidence.ts';
import { RECORD_NAME } from '../../schema/record/record-entry.ts';
import { RecordReader } from '../../schema/record/record-reader.ts';
import type { RecordState } from '../../schema/record/record-state.ts';
import type { ClaimOutcome } from './run-results.ts';
import { toObservation } from '../formats/restoration.ts';

const VANISHED: RunError = {
  kind: 'record-vanished',
  message:
    'The record of the run vanished while the run was at work: leave the directory of results alone during a run, and run again.',
};

interface OpenRecord {
  readonly handle: number;
  readonly reader: RecordReader;
}

/** What the record of a run says, for who reports; it is read on as it grows. */
export class RecordedRun {
  readonly #out: () => string;
  readonly #env: NodeJS.ProcessEnv;
  #open: OpenRecord | null = null;

  /**
   * @param out gives the directory of results
   * @param env variables of this process, where `CONFORMANCE_RUN` names the run once it has begun
   */
  constructor(out: () => string, env: NodeJS.ProcessEnv) {
    this.#out = out;
    this.#env = env;
  }

  /** What a claim has learned by now; `null` where that cannot be told. */
  readonly evidenceOf = (claim: string): Evidence | null => {
    try {
      return this.#state()?.claims.get(claim)?.evidence ?? null;
    } catch {
      return null;
    }
  };

  /** Outcomes of claims that left no evidence of their own, with what the record says of them. */
  completed(outcomes: readonly ClaimOutcome[]): readonly ClaimOutcome[] {
    const state = outcomes.some(({ evidence }) => evidence === null) ? this.#state() : null;
    if (state === null) return outcomes;
    return outcomes.map((outcome) => {
      if (outcome.evidence !== null) return outcome;
      const evidence = state.claims.get(outcome.claim)?.evidence ?? null;
      // The worker of a claim that outlived the limit of the run was ended: no error of its own.
      const isCut = evidence !== null && evidence.limits.length > 0;
      return { ...outcome, evidence, errors: isCut ? [] : outcome.errors };
    });
  }

  /** What the run put back, and what it could not: one observation for each user. */
  restoration(): readonly Observation[] {
    const state = this.#state();
    const own = state?.restored.filter(({ run }) => run === state.run?.run) ?? [];
    return own.map(({ report }) => toObservation(report));
  }

  /** Errors of the record itself. */
  errors(): readonly RunError[] {
    return this.#state()?.vanished === true ? [VANISHED] : [];
  }

  /** `null` where there is no record, or it is another run's. */
  #state(): RecordState | null {
    const run = this.#env.CONFORMANCE_RUN;
    const file = join(this.#out(), RECORD_NAME);
    if (run === undefined || !existsSync(file)) return null;
    // A run puts another file in its place when it begins, and when it ends.
    if (this.#open !== null && !isSameFile(this.#open.handle, file)) {
      closeSync(this.#open.handle);
      this.#open = null;
    }
    this.#open ??= opened(file);
    const state = this.#open.reader.state();
    return state.run?.run === run ? state : null;
  }
}

function opened(file: string): OpenRecord {
  const handle = openSync(file, 'r');
  return { handle, reader: new RecordReader(handle, file) };
}

function isSameFile(handle: number, file: string): boolean {
  return fstatSync(handle).ino === statSync(file).ino;
}
