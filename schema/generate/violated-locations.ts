import { isJsonObject } from '../json/json-value.ts';
import type { Branch, SchemaGraph } from './schema-graph.ts';

/** What is needed of a validator's error; Ajv's `ErrorObject` has it, `parentSchema` with `verbose`. */
export interface SchemaError {
  readonly keyword: string;
  /** URI fragment of the keyword as the validator came to it. */
  readonly schemaPath: string;
  readonly instancePath: string;
  /** The schema object that has the keyword. With it, locations are told apart behind references. */
  readonly parentSchema?: unknown;
}

interface Violation {
  readonly location: string;
  readonly error: SchemaError;
}

const explainedBySubschemas = new Set(['if', 'propertyNames']);
const choosing = new Set(['anyOf', 'oneOf']);
const explainingSubschemas = new Set(['anyOf', 'oneOf', 'contains']);

/**
 * The keyword locations that errors blame, each once, as JSON pointers into the document (`#/properties/a/type`).
 * Errors that only explain another are left out: those within a failed `anyOf`, `oneOf` or `contains` for the
 * keyword itself, and the summary errors `if` and `propertyNames` for what failed within.
 */
export function violatedLocations(
  errors: readonly SchemaError[],
  graph: SchemaGraph,
): readonly string[] {
  return [...new Set(standalone(errors, graph).map(({ location }) => location))];
}

/**
 * The keyword locations of which each is the one thing wrong: the single violated location, and within a
 * failed `anyOf` or `oneOf` the single location of a branch, as the value may have meant that branch.
 * Empty where more than one location is violated.
 */
export function soleViolations(
  errors: readonly SchemaError[],
  graph: SchemaGraph,
): readonly string[] {
  const violations = standalone(errors, graph);
  const [first, ...others] = violations;
  if (first === undefined || others.some(({ location }) => location !== first.location)) return [];
  const alternatives = violations.filter(({ error }) => choosing.has(error.keyword));
  const inner = alternatives.flatMap(({ error }) =>
    graph.branches(error.parentSchema, error.keyword).flatMap((branch) => {
      const within = errors.filter((each) => each !== error && belongs(each, error, branch));
      return soleViolations(within, graph);
    }),
  );
  return [first.location, ...new Set(inner)];
}

function standalone(errors: readonly SchemaError[], graph: SchemaGraph): Violation[] {
  const dropped = new Set(errors.flatMap((error) => superfluous(error, errors, graph)));
  return errors
    .filter((error) => !dropped.has(error))
    .map((error) => ({ error, location: locationOf(error, graph) }));
}

/** The errors that another makes superfluous, itself or those within. */
function superfluous(
  error: SchemaError,
  errors: readonly SchemaError[],
  graph: SchemaGraph,
): readonly SchemaError[] {
  const explains = explainingSubschemas.has(error.keyword);
  if (!explains && !explainedBySubschemas.has(error.keyword)) return [];
  const branches = graph.branches(error.parentSchema, error.keyword);
  const within = errors.filter(
    (each) =>
      each !== error &&
      (isBelow(each, error) || branches.some((branch) => belongs(each, error, branch))),
  );
  if (explains) return within;
  return within.length > 0 ? [error] : [];
}

/** Whether an error arose in a branch of a failed keyword. */
function belongs(each: SchemaError, failed: SchemaError, branch: Branch): boolean {
  const below = each.instancePath.slice(failed.instancePath.length);
  if (!each.instancePath.startsWith(failed.instancePath) || !/^(?:\/|$)/.test(below)) return false;
  return branch.at(below).has(each.parentSchema);
}

/** Whether the path of an error says that it arose below a failed keyword: `false` has no identity to tell. */
function isBelow(each: SchemaError, failed: SchemaError): boolean {
  if (!each.instancePath.startsWith(failed.instancePath)) return false;
  const parent = failed.schemaPath.slice(0, failed.schemaPath.lastIndexOf('/'));
  const names = failed.keyword === 'if' ? ['then', 'else'] : [failed.keyword];
  return names.some((name) => each.schemaPath.startsWith(`${parent}/${name}/`));
}

function locationOf(error: SchemaError, graph: SchemaGraph): string {
  const pointer = isJsonObject(error.parentSchema)
    ? graph.pointerOf(error.parentSchema)
    : undefined;
  if (pointer !== undefined) return `${pointer}/${error.keyword}`;
  return decoded(error.schemaPath).replace(/\/false schema$/, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
