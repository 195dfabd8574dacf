import { isSchema, type SchemaObject } from '../arbitrary/keywords.ts';
import { isJsonObject } from '../json-object.ts';
import { childPointer } from '../json-pointer.ts';
import { referencedBy, References } from '../arbitrary/references.ts';
import type { JsonSchema } from '../operation.ts';

/** The keywords whose errors come from the subschemas named here. */
const branchKeywords: Readonly<Record<string, readonly string[]>> = {
  anyOf: ['anyOf'],
  oneOf: ['oneOf'],
  contains: ['contains'],
  propertyNames: ['propertyNames'],
  if: ['then', 'else'],
};

/** The schemas of a document: their pointers, and what is reached from each. */
export class SchemaGraph {
  readonly references: References;

  /** Takes the document whose schemas are named, with the JSON pointer of its root (`#`). */
  constructor(document: JsonSchema, pointer = '#') {
    this.references = new References([[document, pointer]]);
  }

  /** The JSON pointer of a schema object of the document. */
  pointerOf(schema: unknown): string | undefined {
    return this.references.pointerOf(schema);
  }

  /** For a keyword that combines schemas: per branch, the schema objects reached from it. */
  branches(schema: unknown, keyword: string): readonly ReadonlySet<unknown>[] {
    if (!isJsonObject(schema)) return [];
    const names = branchKeywords[keyword] ?? [];
    const branches = names.flatMap((name): readonly unknown[] => {
      const value = schema[name];
      return Array.isArray(value) ? value : [value];
    });
    return branches.map((branch) => {
      const reached = new Set<unknown>();
      this.#reach(branch, reached);
      return reached;
    });
  }

  /** The schemas that a schema refers to. */
  targets(schema: SchemaObject): readonly SchemaObject[] {
    const located = { schema, pointer: '#', scope: [], negated: false };
    return referencedBy(located, schema, this.references)
      .map((target) => target.schema)
      .filter((target) => typeof target !== 'boolean');
  }

  /** The location of a keyword of a schema object. */
  keywordLocation(schema: SchemaObject, ...tokens: readonly (string | number)[]): string {
    return tokens.reduce<string>(childPointer, this.pointerOf(schema) ?? '#');
  }

  #reach(value: unknown, reached: Set<unknown>): void {
    if (typeof value !== 'object' || value === null || reached.has(value)) return;
    reached.add(value);
    for (const child of Object.values<unknown>({ ...value })) this.#reach(child, reached);
    if (!isJsonObject(value) || !isSchema(value)) return;
    for (const target of this.targets(value)) this.#reach(target, reached);
  }
}
