import {
  childNode,
  childNodes,
  followReference,
  type DocumentNode,
} from '../contract/document-node.ts';
import { equal } from '../json/json-value.ts';
import { driftChange, type DriftChange } from './drift-change.ts';
import type { OperationNode } from './operation-node.ts';

/** One way to be let in: scheme definitions with their scopes, whatever the schemes are called, and in any case. */
type Alternative = readonly (readonly [definition: unknown, scopes: unknown])[];

/**
 * Compares who is let in (OpenAPI 3.1.0, 4.8.30): each alternative of the base has to remain, where
 * none at all means everybody.
 */
export function* securityChanges(
  base: OperationNode,
  revision: OperationNode,
): Generator<DriftChange> {
  const [before, after] = [alternativesOf(base.security), alternativesOf(revision.security)];
  const sides = { base: base.security, revision: revision.security };
  const open = after.some((alternative) => alternative.length === 0);
  const lost = before.filter((one) => !after.some((other) => sameAlternative(one, other)));
  if (lost.length > 0 && !open) {
    const wasOpen = before.some((alternative) => alternative.length === 0);
    yield driftChange(sides, {
      kind: 'security-added',
      impact: 'breaking',
      direction: 'operation',
      sentence: wasOpen
        ? `${base.name} now asks for credentials.`
        : `${base.name} no longer accepts credentials that it accepted.`,
    });
  } else if (after.some((one) => !before.some((other) => sameAlternative(one, other)))) {
    yield driftChange(sides, {
      kind: 'security-loosened',
      impact: 'compatible',
      direction: 'operation',
      sentence: `${base.name} accepts further credentials, or none.`,
    });
  }
}

function alternativesOf(security: DocumentNode): readonly Alternative[] {
  const alternatives = childNodes(security).map(([, requirement]) =>
    childNodes(requirement).map(
      ([name, scopes]) => [definitionOf(scopes, name), scopes.value] as const,
    ),
  );
  return alternatives.length === 0 ? [[]] : alternatives;
}

function definitionOf(node: DocumentNode, name: string): unknown {
  const components = childNode({ ...node, pointer: '#', value: node.document }, 'components');
  const scheme = followReference(childNode(childNode(components, 'securitySchemes'), name));
  const members = childNodes(scheme).filter(([key]) => key !== 'description');
  return members.length === 0
    ? name
    : Object.fromEntries(
        members.map(([key, { value }]) => [
          key,
          key === 'scheme' ? String(value).toLowerCase() : value,
        ]),
      );
}

function sameAlternative(a: Alternative, b: Alternative): boolean {
  return a.length === b.length && a.every((one) => b.some((other) => equal(one, other)));
}
