import type { ErrorObject } from 'ajv';
import { constantBranches } from './constant-branches.ts';
import { describeValue, markedJson, shortJson } from './describe-value.ts';
import { isJsonObject } from './json-object.ts';
import { childPointer } from './json-pointer.ts';
import type { SchemaLocations } from './schema-locations.ts';

/** One assertion that a value breaks, as one short sentence could tell it. */
export interface Violation {
  /** Keyword that failed: `type`, `required`, `uniqueItems`. */
  readonly keyword: string;
  /** Where the keyword stands in the contract: `#/components/schemas/UserPreferences/type`. */
  readonly clause: string;
  /** JSON pointer into the value; `''` for the whole. */
  readonly where: string;
  readonly expected: string;
  readonly actual: string;
}

const BRANCHING = new Set(['anyOf', 'oneOf']);

/** Turns ajv's errors (with `verbose`) into violations: one per cause, branches of anyOf and oneOf folded. */
export function violationsOf(
  errors: readonly ErrorObject[],
  locations: SchemaLocations,
): readonly Violation[] {
  const branching = errors.filter((error) => BRANCHING.has(error.keyword));
  const causes = errors.filter((error) => !branching.some((parent) => isBranchOf(error, parent)));
  return causes
    .filter((error) => error.keyword !== 'if')
    .map((error) => toViolation(error, locations));
}

function isBranchOf(error: ErrorObject, parent: ErrorObject): boolean {
  return (
    error !== parent &&
    error.schemaPath.startsWith(`${parent.schemaPath}/`) &&
    error.instancePath.startsWith(parent.instancePath)
  );
}

function toViolation(error: ErrorObject, locations: SchemaLocations): Violation {
  return {
    keyword: error.keyword,
    clause: clauseOf(error, locations),
    where: error.instancePath,
    expected: expectation(error),
    actual: actualOf(error),
  };
}

function clauseOf(error: ErrorObject, locations: SchemaLocations): string {
  const parent: unknown = error.parentSchema;
  const pointer = isJsonObject(parent) ? locations.pointerOf(parent) : undefined;
  return pointer === undefined ? error.schemaPath : childPointer(pointer, error.keyword);
}

function actualOf(error: ErrorObject): string {
  const params: Readonly<Record<string, unknown>> = error.params;
  if (error.keyword === 'required') return `${describeValue(error.data)} without it`;
  if (error.keyword === 'uniqueItems') {
    return `items ${String(params.j)} and ${String(params.i)} equal in ${describeValue(error.data)}`;
  }
  const extra = params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  return typeof extra === 'string' ? `member ${markedJson(extra)}` : describeValue(error.data);
}

function expectation(error: ErrorObject): string {
  const schema: unknown = error.schema;
  switch (error.keyword) {
    case 'type':
      return article(String(schema).replaceAll(',', ' or '));
    case 'required':
      return `member ${shortJson(error.params.missingProperty)}`;
    case 'uniqueItems':
      return 'each item once';
    case 'const':
      return shortJson(schema);
    case 'enum':
      return oneOf(Array.isArray(schema) ? schema : [schema]);
    case 'anyOf':
    case 'oneOf':
      return constantsOf(schema) ?? `a value for ${error.keyword} in ${error.schemaPath}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'no undeclared member';
    case 'format':
      return `format ${String(schema)}`;
    case 'pattern':
      return `text matching ${String(schema)}`;
    default:
      return error.message ?? `${error.keyword} to hold`;
  }
}

function constantsOf(branches: unknown): string | null {
  const constants = constantBranches(branches);
  return constants === null ? null : oneOf(constants);
}

function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map(shortJson).join(', ')}`;
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`.replace(/^an? null$/, 'null');
}
