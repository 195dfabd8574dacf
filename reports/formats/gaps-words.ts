import type { DocumentProblem } from '../../schema/contract/contract-error.ts';
import type { ReportedGaps } from './conformance-report.ts';
import { countOf } from './quantity.ts';
import type { GapsReport } from './gaps-report.ts';

/** The contract for people: `Alumio API, version 1, sha256 89ab…`. */
export function contractWords({ title, version, sha256 }: GapsReport['contract']): string {
  return `${title}, version ${version}, sha256 ${sha256.slice(0, 12)}…`;
}

/** The score in a sentence. */
export function scoreSentence({ tried, caught }: ReportedGaps): string {
  if (tried === 0) return 'Nothing was tried.';
  const percent = Math.floor((caught / tried) * 100);
  return `Of ${countOf(tried, 'single change')} to conforming responses the schemas catch ${caught} (${percent} %).`;
}

/** What could not be tried, in a sentence; empty where all was. */
export function untriedSentence({ untried }: ReportedGaps): string {
  return untried.length === 0
    ? ''
    : `Not tried: ${untried.join(', ')} (no conforming example could be made of the schema).`;
}

const MOST_LISTED = 50;

/** What is odd in the document, list by list with a heading; nothing where all is well. The JSON has all of it. */
export function oddityLists({ notes, elsewhere }: GapsReport): readonly {
  readonly heading: string;
  readonly listed: readonly DocumentProblem[];
  /** What is left out, in words; empty where nothing is. */
  readonly rest: string;
}[] {
  return [
    { heading: 'In what the operation reaches, without effect:', all: notes },
    {
      heading: 'Wrong elsewhere in the document, which does not stop the operation:',
      all: elsewhere,
    },
  ]
    .filter(({ all }) => all.length > 0)
    .map(({ heading, all }) => {
      const more = all.length - MOST_LISTED;
      const rest = more > 0 ? `and ${String(more)} more (--format json lists all)` : '';
      return { heading, listed: all.slice(0, MOST_LISTED), rest };
    });
}
