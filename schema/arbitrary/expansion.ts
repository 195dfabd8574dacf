import { anything, type Alternative } from './alternative.ts';
import { alternativesOf, silenced } from './alternatives.ts';
import { complementOf } from './complement.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import { product } from './products.ts';
import type { References } from './references.ts';
import type { JsonSchema } from '../operation.ts';

/** Schemas expanded into their alternatives, each once. */
export class Expansion {
  readonly references: References;
  readonly #replacements: ReadonlyMap<JsonSchema, JsonSchema>;
  readonly #known = new Map<string, readonly Alternative[]>();

  /** Takes the references to follow, and schemas that stand in for others wherever those occur. */
  constructor(
    references: References,
    replacements: ReadonlyMap<JsonSchema, JsonSchema> = new Map(),
  ) {
    this.references = references;
    this.#replacements = replacements;
  }

  /** The alternatives of one schema. A schema that refers to itself at its own level adds nothing to itself. */
  alternatives(located: LocatedSchema): readonly Alternative[] {
    const identity = identityOf(located);
    const known = this.#known.get(identity);
    if (known !== undefined) return known;
    this.#known.set(identity, [anything]);
    const expanded = this.#expand(this.#replaced(located));
    this.#known.set(identity, expanded);
    return expanded;
  }

  /** The alternatives that satisfy all of the schemas. */
  intersection(schemas: readonly LocatedSchema[]): readonly Alternative[] {
    if (schemas.length === 0) return [anything];
    return product(schemas.map((schema) => this.alternatives(schema)));
  }

  #expand(located: LocatedSchema): readonly Alternative[] {
    return located.negated
      ? silenced(complementOf({ ...located, negated: false }, this))
      : alternativesOf(located, this);
  }

  #replaced(located: LocatedSchema): LocatedSchema {
    const { schema, pointer, scope, negated } = located;
    const replacement = this.#replacements.get(schema) ?? schema;
    return { ...this.references.locate(replacement, pointer, scope), negated };
  }
}
