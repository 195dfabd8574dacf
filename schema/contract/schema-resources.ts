import { isJsonObject } from '../json/json-value.ts';
import { childPointer, childValue, pointerTokens, valueAt } from '../json/json-pointer.ts';
import { type NodeKind, visitChildren } from './openapi-grammar.ts';

/** The URI of a document that has none of its own. */
export const DOCUMENT_URI = 'schema://document/';

/** A schema resource (JSON Schema 2020-12 core, 4.3.5): the document, or a schema with `$id`. */
export interface SchemaResource {
  readonly uri: string;
  /** JSON pointer of its root in the document: `#`. */
  readonly pointer: string;
}

/** A place of the document that a reference leads to. */
export interface FoundTarget {
  readonly pointer: string;
  /** Whether it is right for a reader who takes a schema with `$id` for a document by itself. */
  readonly isStrict: boolean;
}

/** What a reference leads to. */
export type Target =
  | FoundTarget
  /** A document other than the one it stands in. */
  | 'elsewhere'
  | 'nothing';

/** The document itself: all that stands outside of schemas is in no other resource. */
export const DOCUMENT: SchemaResource = { uri: DOCUMENT_URI, pointer: '#' };

/** Resolves the references of a document: pointers, anchors and identifiers (JSON Schema 2020-12 core, 8.2). */
export class SchemaResources {
  readonly #document: unknown;
  #index: ResourceIndex | null = null;

  /** @param document a parsed OpenAPI document, `$ref` kept */
  constructor(document: unknown) {
    this.#document = document;
  }

  /** The resource that a pointer stands in, the schema at the pointer included. */
  at(pointer: string): SchemaResource {
    let resource = DOCUMENT;
    let node = this.#document;
    const tokens = pointerTokens(pointer);
    for (const [index, token] of tokens.entries()) {
      node = childValue(node, token);
      if (!hasIdentifier(node)) continue;
      const place = tokens.slice(0, index + 1).reduce<string>(childPointer, '#');
      resource = enteredResource(node, place, resource);
    }
    return resource;
  }

  /** Where a `$ref` leads from a resource; a pointer that only the document has is read from there, not strictly. */
  resolve(reference: string, from: SchemaResource): Target {
    const [uri = '', fragment = ''] = reference.split('#', 2);
    const resource = uri === '' ? from : this.#resourceOf(uri, from);
    if (resource === undefined) return 'elsewhere';
    if (fragment !== '' && !fragment.startsWith('/')) {
      const pointer = this.#indexed.anchors.get(anchorKey(resource, fragment));
      return pointer === undefined ? 'nothing' : { pointer, isStrict: true };
    }
    const pointer = joined(resource.pointer, fragment);
    if (valueAt(this.#document, pointer) !== undefined) return { pointer, isStrict: true };
    const fallback = joined('#', fragment);
    const exists = uri === '' && valueAt(this.#document, fallback) !== undefined;
    return exists ? { pointer: fallback, isStrict: false } : 'nothing';
  }

  /** Whether the way to a `$dynamicRef` may decide what it refers to: several schemas have an anchor of one name. */
  get isDynamic(): boolean {
    return [...this.#indexed.dynamic.values()].some((pointers) => pointers.length > 1);
  }

  /** All that a `$dynamicRef` may come to: its anchor in any resource, for the way there decides. */
  dynamicTargets(reference: string): readonly string[] {
    const fragment = reference.split('#', 2)[1] ?? '';
    return this.#indexed.dynamic.get(fragment) ?? [];
  }

  /** The dynamic anchors of the resource that a pointer stands in, each with its place. */
  dynamicAnchors(pointer: string): readonly (readonly [name: string, pointer: string])[] {
    const within = this.at(pointer).pointer;
    return [...this.#indexed.dynamic].flatMap(([name, places]) =>
      places
        .filter((place) => this.at(place).pointer === within)
        .map((place) => [name, place] as const),
    );
  }

  #resourceOf(uri: string, from: SchemaResource): SchemaResource | undefined {
    const absolute = resolvedUri(uri, from.uri);
    return absolute === DOCUMENT_URI ? DOCUMENT : this.#indexed.resources.get(absolute);
  }

  /** Made when something asks for it: most documents have nothing but pointers. */
  get #indexed(): ResourceIndex {
    return (this.#index ??= indexOf(this.#document));
  }
}

/** The resource that applies within a node: its own where it has `$id`. */
export function enteredResource(
  node: unknown,
  pointer: string,
  around: SchemaResource,
): SchemaResource {
  return hasIdentifier(node) ? { uri: resolvedUri(node.$id, around.uri), pointer } : around;
}

function hasIdentifier(node: unknown): node is { readonly $id: string } {
  return isJsonObject(node) && typeof node.$id === 'string';
}

interface ResourceIndex {
  readonly resources: Map<string, SchemaResource>;
  readonly anchors: Map<string, string>;
  readonly dynamic: Map<string, string[]>;
}

function indexOf(document: unknown): ResourceIndex {
  const index: ResourceIndex = { resources: new Map(), anchors: new Map(), dynamic: new Map() };
  const visit = (node: unknown, kind: NodeKind, pointer: string, around: SchemaResource): void => {
    const resource = kind === 'schema' ? enteredResource(node, pointer, around) : around;
    if (kind === 'schema' && isJsonObject(node)) note(index, node, pointer, resource);
    visitChildren(node, kind, (child, childKind, ...tokens) => {
      visit(child, childKind, tokens.reduce<string>(childPointer, pointer), resource);
    });
  };
  visit(document, 'document', '#', DOCUMENT);
  return index;
}

function note(
  { resources, anchors, dynamic }: ResourceIndex,
  { $anchor, $dynamicAnchor }: Readonly<Record<string, unknown>>,
  pointer: string,
  resource: SchemaResource,
): void {
  if (resource.pointer === pointer) resources.set(resource.uri, resource);
  for (const name of [$anchor, $dynamicAnchor]) {
    if (typeof name === 'string') anchors.set(anchorKey(resource, name), pointer);
  }
  if (typeof $dynamicAnchor !== 'string') return;
  dynamic.set($dynamicAnchor, [...(dynamic.get($dynamicAnchor) ?? []), pointer]);
}

function anchorKey({ pointer }: SchemaResource, name: string): string {
  return `${pointer} ${name}`;
}

function joined(root: string, fragment: string): string {
  if (!fragment.includes('%')) return root + fragment;
  return pointerTokens(`#${fragment}`).reduce<string>(childPointer, root);
}

function resolvedUri(uri: string, base: string): string {
  const absolute = URL.canParse(uri, base) ? new URL(uri, base).href : uri;
  return absolute.replace(/#$/, '');
}
