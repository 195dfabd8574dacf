import { referencedSchema } from '../contract/declared-properties.ts';
import type { ContractDocument } from '../contract/document.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import type { MediaTypeContent } from '../contract/operation.ts';
import { indexLocations } from '../contract/schema-locations.ts';
import { subschemasOf } from './subschemas.ts';
import { compileContent, createAjv } from '../contract/validators.ts';

/** The types of JSON values (RFC 8259 3). */
type JsonType = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

const ALL: readonly JsonType[] = ['object', 'array', 'string', 'number', 'boolean', 'null'];

/** Keywords that say something of values, by the types that they say it of (JSON Schema Core 10, 11, Validation 6). */
const KEYWORDS: readonly (readonly [types: readonly JsonType[], keywords: readonly string[]])[] = [
  [ALL, ['type', 'const', 'enum', 'allOf', 'anyOf', 'oneOf', 'not', 'if']],
  [
    ['object'],
    [
      ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
      ...['propertyNames', 'required', 'minProperties', 'maxProperties'],
      ...['dependentRequired', 'dependentSchemas'],
    ],
  ],
  [
    ['array'],
    [
      ...['items', 'prefixItems', 'unevaluatedItems', 'contains', 'minContains', 'maxContains'],
      ...['minItems', 'maxItems', 'uniqueItems'],
    ],
  ],
  [['string'], ['minLength', 'maxLength', 'pattern']],
  [['number'], ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  [['string', 'number'], ['format']],
];

const types = new Map(
  KEYWORDS.flatMap(([applying, names]) => names.map((name) => [name, applying] as const)),
);

/** Which keywords of a schema its validator comes to. */
export interface EvaluatedKeywords {
  /** Locations of all keywords that say something of values: `#/components/schemas/Error/type`. */
  readonly all: readonly string[];
  /** Those that were evaluated on a value, or on a part of it, of a type that they say something of. */
  readonly of: (value: unknown) => ReadonlySet<string>;
}

type Members = Record<string, unknown>;
type Applying = ReadonlyMap<JsonType, readonly string[]>;

/** A keyword of our own, in each schema of a copy: ajv calls it for each value that the schema is evaluated on. */
const MARK = 'evaluatedAt';

/**
 * Watches the validator of a content, so that branches, conditions and references are followed as it follows
 * them. Keywords that only annotate, and schemas that are booleans, have no locations.
 *
 * @throws ContractError when the schema cannot be compiled
 */
export function evaluatedKeywords(
  document: ContractDocument,
  content: Pick<MediaTypeContent, 'schema' | 'pointer'>,
): EvaluatedKeywords {
  const copy = structuredClone({ resolved: document.resolved, schema: content.schema });
  const places = markSchemas(copy.schema, copy.resolved, content.pointer);
  const marked: ContractDocument = { ...document, resolved: copy.resolved };
  let seen = new Set<string>();
  // The contract's own validators hold the schema against its meta-schema.
  const ajv = createAjv(marked);
  ajv.addKeyword({
    keyword: MARK,
    schemaType: 'string',
    errors: false,
    validate: (pointer: string, value: unknown) => {
      for (const location of places.get(pointer)?.get(typeOfJson(value)) ?? []) seen.add(location);
      return true;
    },
  });
  const validate = compileContent(ajv, marked, { schema: copy.schema, pointer: content.pointer });
  return {
    all: [...new Set([...places.values()].flatMap((each) => [...each.values()].flat()))],
    of: (value) => {
      seen = new Set();
      try {
        void validate(value);
      } catch {
        // Ajv throws for values that it cannot compare; what it came to before was evaluated.
      }
      return seen;
    },
  };
}

/** Marks each schema that is reached from one; their keywords by the type of values that they apply to. */
function markSchemas(
  root: unknown,
  document: unknown,
  fallback: string,
): ReadonlyMap<string, Applying> {
  const locations = indexLocations(document);
  const places = new Map<string, Applying>();
  const pending: unknown[] = [root];
  const marked = new Set<unknown>();
  for (const schema of pending) {
    if (!isMembers(schema) || marked.has(schema)) continue;
    marked.add(schema);
    const pointer = locations.pointerOf(schema) ?? fallback;
    places.set(pointer, applyingKeywords(schema, pointer));
    pending.push(...subschemasOf(schema), referencedSchema(schema, document));
    schema[MARK] = pointer;
  }
  return places;
}

function applyingKeywords(schema: Members, pointer: string): Applying {
  const applying = new Map<JsonType, string[]>();
  for (const name of Object.keys(schema)) {
    for (const type of typesOfKeyword(name)) {
      const others = applying.get(type) ?? [];
      applying.set(type, [...others, childPointer(pointer, name)]);
    }
  }
  return applying;
}

function isMembers(value: unknown): value is Members {
  return isJsonObject(value);
}

/** The types of values that a keyword says something of; none for annotations and references. */
function typesOfKeyword(keyword: string): readonly JsonType[] {
  return types.get(keyword) ?? [];
}

/** The type of a JSON value. */
function typeOfJson(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}
