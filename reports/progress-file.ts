import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaimProgress } from '../schema/evidence.ts';
import { isJsonObject } from '../schema/json-object.ts';

/** Names the file to the processes that ask; without it they tell nothing. */
const VARIABLE = 'CONFORMANCE_PROGRESS';

/** Where the process that asks a claim tells how far it is: a file, because all that it prints becomes part of reports. */
export class ProgressFile {
  readonly #directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  readonly #file = join(this.#directory, 'progress.json');
  readonly #env: NodeJS.ProcessEnv;

  /** Asks all processes that are started with these variables from now on to tell. */
  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
    env[VARIABLE] = this.#file;
  }

  /** What was told last; `null` before anything was, and while it is being written. */
  read(): ClaimProgress | null {
    try {
      const told: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return isClaimProgress(told) ? told : null;
    } catch {
      return null;
    }
  }

  /** Wants to be told no more. */
  remove(): void {
    Reflect.deleteProperty(this.#env, VARIABLE);
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

function isClaimProgress(told: unknown): told is ClaimProgress {
  if (!isJsonObject(told) || typeof told.claim !== 'string') return false;
  return typeof told.requests === 'number' && typeof told.findings === 'number';
}
