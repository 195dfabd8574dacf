import { childNode, type DocumentNode } from '../contract/document-node.ts';
import { equal } from '../json/json-value.ts';
import {
  driftChange,
  goneSides,
  memberSides,
  newSides,
  type DriftChange,
  type Sides,
} from './drift-change.ts';
import { contentChanges } from './content-drift.ts';
import type { OperationNode } from './operation-node.ts';
import type { SchemaWalk } from './schema-place.ts';

const WIRE_FORM = ['content', 'style', 'explode', 'allowReserved', 'allowEmptyValue'] as const;

/** Compares what an operation takes besides its body (OpenAPI 3.1.0, 4.8.12). */
export function* parameterChanges(
  walk: SchemaWalk,
  base: OperationNode,
  revision: OperationNode,
): Generator<DriftChange> {
  const keys = new Set([...base.parameters.keys(), ...revision.parameters.keys()]);
  for (const key of keys) {
    const [before, after] = [base.parameters.get(key), revision.parameters.get(key)];
    if (before === undefined) {
      if (after !== undefined) yield addedParameter(after);
    } else if (after === undefined) {
      yield removedParameter(before);
    } else {
      yield* changedParameter(walk, { base: before, revision: after });
    }
  }
}

function addedParameter(node: DocumentNode): DriftChange {
  const required = childNode(node, 'required').value === true;
  return driftChange(newSides(node), {
    kind: 'parameter-added',
    impact: required ? 'breaking' : 'compatible',
    direction: 'request',
    sentence: `${wordsFor(node)} is new${required ? ' and required' : ''}.`,
  });
}

function removedParameter(node: DocumentNode): DriftChange {
  return driftChange(goneSides(node), {
    kind: 'parameter-removed',
    impact: 'breaking',
    direction: 'request',
    sentence: `${wordsFor(node)} is gone.`,
  });
}

function* changedParameter(walk: SchemaWalk, sides: Sides): Generator<DriftChange> {
  yield* requirednessChanges(sides, wordsFor(sides.revision));
  const { base, revision } = sides;
  const forms = WIRE_FORM.filter((key) => wireForm(base, key) !== wireForm(revision, key));
  if (forms.length > 0) {
    yield driftChange(sides, {
      kind: 'parameter-form-changed',
      impact: 'breaking',
      direction: 'request',
      sentence: `${wordsFor(revision)} is written differently in requests: ${forms.join(', ')} changed.`,
    });
  }
  const schema = memberSides(sides, 'schema');
  yield* walk.compare(schema.base, schema.revision);
  yield* contentChanges(walk, memberSides(sides, 'content'));
}

/** Compares the `required` of a parameter or a request body; absent means `false`. */
export function* requirednessChanges(sides: Sides, words: string): Generator<DriftChange> {
  const required = memberSides(sides, 'required');
  const after = required.revision.value === true;
  if ((required.base.value === true) === after) return;
  yield driftChange(required, {
    kind: after ? 'required-added' : 'required-removed',
    impact: after ? 'breaking' : 'compatible',
    direction: 'request',
    sentence: `${words} ${after ? 'must now be sent' : 'may now be left out'}.`,
  });
}

/** The way a parameter is written, defaults filled in (OpenAPI 3.1.0, 4.8.12.2); of `content` whether there is one. */
function wireForm(node: DocumentNode, key: (typeof WIRE_FORM)[number]): unknown {
  const stated = childNode(node, key).value;
  if (key === 'content') return stated !== undefined;
  if (stated !== undefined) return stated;
  const place = childNode(node, 'in').value;
  if (key === 'style') return place === 'query' || place === 'cookie' ? 'form' : 'simple';
  return key === 'explode' && equal(wireForm(node, 'style'), 'form');
}

function wordsFor(node: DocumentNode): string {
  const [place, name] = [childNode(node, 'in').value, childNode(node, 'name').value];
  return `The ${String(place)} parameter \`${String(name)}\``;
}
