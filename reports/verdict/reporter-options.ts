import type { Counts } from '../../schema/requirements/evidence.ts';
import {
  type Estimate,
  type ClaimEstimate,
  NOTHING_ESTIMATED,
  readEstimate,
} from '../../schema/requirements/estimate.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { isRunTerms, type RunTerms } from '../../schema/requirements/run-terms.ts';
import { EMBEDDED } from '../formats/requirement-status.ts';

/** What the configuration tells the reporter of a run. */
export interface ReporterOptions {
  /** Base URL without credentials; the control's `target` observation wins over it. */
  readonly target: string;
  readonly profile: string;
  readonly seed: number;
  readonly strict: boolean;
  /** Path of the baseline file; `null` for none. */
  readonly baseline: string | null;
  /** Path of the contract. */
  readonly contract: string;
  /** The operation to read with; `null` for the only one of the contract that fits. */
  readonly readOperation: string | null;
  /** Slugs of all claims, the control first. */
  readonly claims: readonly string[];
  /** Roughly how many requests each claim sends; of claims that are not named nothing is known. */
  readonly estimated?: Counts;
  /** What is wrong with the settings, a line each; `null` when nothing is. */
  readonly problems: string | null;
  /** What the environment states of shards that are merged in it. */
  readonly stated?: StatedTerms;
  /** Directory of the reports. */
  readonly out: string;
}

/** What an environment states of a run that was asked elsewhere. */
export interface StatedTerms extends Pick<RunTerms, 'settings' | 'baseline'> {
  readonly problems: string | null;
}

/** Where nothing is stated. */
export const NOTHING_STATED: StatedTerms = { settings: {}, baseline: null, problems: null };

/** Whether a run judges the embedded reference API, which ends with it: what it keeps is nobody's. */
export function isEmbedded(options: ReporterOptions | null): boolean {
  return options?.target === EMBEDDED;
}

/** What each claim of a run takes: as its rehearsal has shown, else roughly as the profile says. */
export function estimateIn(
  options: Pick<ReporterOptions, 'estimated'> | null,
  env: NodeJS.ProcessEnv,
): Estimate {
  const rehearsed = readEstimate(env.CONFORMANCE_ESTIMATE);
  if (rehearsed !== NOTHING_ESTIMATED) return rehearsed;
  const claims: Record<string, ClaimEstimate> = {};
  for (const [claim, requests] of Object.entries(options?.estimated ?? {})) {
    claims[claim] = { requests, roundTrips: requests };
  }
  return { ...NOTHING_ESTIMATED, claims };
}

/** Reads options, as Playwright hands them on; `null` when they are not whole. */
export function readReporterOptions(value: unknown): ReporterOptions | null {
  if (!isJsonObject(value)) return null;
  const { target, profile, seed, strict, baseline, contract, claims, problems, out } = value;
  const { readOperation = null } = value;
  const estimated = isCounts(value.estimated) ? value.estimated : {};
  if (typeof target !== 'string' || typeof profile !== 'string') return null;
  if (typeof seed !== 'number' || typeof strict !== 'boolean') return null;
  if (!isTextOrNull(baseline) || !isTextOrNull(problems)) return null;
  if (!isTextOrNull(readOperation)) return null;
  if (typeof contract !== 'string' || typeof out !== 'string' || !isTextList(claims)) return null;
  const stated = isStatedTerms(value.stated) ? value.stated : NOTHING_STATED;
  return {
    ...{ target, profile, seed, strict, baseline, contract, readOperation, claims, estimated },
    ...{ problems, stated, out },
  };
}

/** The options of a run that was asked elsewhere: those of who merges it, except for what it was asked with. */
export function optionsOf({ settings }: RunTerms, options: ReporterOptions): ReporterOptions {
  const { BASE_URL = '', PROFILE = '', SEED = '', STRICT, READ_OPERATION = '' } = settings;
  return {
    ...options,
    target: BASE_URL === '' ? EMBEDDED : BASE_URL,
    profile: PROFILE,
    seed: Number(SEED),
    strict: STRICT === '1',
    readOperation: READ_OPERATION === '' ? null : READ_OPERATION,
  };
}

function isStatedTerms(value: unknown): value is StatedTerms {
  if (!isJsonObject(value) || !isTextOrNull(value.problems)) return false;
  return isRunTerms({ ...value, suite: '', contract: { version: '', fingerprint: '' } });
}

function isCounts(value: unknown): value is Counts {
  return isJsonObject(value) && Object.values(value).every((count) => typeof count === 'number');
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
