import type { SchemaObject } from './keywords.ts';
import { referencedBy, References } from './references.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer, pointerTokens } from '../json/json-pointer.ts';
import type { JsonSchema } from '../contract/operation.ts';

/** The keywords whose errors come from the subschemas named here. */
const branchKeywords: Readonly<Record<string, readonly string[]>> = {
  anyOf: ['anyOf'],
  oneOf: ['oneOf'],
  contains: ['contains'],
  propertyNames: ['propertyNames'],
  if: ['then', 'else'],
};

/** Keywords whose subschemas speak of the value itself, or of its names (JSON Schema Core 10.2, 10.3.2.4). */
const inPlace = ['not', 'if', 'then', 'else', 'propertyNames'];
const inPlaceSeveral = ['allOf', 'anyOf', 'oneOf', 'dependentSchemas'];
/** Keywords whose subschemas speak of parts that no other keyword has named (JSON Schema Core 10.3, 11). */
const ofRest = ['additionalProperties', 'unevaluatedProperties'];
const ofItems = ['items', 'unevaluatedItems', 'contains'];

/** The schema objects that speak of a value and of its parts, by where these stand. */
export interface Branch {
  /** Those that speak of the part at a JSON pointer into the value. */
  readonly at: (pointer: string) => ReadonlySet<unknown>;
}

/** The schemas of a document: their pointers, and what is reached from each. */
export class SchemaGraph {
  readonly references: References;
  readonly #branches = new Map<unknown, readonly Branch[]>();

  /** Takes the document whose schemas are named, with the JSON pointer of its root (`#`). */
  constructor(document: JsonSchema, pointer = '#') {
    this.references = new References([[document, pointer]]);
  }

  /** The JSON pointer of a schema object of the document. */
  pointerOf(schema: unknown): string | undefined {
    return this.references.pointerOf(schema);
  }

  /** The branches of a keyword that combines schemas; each starts at the value that the keyword judges. */
  branches(schema: unknown, keyword: string): readonly Branch[] {
    if (!isJsonObject(schema)) return [];
    const value = schema[keyword];
    const known = this.#branches.get(value);
    if (known !== undefined) return known;
    const names = branchKeywords[keyword] ?? [];
    const starts = names.flatMap((name): readonly unknown[] => [schema[name]].flat());
    const branches = starts.map((start) =>
      this.#branch(keyword === 'contains' ? { contains: start } : start),
    );
    this.#branches.set(value, branches);
    return branches;
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

  #branch(start: unknown): Branch {
    const known = new Map<string, ReadonlySet<unknown>>();
    const at = (pointer: string): ReadonlySet<unknown> => {
      const before = known.get(pointer);
      if (before !== undefined) return before;
      const reached = new Set<unknown>();
      const cut = pointer.lastIndexOf('/');
      const [token = ''] = pointerTokens(pointer.slice(cut));
      const above = pointer === '' ? [] : [...at(pointer.slice(0, cut))];
      this.#spread(
        pointer === '' ? [start] : above.flatMap((each) => partsOf(each, token)),
        reached,
      );
      known.set(pointer, reached);
      return reached;
    };
    return { at };
  }

  /** Adds schema objects, and all that speak of the same value because of them. */
  #spread(schemas: readonly unknown[], reached: Set<unknown>): void {
    for (const schema of schemas) {
      if (!isJsonObject(schema) || reached.has(schema)) continue;
      reached.add(schema);
      this.#spread(
        inPlace.map((name) => schema[name]),
        reached,
      );
      this.#spread(
        inPlaceSeveral.flatMap((name) => valuesOf(schema[name])),
        reached,
      );
      this.#spread(this.targets(schema), reached);
    }
  }
}

/** The subschemas of a schema object that speak of the part with a token. */
function partsOf(schema: unknown, token: string): readonly unknown[] {
  if (!isJsonObject(schema)) return [];
  const { properties, patternProperties, prefixItems } = schema;
  const isNamed = isJsonObject(properties) && Object.hasOwn(properties, token);
  return [
    ...(isNamed ? [properties[token]] : ofRest.map((name) => schema[name])),
    ...valuesOf(patternProperties),
    valuesOf(prefixItems)[Number(token)],
    ...ofItems.map((name) => schema[name]),
  ];
}

function valuesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values<unknown>({ ...value }) : [];
}
