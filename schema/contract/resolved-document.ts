import { isJsonObject } from '../json/json-value.ts';
import { childPointer, pointerTokens, valueAt } from '../json/json-pointer.ts';
import { isExtension, type NodeKind, rebuilt, referenceAt } from './openapi-grammar.ts';
import { DOCUMENT_URI, enteredResource, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

/** Whether references between schemas are replaced by what they refer to, or kept. */
export type DocumentForm = 'dereferenced' | 'bundled';

/** Keywords that may stand next to a `$ref` which is replaced by its target. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['$ref', '$comment', 'title', 'summary', 'description', 'default', 'deprecated'],
  ...['readOnly', 'writeOnly', 'externalDocs'],
]);
const IDENTIFIERS = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef'];
/** Keywords that validators have no use for, or take for something else than JSON Schema 2020-12 does. */
const DROPPED: ReadonlySet<string> = new Set(['example', 'examples', '$schema', 'id']);
/** Schemas within one another: deeper ones keep their references, as cyclic ones do. */
const DEEPEST = 200;

/**
 * The form of a document that operations are read from and validators compiled from: Reference Objects
 * replaced by what they refer to, schemas without annotations that mean nothing to validators. References
 * between schemas are replaced too where that keeps their meaning: it does not with cycles, with assertions
 * next to a `$ref` (JSON Schema 2020-12 core, 8.2.3.1: both apply), or with identifiers and anchors.
 *
 * @param document pruned, all references sound
 * @param form the form wanted; by default dereferenced where that is faithful
 */
export function resolvedDocument(
  document: Members,
  form?: DocumentForm,
): { readonly resolved: Members; readonly form: DocumentForm } {
  const dereferenced = form === 'bundled' ? null : new Resolution(document, true).result();
  if (dereferenced !== null) return { resolved: dereferenced, form: 'dereferenced' };
  return { resolved: new Resolution(document, false).result() ?? document, form: 'bundled' };
}

class Resolution {
  readonly #document: Members;
  readonly #resources: SchemaResources;
  readonly #replacesSchemas: boolean;
  readonly #known = new Map<string, unknown>();
  readonly #within = new Set<string>();
  #isFaithful = true;

  constructor(document: Members, replacesSchemas: boolean) {
    this.#document = document;
    this.#resources = new SchemaResources(document);
    this.#replacesSchemas = replacesSchemas;
  }

  /** The document, or `null` where replacing would change its meaning. */
  result(): Members | null {
    const members = this.#at(this.#document, 'document', '#');
    return this.#isFaithful && isJsonObject(members) ? members : null;
  }

  /** What stands at a pointer, made once, so that all who refer to it share it. */
  #at(node: unknown, kind: NodeKind, pointer: string): unknown {
    if (!isJsonObject(node)) return node;
    const known = this.#known.get(pointer);
    if (known !== undefined) return known;
    if (this.#within.has(pointer) || this.#within.size > DEEPEST) {
      this.#isFaithful = false;
      return {};
    }
    this.#within.add(pointer);
    const made = this.#made(node, kind, pointer);
    this.#within.delete(pointer);
    this.#known.set(pointer, made);
    return made;
  }

  #made(node: Members, kind: NodeKind, pointer: string): unknown {
    const own = rebuilt(plain(node, kind), kind, (child, childKind, ...tokens) =>
      this.#at(child, childKind, tokens.reduce<string>(childPointer, pointer)),
    );
    const reference = referenceAt(node, kind);
    if (kind === 'schema') this.#ask(node, reference);
    if (reference === undefined) return own;
    return kind === 'schema' && !this.#replacesSchemas
      ? this.#absolute(own, reference, pointer)
      : this.#replaced(own, reference, kind);
  }

  #ask(schema: Members, reference: string | undefined): void {
    if (!this.#replacesSchemas) return;
    const identified = IDENTIFIERS.some((keyword) => typeof schema[keyword] === 'string');
    const isPlain = Object.keys(schema).every(
      (key) => ANNOTATIONS.has(key) || DROPPED.has(key) || isExtension(key),
    );
    const isLocal = reference === undefined || (/^#(?:\/|$)/.test(reference) && isPlain);
    if (identified || !isLocal) this.#isFaithful = false;
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
