import { contentChanges } from './content-drift.ts';
import { childNode, followReference } from '../document-node.ts';
import {
  annotationChange,
  driftChange,
  memberSides,
  type DriftChange,
  type Sides,
} from './drift-change.ts';
import type { OperationNode } from './operation-node.ts';
import { requirednessChanges } from './parameter-drift.ts';
import type { SchemaWalk } from './schema-place.ts';

/** Compares what an operation takes as its body (OpenAPI 3.1.0, 4.8.13). */
export function* requestBodyChanges(
  walk: SchemaWalk,
  base: OperationNode,
  revision: OperationNode,
): Generator<DriftChange> {
  const [before, after] = [base.node, revision.node].map((node) =>
    followReference(childNode(node, 'requestBody')),
  );
  if (before === undefined || after === undefined) return;
  const sides = { base: before, revision: after };
  if (before.value === undefined && after.value === undefined) return;
  if (after.value === undefined) {
    yield bodyPresence(sides, 'removed', 'breaking', `${base.name} no longer takes a body.`);
  } else if (before.value === undefined) {
    const needed = childNode(after, 'required').value === true;
    const impact = needed ? 'breaking' : 'compatible';
    yield bodyPresence(sides, 'added', impact, `${base.name} now takes a body.`);
  } else {
    yield* requirednessChanges(sides, `The body of ${base.name}`);
    yield* annotationChange(memberSides(sides, 'description'), 'request', 'The body’s description');
    yield* contentChanges(walk, memberSides(sides, 'content'));
  }
}

function bodyPresence(
  sides: Sides,
  verb: 'added' | 'removed',
  impact: DriftChange['impact'],
  sentence: string,
): DriftChange {
  return driftChange(sides, { kind: `body-${verb}`, impact, direction: 'request', sentence });
}
