import { childNodes, nodeAt, rootNode } from '../contract/document-node.ts';
import { isJsonObject } from '../json/json-value.ts';
import { resolveSchema, shapeOf } from '../contract/schema-shape.ts';
import { type Remedy, requireNames } from './gap.ts';
import type { Example } from './example.ts';
import type { ResponseUnderTest } from './response-under-test.ts';
import type { SingleChange } from './single-change.ts';

/** A response and the example made for it. */
export interface Exemplified {
  readonly response: ResponseUnderTest;
  readonly example: Example;
}

/** A success with the body of an error, and the other way round. */
export function swapChanges(
  response: ResponseUnderTest,
  all: readonly Exemplified[],
): readonly SingleChange[] {
  return all
    .filter((other) => isSuccess(other.response.key) !== isSuccess(response.key))
    .map(({ response: { key }, example: { value } }) => ({
      words: `the body of ${key} in its place`,
      value,
      remedy: tellApart(response, value),
      byDesign: false,
    }));
}

/**
 * An error under a success that the operation does not declare: admitted where `default` covers it
 * (OpenAPI 3.1.0, 4.8.16). `null` where it does not.
 */
export function undeclaredSuccess(responses: readonly ResponseUnderTest[]): SingleChange | null {
  const fallback = responses.find(({ key }) => key === 'default');
  if (fallback === undefined || responses.some(({ key }) => /^2XX$/i.test(key))) return null;
  return {
    words: 'the body of default under a success that is not declared, such as 299',
    value: undefined,
    remedy: rangesFor(fallback),
    byDesign: false,
  };
}

function rangesFor({ pointer, schema }: ResponseUnderTest): Remedy {
  const { value } = nodeAt(rootNode(schema.document), pointer);
  const responses = pointer.replace(/\/default$/, '');
  return {
    pointer,
    text: '4XX and 5XX in place of default',
    edits: { [`${responses}/4XX`]: value, [`${responses}/5XX`]: value, [pointer]: undefined },
  };
}

/** Requires the properties that the other body does not have. */
function tellApart(response: ResponseUnderTest, other: unknown): Remedy {
  const schema = resolveSchema(response.schema);
  const properties = shapeOf(schema).get('properties');
  const names = properties === undefined ? [] : childNodes(properties).map(([name]) => name);
  const missing = names.filter((name) => !isJsonObject(other) || !Object.hasOwn(other, name));
  if (properties === undefined || missing.length === 0) {
    return { pointer: schema.pointer, text: 'a required property of its own', edits: {} };
  }
  const pointer = properties.pointer.replace(/\/properties$/, '');
  return requireNames(pointer, missing);
}

function isSuccess(key: string): boolean {
  return key.startsWith('2');
}
