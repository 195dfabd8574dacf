import { childPointer } from '../json/json-pointer.ts';
import type { JsonSchema } from '../contract/operation.ts';

/**
 * A schema with its place: what is needed to resolve its references and to name it in an error.
 * `negated` stands for the schema's complement, as under `not`.
 */
export interface LocatedSchema {
  readonly schema: JsonSchema;
  /** JSON pointer as a URI fragment: `#/properties/name`. */
  readonly pointer: string;
  /** URIs of the schema resources entered on the way, outermost first (Core 7.1, dynamic scope). */
  readonly scope: readonly string[];
  readonly negated: boolean;
}

/** The subschema that stands at `tokens` below a located schema. */
export function subschema(
  parent: LocatedSchema,
  schema: JsonSchema,
  ...tokens: readonly (string | number)[]
): LocatedSchema {
  const pointer = tokens.reduce<string>(childPointer, parent.pointer);
  return { schema, pointer, scope: parent.scope, negated: false };
}

/** A schema that accepts exactly what the given one refuses. */
export function negation(located: LocatedSchema): LocatedSchema {
  return { ...located, negated: !located.negated };
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** A text that is equal for two located schemas if and only if they accept the same by identity and scope. */
export function identityOf(located: LocatedSchema): string {
  const { schema, scope, negated } = located;
  const name =
    typeof schema === 'boolean' ? String(schema) : `${numberOf(schema)} ${scope.join(' ')}`;
  return negated ? `not ${name}` : name;
}

function numberOf(schema: object): string {
  const known = numbers.get(schema) ?? ++last;
  numbers.set(schema, known);
  return known.toString(36);
}
