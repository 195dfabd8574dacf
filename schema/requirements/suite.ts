import { readFileSync } from 'node:fs';
import { isJsonObject } from '../json/json-value.ts';
import { once } from '../once-per.ts';

/** What the suite says of itself. */
export interface Suite {
  readonly name: string;
  readonly version: string;
  /** Where it can be got, where its manifest says so. */
  readonly homepage?: string;
}

/** The suite's name and version, and where it can be got, as `package.json` says; read once. */
export const readSuite = once((): Suite => {
  const file = new URL('../../package.json', import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const { name, version, homepage } = isJsonObject(manifest) ? manifest : {};
  const where = typeof homepage === 'string' ? { homepage } : {};
  return { name: String(name), version: String(version), ...where };
});
