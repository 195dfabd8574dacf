import { isJsonObject } from '../json/json-value.ts';
import { childPointer, decodeFragment, valueAt } from '../json/json-pointer.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { isSchema, type SchemaObject, stringKeyword } from './keywords.ts';
import type { LocatedSchema } from './located-schema.ts';

interface Resource {
  readonly uri: string;
  readonly root: object;
  readonly anchors: Map<string, JsonSchema>;
  readonly dynamicAnchors: Map<string, JsonSchema>;
}

const namelessBase = 'schema://document/';
const mapsOfSchemas = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);
const data = new Set(['const', 'enum', 'default', 'example', 'examples']);

/**
 * The schema resources, anchors and pointers of documents, and the references between them
 * (JSON Schema Core 8.2 and 9.2). Documents may be cyclic; nothing outside of them is fetched.
 */
export class References {
  readonly #resources = new Map<string, Resource>();
  readonly #resourceOf = new Map<object, Resource>();
  readonly #pointers = new Map<object, string>();
  readonly #missing = new Map<string, string>();

  /** Indexes documents, each with the JSON pointer that its root has in messages (`#`). */
  constructor(documents: readonly (readonly [document: JsonSchema, pointer: string])[]) {
    for (const [document, pointer] of documents) {
      if (isJsonObject(document)) this.#index(document, pointer, namelessBase, false);
    }
  }

  /** The pointer at which an object of the documents was first found. */
  pointerOf(schema: unknown): string | undefined {
    return isJsonObject(schema) ? this.#pointers.get(schema) : undefined;
  }

  /** References that were followed and lead nowhere in the documents, by the pointer of the schema that has them. */
  get missing(): ReadonlyMap<string, string> {
    return this.#missing;
  }

  /** A schema as it is entered from `scope`; its own resource joins the dynamic scope. */
  locate(schema: JsonSchema, pointer: string, scope: readonly string[]): LocatedSchema {
    const uri = isJsonObject(schema) ? this.#resourceOf.get(schema)?.uri : undefined;
    const known = uri === undefined || scope.includes(uri);
    return { schema, pointer, scope: known ? scope : [...scope, uri], negated: false };
  }

  /** What `$ref` refers to, `undefined` where the documents do not hold it (Core 8.2.3.1). */
  resolve(reference: string, from: LocatedSchema): LocatedSchema | undefined {
    const [resource, fragment] = this.#split(reference, from);
    const target = resource && this.#find(resource, fragment);
    if (target === undefined) this.#missing.set(from.pointer, reference);
    return target === undefined ? undefined : this.#enter(target, reference, from);
  }

  /** What `$dynamicRef` refers to from this dynamic scope (Core 8.2.3.2). */
  resolveDynamic(reference: string, from: LocatedSchema): LocatedSchema | undefined {
    const [resource, fragment] = this.#split(reference, from);
    if (!resource?.dynamicAnchors.has(fragment)) return this.resolve(reference, from);
    const outermost = from.scope
      .map((uri) => this.#resources.get(uri)?.dynamicAnchors.get(fragment))
      .find((target) => target !== undefined);
    const target = outermost ?? resource.dynamicAnchors.get(fragment);
    return target === undefined ? undefined : this.#enter(target, reference, from);
  }

  #enter(target: JsonSchema, reference: string, from: LocatedSchema): LocatedSchema {
    return this.locate(target, this.pointerOf(target) ?? reference, from.scope);
  }

  #split(reference: string, from: LocatedSchema): [Resource | undefined, string] {
    const base = isJsonObject(from.schema) ? this.#resourceOf.get(from.schema) : undefined;
    const uri = resolveUri(reference, base?.uri ?? namelessBase);
    const [absolute = '', fragment = ''] = (uri ?? '').split('#', 2);
    return [this.#resources.get(absolute), decodeFragment(fragment)];
  }

  #find(resource: Resource, fragment: string): JsonSchema | undefined {
    if (fragment === '') return isSchema(resource.root) ? resource.root : undefined;
    if (fragment.startsWith('/')) {
      const place = valueAt(resource.root, fragment);
      return isSchema(place) ? place : undefined;
    }
    return resource.anchors.get(fragment) ?? resource.dynamicAnchors.get(fragment);
  }

  #index(value: object, pointer: string, base: string, isMap: boolean): void {
    if (this.#pointers.has(value)) return;
    this.#pointers.set(value, pointer);
    if (!isMap && isJsonObject(value)) base = this.#declare(value, base);
    for (const [name, child] of Object.entries<unknown>({ ...value })) {
      if (typeof child !== 'object' || child === null || (!isMap && data.has(name))) continue;
      const below = childPointer(pointer, name);
      this.#index(child, below, base, !isMap && mapsOfSchemas.has(name));
    }
  }

  #declare(schema: Readonly<Record<string, unknown>>, base: string): string {
    const id = typeof schema.$id === 'string' ? resolveUri(schema.$id, base) : base;
    const uri = (id ?? base).replace(/#$/, '');
    const resource = this.#resources.get(uri) ?? this.#addResource(uri, schema);
    this.#resourceOf.set(schema, resource);
    if (typeof schema.$anchor === 'string') resource.anchors.set(schema.$anchor, schema);
    if (typeof schema.$dynamicAnchor === 'string') {
      resource.dynamicAnchors.set(schema.$dynamicAnchor, schema);
    }
    return uri;
  }

  #addResource(uri: string, root: object): Resource {
    const resource = { uri, root, anchors: new Map(), dynamicAnchors: new Map() };
    this.#resources.set(uri, resource);
    return resource;
  }
}

/** The schemas that `$ref` and `$dynamicRef` of a schema refer to, as far as the documents hold them. */
export function referencedBy(
  located: LocatedSchema,
  schema: SchemaObject,
  references: References,
): readonly LocatedSchema[] {
  const reference = stringKeyword(schema, '$ref');
  const dynamic = stringKeyword(schema, '$dynamicRef');
  return [
    reference === undefined ? undefined : references.resolve(reference, located),
    dynamic === undefined ? undefined : references.resolveDynamic(dynamic, located),
  ].filter((target) => target !== undefined);
}

function resolveUri(reference: string, base: string): string | undefined {
  if (reference.startsWith('#')) return base + reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
