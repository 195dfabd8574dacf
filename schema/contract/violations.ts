import type { ErrorObject } from 'ajv';
import type { FoundErrors } from './bounded-ajv.ts';
import { constantBranches } from './describe-schema.ts';
import { describeValue, markedJson, shortJson } from '../json/describe-value.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import type { SchemaLocations } from './schema-locations.ts';
import { DOCUMENT_URI } from './schema-resources.ts';

/** One way in which a value or a response breaks a rule: what a validator and a judge give. */
export interface Violation {
  /** Where in the contract or the RFC: the pointer of the failing keyword, else the requirement's source. */
  readonly clause: string;
  /** JSON pointer into the response's body, `''` for the whole, `status`, or a header such as `header Content-Type`. */
  readonly where: string;
  /** What stands for `where` in the signature; by default `where` without indices. */
  readonly place?: string;
  readonly expected: string;
  readonly actual: string;
  /** A known transformation (`truncated at 255`), when it can be named; part of the signature, without the length. */
  readonly label?: string;
  /** How many more places break it in the same way. */
  readonly more?: number;
}

const BRANCHING = new Set(['anyOf', 'oneOf']);

/** Turns ajv's errors (with `verbose`) into violations: one per cause, branches of anyOf and oneOf folded. */
export function violationsOf(
  { errors, more }: FoundErrors,
  locations: SchemaLocations,
): readonly Violation[] {
  const branching = new BranchingErrors({ errors, more });
  const causes = errors.filter((error) => error.keyword !== 'if' && !branching.haveBelow(error));
  const last = new Map(causes.map((error) => [error.schemaPath, error]));
  return causes.map((error) => {
    const violation = toViolation(error, locations);
    const rest = last.get(error.schemaPath) === error ? (more.get(error.schemaPath) ?? 0) : 0;
    return rest === 0 ? violation : { ...violation, more: rest };
  });
}

/** Errors of anyOf and oneOf, found by where they stand: a response may have thousands. */
class BranchingErrors {
  /** Places in the value, by paths in the schema. */
  readonly #places = new Map<string, Set<string>>();
  readonly #more: FoundErrors['more'];

  constructor({ errors, more }: FoundErrors) {
    this.#more = more;
    for (const { keyword, schemaPath, instancePath } of errors) {
      if (!BRANCHING.has(keyword)) continue;
      const places = this.#places.get(schemaPath) ?? new Set();
      this.#places.set(schemaPath, places.add(instancePath));
    }
  }

  /** Whether an error is of a branch of one of them. */
  haveBelow({ schemaPath, instancePath }: ErrorObject): boolean {
    return pathsAbove(schemaPath).some((path) => {
      // Which places those beyond the first hundred have is not known; what is left below them is theirs.
      if (this.#more.has(path)) return true;
      const places = this.#places.get(path);
      if (places === undefined) return false;
      return [instancePath, ...pathsAbove(instancePath)].some((place) => places.has(place));
    });
  }
}

function pathsAbove(path: string): readonly string[] {
  const ends = [...path.matchAll(/\//g)].map(({ index }) => index);
  return ends.map((end) => path.slice(0, end));
}

function toViolation(error: ErrorObject, locations: SchemaLocations): Violation {
  return {
    clause: clauseOf(error, locations),
    where: error.instancePath,
    expected: expectation(error),
    actual: actualOf(error),
  };
}

function clauseOf(error: ErrorObject, locations: SchemaLocations): string {
  const parent: unknown = error.parentSchema;
  const pointer = isJsonObject(parent) ? locations.pointerOf(parent) : undefined;
  return pointer === undefined ? placeOf(error) : childPointer(pointer, error.keyword);
}

/** Where ajv came upon a keyword, without the URI that documents have for it. */
function placeOf({ schemaPath }: ErrorObject): string {
  return schemaPath.replace(DOCUMENT_URI, '');
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
      return constantsOf(schema) ?? `a value for ${error.keyword} in ${placeOf(error)}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'no undeclared member';
    case 'false schema':
      return 'nothing there';
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
