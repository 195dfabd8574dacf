import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Gives the sha256 (hex) of a document's canonical JSON: spelling and order of YAML do not change it. */
export function fingerprint(document: unknown): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}
