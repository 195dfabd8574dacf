import { countOf } from '../quantity.ts';
import type { ReportedStrength } from '../conformance-report.ts';
import type { StrengthReport } from './strength-report.ts';

/** The contract for people: `Alumio API, version 1, sha256 89ab…`. */
export function contractWords({ title, version, sha256 }: StrengthReport['contract']): string {
  return `${title}, version ${version}, sha256 ${sha256.slice(0, 12)}…`;
}

/** The score in a sentence. */
export function scoreSentence({ tried, caught }: ReportedStrength): string {
  if (tried === 0) return 'Nothing was tried.';
  const percent = Math.floor((caught / tried) * 100);
  return `Of ${countOf(tried, 'single change')} to conforming answers the schemas catch ${caught} (${percent} %).`;
}

/** What could not be tried, in a sentence; empty where all was. */
export function untriedSentence({ untried }: ReportedStrength): string {
  return untried.length === 0
    ? ''
    : `Not tried: ${untried.join(', ')} (no conforming example could be made of the schema).`;
}
