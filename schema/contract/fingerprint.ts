import { createHash } from 'node:crypto';
import { canonicalJson } from '../json/json-value.ts';

/**
 * The fingerprint of a contract, by which runs are compared: sha256 (hex) of its canonical JSON without `info`.
 * Neither the layout of a document, nor its version, nor an operation that is not judged changes it.
 *
 * @param source what the operations reach, `$ref` kept
 */
export function fingerprintOf(source: Readonly<Record<string, unknown>>): string {
  const { info: _, ...promise } = source;
  return createHash('sha256').update(canonicalJson(promise)).digest('hex');
}
