import { isJsonObject } from '../json/json-value.ts';
import { childPointer, pointerTokens, valueAt } from '../json/json-pointer.ts';
import { type NodeKind, rebuilt, referenceAt, visitChildren } from './openapi-grammar.ts';
import { DOCUMENT_URI, enteredResource, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

/** Whether references between schemas are replaced by what they refer to, or kept. */
export type DocumentForm = 'dereferenced' | 'bundled';

/** Keywords that may stand next to a `$ref` which is replaced by its target. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['$comment', 'title', 'summary', 'description', 'default', 'deprecated'],
  ...['readOnly', 'writeOnly', 'externalDocs'],
]);
const IDENTIFIERS = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef'];
/** Keywords that validators have no use for, or take for something else than JSON Schema 2020-12 does. */
const DROPPED: ReadonlySet<string> = new Set(['example', 'examples', '$schema', 'id']);
/** What stands for a node that leads back to itself. */
const CIRCLE: Members = Object.freeze({});

/**
 * The form of a document that operations are read from and validators compiled from: references replaced by what
 * they refer to, schemas without annotations that mean nothing to validators. References between schemas are
 * replaced where that keeps their meaning: it does not with cycles, with assertions next to a `$ref` (JSON Schema
 * 2020-12 core, 8.2.3.1: both apply), or with identifiers and anchors. There the bundled form is given.
 *
 * @param document pruned, all references sound
 * @param form the form wanted; by default dereferenced where that is faithful
 */
export function resolvedDocument(
  document: Members,
  form?: DocumentForm,
): { readonly resolved: Members; readonly form: DocumentForm } {
  const dereferenced = form === 'bundled' ? null : dereferencedDocument(document);
  if (dereferenced !== null) return { resolved: dereferenced, form: 'dereferenced' };
  return { resolved: bundledDocument(document), form: 'bundled' };
}

/** The form in which references between schemas are kept, and Reference Objects alone are replaced. */
export function bundledDocument(document: Members): Members {
  return new Replacement(document, 'bundled').result();
}

/** `null` where replacing references would change what schemas mean, or takes more levels than the stack has. */
function dereferencedDocument(document: Members): Members | null {
  const copy = plainNode(document, 'document');
  if (!isJsonObject(copy) || !keepsMeaning(copy)) return null;
  try {
    const replacement = new Replacement(copy, 'dereferenced');
    const resolved = replacement.result();
    return replacement.hasCircles ? null : resolved;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function plainNode(node: unknown, kind: NodeKind): unknown {
  return isJsonObject(node) ? rebuilt(plain(node, kind), kind, plainNode) : node;
}

/** Whether all that looks like a reference is one, and can be replaced. */
function keepsMeaning(document: Members): boolean {
  const nodes: (readonly [node: Members, kind: NodeKind])[] = [];
  const visit = (node: unknown, kind: NodeKind): void => {
    if (isJsonObject(node)) nodes.push([node, kind]);
    visitChildren(node, kind, visit);
  };
  visit(document, 'document');
  const references = nodes.filter(([node, kind]) => referenceAt(node, kind) !== undefined);
  const alike = JSON.stringify(document).split('"$ref":').length - 1;
  return alike === references.length && nodes.every(([node, kind]) => isReplaceable(node, kind));
}

/** What stands next to a reference may give way to what it refers to: annotations of schemas alone can be spared. */
function isReplaceable(node: Members, kind: NodeKind): boolean {
  if (kind === 'schema' && IDENTIFIERS.some((name) => typeof node[name] === 'string')) return false;
  const reference = referenceAt(node, kind);
  if (reference === undefined || kind === 'pathItem') return true;
  const others = Object.keys(node).filter((name) => name !== '$ref');
  if (kind !== 'schema') return others.length === 0;
  return /^#(?:\/|$)/.test(reference) && others.every((name) => ANNOTATIONS.has(name));
}

/** A document with references replaced: all, or those between schemas kept. */
class Replacement {
  readonly #document: Members;
  readonly #form: DocumentForm;
  readonly #resources: SchemaResources;
  readonly #known = new Map<string, unknown>();
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

  result(): Members {
    const members = this.#at(this.#document, 'document', '#');
    return isJsonObject(members) ? members : this.#document;
  }

  /** What stands at a pointer, made once, so that all who refer to it share it. */
  #at(node: unknown, kind: NodeKind, pointer: string): unknown {
    if (!isJsonObject(node)) return node;
    const known = this.#known.get(pointer);
    this.#hasCircles ||= known === CIRCLE;
    if (known !== undefined) return known;
    this.#known.set(pointer, CIRCLE);
    const made = this.#made(node, kind, pointer);
    this.#known.set(pointer, made);
    return made;
  }

  #made(node: Members, kind: NodeKind, pointer: string): unknown {
    const own = rebuilt(plain(node, kind), kind, (child, childKind, ...tokens) =>
      this.#at(child, childKind, tokens.reduce<string>(childPointer, pointer)),
    );
    const reference = referenceAt(node, kind);
    if (reference === undefined) return own;
    return kind === 'schema' && this.#form === 'bundled'
      ? this.#absolute(own, reference, pointer)
      : this.#replaced(own, reference, kind);
  }

  #replaced(own: Members, reference: string, kind: NodeKind): unknown {
    const pointer = pointerTokens(reference).reduce<string>(childPointer, '#');
    const target = this.#at(valueAt(this.#document, pointer), kind, pointer);
    const siblings = Object.entries(own).filter(([key]) => key !== '$ref');
    if (siblings.length === 0 || !isJsonObject(target)) return target;
    return { ...target, ...Object.fromEntries(siblings) };
  }

  /** A reference that is right only from the document's root says so: validators take it by the letter. */
  #absolute(own: Members, reference: string, pointer: string): Members {
    const around = this.#resources.at(pointer);
    const resource = enteredResource(valueAt(this.#document, pointer), pointer, around);
    const target = this.#resources.resolve(reference, resource);
    return typeof target === 'object' && !target.isStrict
      ? { ...own, $ref: `${DOCUMENT_URI}${reference}` }
      : own;
  }
}

function plain(node: Members, kind: NodeKind): Members {
  if (kind !== 'schema') return node;
  const entries = Object.entries(node).filter(([key]) => !DROPPED.has(key));
  return Object.fromEntries(
    entries.filter(([key]) => key !== 'nullable' || isReadAsNullable(node)),
  );
}

/** OpenAPI 3.0's `nullable` counts where it adds null to a type; elsewhere validators would stumble over it. */
function isReadAsNullable({ nullable, type }: Members): boolean {
  return nullable === true && type !== undefined;
}
