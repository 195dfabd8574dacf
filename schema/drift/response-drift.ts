import { contentChanges } from './content-drift.ts';
import {
  childNode,
  childNodes,
  followReference,
  type DocumentNode,
} from '../contract/document-node.ts';
import {
  annotationChange,
  driftChange,
  goneSides,
  memberSides,
  newSides,
  type DriftChange,
  type Sides,
} from './drift-change.ts';
import type { OperationNode } from './operation-node.ts';
import { nameOf, type SchemaWalk } from './schema-place.ts';

type Responses = ReadonlyMap<string, DocumentNode>;

/** Compares the responses of an operation, key by key (OpenAPI 3.1.0, 4.8.16). */
export function* responseChanges(
  walk: SchemaWalk,
  base: OperationNode,
  revision: OperationNode,
): Generator<DriftChange> {
  const [before, after] = [responsesOf(base), responsesOf(revision)];
  for (const [key, response] of before) {
    const same = after.get(key);
    if (same === undefined) yield* removedResponse(walk, base.name, [key, response], after);
    else yield* bodyChanges(walk, { base: response, revision: same });
  }
  for (const [key, response] of after) {
    if (!before.has(key)) yield* addedResponse(walk, base.name, [key, response], before);
  }
}

/** An error status that is left to a range or to `default` must still keep what was promised of it. */
function* removedResponse(
  walk: SchemaWalk,
  name: string,
  [key, response]: readonly [string, DocumentNode],
  after: Responses,
): Generator<DriftChange> {
  const heir = /^[45]/.test(key) ? coverOf(key, after) : undefined;
  yield driftChange(goneSides(response), {
    kind: 'response-removed',
    impact: heir === undefined ? 'breaking' : 'compatible',
    direction: 'response',
    sentence: `${name} no longer declares the answer ${key}.`,
  });
  if (heir !== undefined) yield* bodyChanges(walk, { base: response, revision: heir });
}

/**
 * A new success is an answer that the base's clients have no use for. An error they can read by its class
 * (RFC 9110, 15), as long as it keeps what a range or `default` promised of it.
 */
function* addedResponse(
  walk: SchemaWalk,
  name: string,
  [key, response]: readonly [string, DocumentNode],
  before: Responses,
): Generator<DriftChange> {
  const success = /^[123]/.test(key);
  const cover = success ? undefined : coverOf(key, before);
  yield driftChange(newSides(response), {
    kind: 'response-added',
    impact: success ? 'breaking' : 'compatible',
    direction: 'response',
    sentence: `${name} now declares the answer ${key}.`,
  });
  if (cover !== undefined) yield* bodyChanges(walk, { base: cover, revision: response });
}

function* bodyChanges(walk: SchemaWalk, sides: Sides): Generator<DriftChange> {
  const description = memberSides(sides, 'description');
  yield* annotationChange(description, 'response', `The description of ${nameOf(sides)}`);
  yield* contentChanges(walk, memberSides(sides, 'content'));
  yield* headerChanges(walk, memberSides(sides, 'headers'));
}

function* headerChanges(walk: SchemaWalk, sides: Sides): Generator<DriftChange> {
  const [before, after] = [headersOf(sides.base), headersOf(sides.revision)];
  for (const [name, base] of before) {
    const revision = after.get(name);
    const always = (node: DocumentNode): boolean => childNode(node, 'required').value === true;
    if (revision === undefined || (always(base) && !always(revision))) {
      yield driftChange(
        { base, revision: revision ?? { ...base, value: undefined } },
        {
          kind: 'header-removed',
          impact: 'breaking',
          direction: 'response',
          sentence: `Answers may now come without the header \`${name}\`.`,
        },
      );
    } else {
      yield* walk.compare(childNode(base, 'schema'), childNode(revision, 'schema'));
    }
  }
}

function headersOf(headers: DocumentNode): Responses {
  return new Map(
    childNodes(headers).map(([name, node]) => [name.toLowerCase(), followReference(node)]),
  );
}

/** What covers a status that has no key of its own: its range, else `default`. */
function coverOf(key: string, responses: Responses): DocumentNode | undefined {
  return responses.get(`${key.slice(0, 1)}XX`) ?? responses.get('default');
}

function responsesOf(operation: OperationNode): Responses {
  const responses = childNodes(childNode(operation.node, 'responses'));
  return new Map(
    responses.map(([key, node]) => [key.replace(/^(\d)xx$/i, '$1XX'), followReference(node)]),
  );
}
