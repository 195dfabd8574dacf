import { isJsonObject } from '../json/json-value.ts';
import {
  childPointer,
  childValue,
  pointerTokens,
  uriFragment,
  valueAt,
} from '../json/json-pointer.ts';
import { type NodeKind, rebuilt, referenceAt, visitChildren } from './openapi-grammar.ts';
import { openApiParser } from './openapi-parser.ts';
import { DOCUMENT_URI, type FoundTarget, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

/** Whether references between schemas are replaced by what they refer to, or kept. */
export type DocumentForm = 'dereferenced' | 'bundled';

/** Keywords that may stand next to a `$ref` which is replaced by its target. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['$comment', 'title', 'summary', 'description', 'default', 'deprecated'],
  ...['readOnly', 'writeOnly', 'externalDocs'],
]);
const IDENTIFIERS: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicAnchor']);
const REFERENCE: ReadonlySet<string> = new Set(['$ref']);
/** Keywords that validators have no use for, or take for something else than JSON Schema 2020-12 does. */
const DROPPED: ReadonlySet<string> = new Set(['example', 'examples', '$schema', 'id']);
/** What each dynamic anchor refers to on the way to a schema (JSON Schema 2020-12 core, 7.1). */
type Scope = ReadonlyMap<string, string>;
const NO_SCOPE: Scope = new Map();
/** Objects and lists within one another that swagger-parser replaces references in. */
const DEEPEST = 400;
/** All that swagger-parser asks of a document before it replaces references. */
const NAMED = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, components: {} };
/** What stands for a node that leads back to itself. */
const CIRCLE: Members = Object.freeze({});

/**
 * The form of a document that operations are read from and validators compiled from: references replaced by what
 * they refer to, schemas without annotations that mean nothing to validators. References between schemas are kept
 * where they lead in circles. There the bundled form is given: references are pointers, and identifiers and anchors
 * are gone, unless several schemas have a dynamic anchor of one name, so that the way decides between them.
 *
 * @param document pruned, all references sound
 * @param form the form wanted; by default dereferenced where nothing is cyclic
 */
export async function resolvedDocument(
  document: Members,
  form?: DocumentForm,
): Promise<{ readonly resolved: Members; readonly form: DocumentForm }> {
  const dereferenced = form === 'bundled' ? null : await dereferencedDocument(document);
  if (dereferenced !== null) return { resolved: dereferenced, form: 'dereferenced' };
  return { resolved: bundledDocument(document), form: 'bundled' };
}

/**
 * The form in which references between schemas are kept, and Reference Objects alone are replaced; all are where the
 * way to a `$dynamicRef` decides what it refers to and nothing is cyclic, for validators take one for all ways.
 */
export function bundledDocument(document: Members): Members {
  const bundle = new Replacement(document, 'bundled');
  const unfolded = bundle.keepsIdentifiers ? unfoldedDocument(document) : null;
  return unfolded ?? bundle.result();
}

/** `null` where references lead in circles, or too deep. */
async function dereferencedDocument(document: Members): Promise<Members | null> {
  const bundle = new Replacement(document, 'bundled');
  if (bundle.keepsIdentifiers) return unfoldedDocument(document);
  const pointers = bundle.result();
  if (hasLookalikes(pointers)) return unfoldedDocument(document);
  const circles: string[] = [];
  const onCircular = (place: string): void => {
    circles.push(place);
  };
  try {
    const { openapi, info, ...parts } = pointers;
    const api = { ...NAMED, ...parts };
    const resolved = await openApiParser().dereference('document', api, {
      resolve: { external: false },
      dereference: { circular: true, onCircular, maxDepth: DEEPEST },
    });
    return circles.length > 0 ? null : { ...resolved, openapi, info };
  } catch (error) {
    // Of a document that nests deeper, validators can be compiled all the same.
    if (error instanceof RangeError) return unfoldedDocument(document);
    throw error;
  }
}

/** Whether a value or an extension has what swagger-parser takes for a reference. */
function hasLookalikes(document: Members): boolean {
  let references = 0;
  const visit = (node: unknown, kind: NodeKind): void => {
    if (referenceAt(node, kind) !== undefined) references += 1;
    visitChildren(node, kind, visit);
  };
  visit(document, 'document');
  return JSON.stringify(document).split('"$ref":').length - 1 > references;
}

/**
 * The document with references replaced where that takes a reader of schemas, or goes deep; `null` where they lead in
 * circles, or take more levels than the stack has.
 */
function unfoldedDocument(document: Members): Members | null {
  try {
    const replacement = new Replacement(document, 'dereferenced');
    const resolved = replacement.result();
    return replacement.hasCircles ? null : resolved;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A document with references replaced: all, or those between schemas kept. */
class Replacement {
  readonly #document: Members;
  readonly #form: DocumentForm;
  readonly #resources: SchemaResources;
  readonly #known = new Map<string, unknown>();
  readonly #targets = new Set<string>();
  #hasCircles = false;

  constructor(document: Members, form: DocumentForm) {
    this.#document = document;
    this.#form = form;
    this.#resources = new SchemaResources(document);
  }

  /** Whether a reference leads back to where it stands, so that the result is not the whole. */
  get hasCircles(): boolean {
    return this.#hasCircles;
  }

  /** Whether references cannot be written as pointers. */
  get keepsIdentifiers(): boolean {
    return this.#form === 'bundled' && this.#resources.isDynamic;
  }

  result(): Members {
    const members = this.#at(this.#document, 'document', '#', NO_SCOPE);
    if (!isJsonObject(members)) return this.#document;
    return this.#form === 'bundled' ? this.#withTargets(members) : members;
  }

  /** What stands at a pointer, made once in each scope, so that all who refer to it share it. */
  #at(node: unknown, kind: NodeKind, pointer: string, around: Scope): unknown {
    if (!isJsonObject(node)) return node;
    const scope = kind === 'schema' ? this.#scopeAt(pointer, around) : around;
    const key = JSON.stringify([pointer, ...scope]);
    const known = this.#known.get(key);
    if (known === CIRCLE) this.#hasCircles = true;
    if (known !== undefined) return known;
    this.#known.set(key, CIRCLE);
    const made = this.#made(node, kind, pointer, scope);
    this.#known.set(key, made);
    return made;
  }

  #made(node: Members, kind: NodeKind, pointer: string, scope: Scope): unknown {
    const stated = kind === 'schema' ? this.#plain(node) : node;
    const own = rebuilt(stated, kind, (child, childKind, ...tokens) =>
      this.#at(child, childKind, tokens.reduce<string>(childPointer, pointer), scope),
    );
    if (kind === 'schema') return this.#schema(own, pointer, scope);
    const target = this.#targetOf(referenceAt(node, kind), '#');
    return target === undefined ? own : this.#replaced(own, target.pointer, kind, scope);
  }

  #plain(schema: Members): Members {
    return this.keepsIdentifiers ? plain(schema) : unidentified(plain(schema));
  }

  /** A schema with what it refers to in place, or with a pointer to it. */
  #schema(own: Members, pointer: string, scope: Scope): unknown {
    if (this.keepsIdentifiers) return this.#absolute(own, pointer);
    const { $dynamicRef: dynamic, ...schema } = own;
    const target =
      typeof dynamic === 'string'
        ? this.#dynamicTargetOf(dynamic, pointer, scope)
        : this.#targetOf(referenceAt(schema, 'schema'), pointer);
    if (target === undefined) return schema;
    if (this.#form === 'bundled') {
      this.#targets.add(target.pointer);
      return { ...schema, $ref: uriFragment(target.pointer) };
    }
    return this.#replaced(schema, target.pointer, 'schema', scope);
  }

  /** The anchors that a `$dynamicRef` finds: those of the resource that was entered first. */
  #scopeAt(pointer: string, around: Scope): Scope {
    if (this.#form === 'bundled' || !this.#resources.isDynamic) return around;
    const fresh = this.#resources.dynamicAnchors(pointer).filter(([name]) => !around.has(name));
    return fresh.length === 0 ? around : new Map([...around, ...fresh]);
  }

  /** JSON Schema 2020-12 core, 8.2.3.2: a `$ref`, unless that leads to an anchor which is dynamic. */
  #dynamicTargetOf(reference: string, pointer: string, scope: Scope): FoundTarget | undefined {
    const target = this.#targetOf(reference, pointer);
    const anchors = this.#resources.dynamicTargets(reference);
    const isAnchor = target !== undefined && anchors.includes(target.pointer);
    const first = isAnchor ? scope.get(reference.split('#')[1] ?? '') : undefined;
    return first === undefined ? target : { pointer: first, isStrict: true };
  }

  #replaced(own: Members, pointer: string, kind: NodeKind, scope: Scope): unknown {
    const target = this.#at(valueAt(this.#document, pointer), kind, pointer, scope);
    const siblings = without(REFERENCE, own);
    if (Object.keys(siblings).length === 0 || !isJsonObject(target)) return target;
    return { ...target, ...siblings };
  }

  /** A reference that is right only from the document's root says so: validators take it by the letter. */
  #absolute(own: Members, pointer: string): Members {
    const reference = referenceAt(own, 'schema');
    const isLoose = this.#targetOf(reference, pointer)?.isStrict === false;
    return isLoose ? { ...own, $ref: `${DOCUMENT_URI}${String(reference)}` } : own;
  }

  #targetOf(reference: string | undefined, pointer: string): FoundTarget | undefined {
    if (reference === undefined) return undefined;
    const target = this.#resources.resolve(reference, this.#resources.at(pointer));
    return typeof target === 'object' ? target : undefined;
  }

  /** What is referred to below an extension stays there: the grammar of documents does not lead to it. */
  #withTargets(members: Members): Members {
    const missing = [...this.#targets].find((each) => valueAt(members, each) === undefined);
    if (missing === undefined) return members;
    const target = this.#at(valueAt(this.#document, missing), 'schema', missing, NO_SCOPE);
    return this.#withTargets(withMember(members, pointerTokens(missing), target));
  }
}

/**
 * A schema without identifiers, whose reference stands alone or among annotations: next to an assertion both apply
 * (JSON Schema 2020-12 core, 8.2.3.1), which is what `allOf` says.
 */
function unidentified(schema: Members): Members {
  const { $ref, $dynamicRef, ...others } = without(IDENTIFIERS, schema);
  const references = [
    ...($ref === undefined ? [] : [{ $ref }]),
    ...($dynamicRef === undefined ? [] : [{ $dynamicRef }]),
  ];
  const isAlone = references.length < 2 && Object.keys(others).every((key) => ANNOTATIONS.has(key));
  if (isAlone) return { ...others, ...references[0] };
  const all: readonly unknown[] = Array.isArray(others.allOf) ? others.allOf : [];
  return references.length === 0 ? others : { ...others, allOf: [...all, ...references] };
}

function withMember(
  members: unknown,
  [name, ...deeper]: readonly string[],
  value: unknown,
): Members {
  const own = isJsonObject(members) ? Object.entries(members) : [];
  if (name === undefined) return Object.fromEntries(own);
  const member = deeper.length === 0 ? value : withMember(childValue(members, name), deeper, value);
  return Object.fromEntries([...own, [name, member]]);
}

function without(names: ReadonlySet<string>, members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.has(name)));
}

function plain(node: Members): Members {
  const entries = Object.entries(without(DROPPED, node));
  return Object.fromEntries(
    entries.filter(([key]) => key !== 'nullable' || isReadAsNullable(node)),
  );
}

/** OpenAPI 3.0's `nullable` counts where it adds null to a type; elsewhere validators would stumble over it. */
function isReadAsNullable({ nullable, type }: Members): boolean {
  return nullable === true && type !== undefined;
}
