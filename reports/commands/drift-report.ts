import { basename } from 'node:path';
import { compareContracts } from '../../schema/drift/contract-drift.ts';
import type { DriftChange, DriftImpact } from '../../schema/drift/drift-change.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import type { ServedDocument } from './served-document.ts';

/** A compared document: where it is and its `info.version`. */
export interface ComparedDocument {
  readonly name: string;
  readonly version: string;
}

/** What `npm run drift` found. */
export interface DriftReport {
  readonly verdict: 'breaking' | 'compatible' | 'unchanged';
  readonly base: ComparedDocument;
  readonly revision: ComparedDocument;
  /** All changes by impact, listed or not. */
  readonly counts: Readonly<Record<DriftImpact, number>>;
  /** The listed changes, breaking ones first, else in the order of the base. */
  readonly changes: readonly DriftChange[];
}

const GRAVITY: readonly DriftImpact[] = ['breaking', 'compatible', 'none'];

/**
 * Compares two documents.
 * @param operation the one to compare, by `operationId` or method and path
 * @param all whether changes of no consequence are listed
 */
export function driftReport(
  base: ServedDocument,
  revision: ServedDocument,
  { operation, all }: { readonly operation: string; readonly all: boolean },
): DriftReport {
  const changes = compareContracts(base.document, revision.document, operation);
  const of = (impact: DriftImpact): readonly DriftChange[] =>
    changes.filter((change) => change.impact === impact);
  const counts = {
    breaking: of('breaking').length,
    compatible: of('compatible').length,
    none: of('none').length,
  };
  const gravest = counts.compatible > 0 ? 'compatible' : 'unchanged';
  return {
    verdict: counts.breaking > 0 ? 'breaking' : gravest,
    base: compared(base),
    revision: compared(revision),
    counts,
    changes: GRAVITY.filter((impact) => all || impact !== 'none').flatMap(of),
  };
}

function compared({ name, document }: ServedDocument): ComparedDocument {
  const { version } = isJsonObject(document.info) ? document.info : {};
  const shown = /^https?:/.test(name) ? name : basename(name);
  return { name: shown, version: typeof version === 'string' ? version : 'none' };
}
