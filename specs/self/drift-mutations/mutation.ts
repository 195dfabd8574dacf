import type { DriftImpact } from '../../../schema/drift/drift-change.ts';

/** Edits of a document: pointers to move from and to, then to set, then to remove. */
export interface Edits {
  readonly move?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
}

/** Two contracts made from the pinned one, and what a reviewer says of the step between them. */
export interface Mutation {
  readonly name: string;
  /** Edits that make the base; none where the pinned document is the base. */
  readonly base?: Edits;
  /** Edits of the base that make the revision. */
  readonly revision: Edits;
  /** The gravest impact among the changes. */
  readonly impact: DriftImpact;
  /** Kinds of the changes that are not `none`; sorted, each once. */
  readonly kinds: readonly string[];
}

export const OPERATION = '#/paths/~1users~1preferences~1update/put';
export const SCHEMAS = '#/components/schemas';
export const EMAIL = `${SCHEMAS}/CompleteUser/properties/email`;
export const ROLES = `${SCHEMAS}/CompleteUser/properties/roles`;
export const UPDATE = `${SCHEMAS}/UserPreferenceUpdate`;
export const SENT = `${UPDATE}/properties/updatedPreferences`;
export const SPACE = `${OPERATION}/parameters/0`;
