import { isJsonObject } from '../json/json-value.ts';

/**
 * What a run was asked with, as far as its verdict depends on it. Each shard hands it over with the evidence of its
 * control, so that who merges them need not know it. No secrets.
 */
export interface RunTerms {
  /** Version of the suite. */
  readonly suite: string;
  readonly contract: { readonly version: string; readonly fingerprint: string };
  /** Settings by name, as text; empty where the default holds that has no text, such as no `BASE_URL`. */
  readonly settings: Readonly<Record<string, string>>;
  /** The baseline: its name, and what it holds; `null` for none. */
  readonly baseline: { readonly file: string; readonly text: string } | null;
}

/** Whether a value is what a run was asked with. */
export function isRunTerms(value: unknown): value is RunTerms {
  if (!isJsonObject(value) || typeof value.suite !== 'string') return false;
  const { contract, settings, baseline } = value;
  return (
    isTextMap(contract) &&
    'fingerprint' in contract &&
    isTextMap(settings) &&
    (baseline === null || isTextMap(baseline))
  );
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string');
}
