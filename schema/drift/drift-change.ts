import { childNode, type DocumentNode } from '../contract/document-node.ts';
import { BASE_DIALECT } from '../contract/schema-notes.ts';
import { shortJson } from '../json/describe-value.ts';
import { equal, isJsonObject } from '../json/json-value.ts';

/** Who is concerned: what clients send, what servers answer, the operation itself, or the document. */
export type DriftDirection = 'request' | 'response' | 'operation' | 'document';

/** What a change does to clients written against the base. */
export type DriftImpact = 'breaking' | 'compatible' | 'none';

/** One difference between two contracts. */
export interface DriftChange {
  /** JSON pointer into the revision, or into the base where the revision no longer has the place. */
  readonly pointer: string;
  /** Slug of what changed: `value-refused`; `review` where the comparison cannot rate the change. */
  readonly kind: string;
  readonly impact: DriftImpact;
  readonly direction: DriftDirection;
  readonly sentence: string;
  /** A value that shows the change; absent where values cannot. */
  readonly value?: unknown;
  /** JSON values before and after; absent where there is none. */
  readonly base?: unknown;
  readonly revision?: unknown;
}

/** One place of two contracts; a side whose value is `undefined` does not have it. */
export interface Place {
  readonly base: DocumentNode;
  readonly revision: DocumentNode;
  readonly direction: DriftDirection;
  /** For sentences: `the body of PUT /users`. */
  readonly name: string;
}

/** What a change does to clients, and its kind. */
export type Rating = readonly [impact: DriftImpact, kind: string];

/** A change of words that promise nothing. */
export const ANNOTATION: Rating = ['none', 'annotation-changed'];
/** A change that a person has to rate. */
export const REVIEW: Rating = ['breaking', 'review'];
/** What members mean that are not there. */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['deprecated', 'readOnly', 'writeOnly', 'nullable'].map((key) => [key, false] as const),
  ['jsonSchemaDialect', BASE_DIALECT],
]);

/** Makes a change of a place: the pointer is the revision's where it exists, else the base's. */
export function driftChange(
  { base, revision, direction }: Place,
  [impact, kind]: Rating,
  sentence: string,
): DriftChange {
  return {
    pointer: revision.value === undefined ? base.pointer : revision.pointer,
    kind,
    impact,
    direction,
    sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
    ...(base.value === undefined ? {} : { base: base.value }),
    ...(revision.value === undefined ? {} : { revision: revision.value }),
  };
}

/** A change that is told by what was there and what is. */
export function plainChange(place: Place, rating: Rating): DriftChange {
  const words = ({ value }: DocumentNode) => (value === undefined ? 'nothing' : shortJson(value));
  const [before, after] = [words(place.base), words(place.revision)];
  const doubt = rating === REVIEW ? ', which a person has to rate' : '';
  const sentence = `${place.name} changed${doubt}: it was ${before} and is now ${after}.`;
  return driftChange(place, rating, sentence);
}

/** Compares members by the letter; those without a rating are compared elsewhere. */
export function* memberChanges(
  place: Place,
  ratings: { readonly get: (key: string) => Rating | undefined },
): Generator<DriftChange> {
  const owners = [place.base.value, place.revision.value].filter(isJsonObject);
  for (const key of new Set(owners.flatMap(Object.keys))) {
    const rating = ratings.get(key);
    const member = memberOf(place, key, `\`${key}\` of ${place.name}`);
    const isSame = equal(statedOf(key, member.base), statedOf(key, member.revision));
    if (rating !== undefined && !isSame) yield plainChange(member, rating);
  }
}

function statedOf(key: string, { value }: DocumentNode): unknown {
  return value === DEFAULTS.get(key) ? undefined : value;
}

/** The same member of both sides of a place. */
export function memberOf(place: Place, key: string, name: string): Place {
  const { base, revision } = place;
  return { ...place, base: childNode(base, key), revision: childNode(revision, key), name };
}
