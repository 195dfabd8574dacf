import type { DocumentProblem } from './contract-error.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer, childValue, pointerTokens, valueAt } from '../json/json-pointer.ts';
import { type NodeKind, rebuilt, referenceAt } from './openapi-grammar.ts';
import type { OperationAddress } from './operation-address.ts';
import { securityOf } from './operation-node.ts';
import { enteredResource, type SchemaResource, SchemaResources } from './schema-resources.ts';

type Members = Readonly<Record<string, unknown>>;

/** What operations of a document reach. */
export interface PrunedDocument {
  /** The document without all the rest: what is kept stands where it stood, `$ref` kept. */
  readonly document: Members;
  /** References that lead nowhere. */
  readonly dangling: readonly DocumentProblem[];
  /** References that lead out of the document. */
  readonly external: readonly { readonly pointer: string; readonly reference: string }[];
  /** References that are right only for a reader who takes the document's root for that of the schema. */
  readonly loose: readonly DocumentProblem[];
}

/** Members that say nothing of an operation's own requests and responses. */
const UNREACHED: Partial<Readonly<Record<NodeKind, readonly string[]>>> = {
  operation: ['callbacks', 'externalDocs', 'tags'],
  response: ['links'],
  parameter: ['example', 'examples'],
  header: ['example', 'examples'],
  mediaType: ['example', 'examples'],
};
/** Members of a document that say something of each operation. */
export const ROOT_MEMBERS: readonly string[] = [
  'openapi',
  'info',
  'servers',
  'security',
  'jsonSchemaDialect',
];

/** Keeps of a document what operations reach: never reads, and never stumbles over, anything else. */
export function prunedDocument(
  document: Members,
  addresses: readonly OperationAddress[],
): PrunedDocument {
  return new Pruning(document).of(addresses);
}

class Pruning {
  readonly #document: Members;
  readonly #resources: SchemaResources;
  readonly #taken = new Map<string, NodeKind>();
  readonly #pending: (readonly [pointer: string, kind: NodeKind])[] = [];
  readonly #dangling: DocumentProblem[] = [];
  readonly #external: { pointer: string; reference: string }[] = [];
  readonly #loose: DocumentProblem[] = [];
  readonly #own = new WeakSet<object>();
  readonly #result: Members;

  constructor(document: Members) {
    this.#document = document;
    this.#resources = new SchemaResources(document);
    this.#result = {
      ...Object.fromEntries(Object.entries(document).filter(([key]) => ROOT_MEMBERS.includes(key))),
      paths: {},
    };
  }

  of(addresses: readonly OperationAddress[]): PrunedDocument {
    const paths = [...new Set(addresses.map(({ path }) => path))];
    for (const path of paths) {
      const methods = addresses.filter((each) => each.path === path).map(({ method }) => method);
      this.#takePathItem(childPointer('#/paths', path), methods);
    }
    for (const address of addresses) this.#takeSecurity(address);
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) {
      this.#take(...next);
    }
    return {
      document: this.#result,
      dangling: this.#dangling,
      external: this.#external,
      loose: this.#loose,
    };
  }

  /** A path item without the methods that nobody asked for, behind its reference too. */
  #takePathItem(pointer: string, methods: readonly string[]): void {
    const item = valueAt(this.#document, pointer);
    if (!isJsonObject(item) || this.#taken.has(pointer)) return;
    this.#taken.set(pointer, 'pathItem');
    const kept = ['$ref', 'servers', 'parameters', ...methods];
    const own = Object.fromEntries(Object.entries(item).filter(([key]) => kept.includes(key)));
    this.#place(pointer, this.#copied(own, 'pathItem', pointer, this.#resources.at(pointer)));
    const reference = referenceAt(item, 'pathItem');
    const target = reference && this.#resources.resolve(reference, this.#resources.at(pointer));
    if (typeof target === 'object') this.#takePathItem(target.pointer, methods);
  }

  #takeSecurity(address: OperationAddress): void {
    const { value } = securityOf(this.#document, address);
    const required = Array.isArray(value) ? value.filter(isJsonObject) : [];
    for (const name of required.flatMap(Object.keys)) {
      const pointer = childPointer('#/components/securitySchemes', name);
      if (valueAt(this.#document, pointer) !== undefined) {
        this.#pending.push([pointer, 'securityScheme']);
      }
    }
  }

  #take(pointer: string, kind: NodeKind): void {
    const place = listAround(this.#document, pointer) ?? pointer;
    if (this.#taken.has(place)) return;
    this.#taken.set(place, kind);
    if (this.#isWithinTaken(place)) return;
    const value = valueAt(this.#document, place);
    const resource = this.#resources.at(place.slice(0, place.lastIndexOf('/')));
    const copy = Array.isArray(value)
      ? value.map((item: unknown, index) =>
          this.#copied(item, kind, childPointer(place, index), resource),
        )
      : this.#copied(value, kind, place, resource);
    this.#place(place, copy);
  }

  #isWithinTaken(pointer: string): boolean {
    const above = [...pointer.matchAll(/\//g)].map(({ index }) => pointer.slice(0, index));
    return (
      above.some((each) => this.#taken.has(each)) && valueAt(this.#result, pointer) !== undefined
    );
  }

  #copied(value: unknown, kind: NodeKind, pointer: string, around: SchemaResource): unknown {
    if (!isJsonObject(value)) return value;
    const resource = kind === 'schema' ? enteredResource(value, pointer, around) : around;
    this.#follow(value, kind, pointer, resource);
    const unreached = UNREACHED[kind] ?? [];
    const entries = Object.entries(value).filter(([key]) => !unreached.includes(key));
    return rebuilt(Object.fromEntries(entries), kind, (child, childKind, ...tokens) =>
      this.#copied(child, childKind, tokens.reduce<string>(childPointer, pointer), resource),
    );
  }

  #follow(node: Members, kind: NodeKind, pointer: string, resource: SchemaResource): void {
    const reference = kind === 'pathItem' ? undefined : referenceAt(node, kind);
    if (reference !== undefined) this.#followTo(reference, kind, pointer, resource);
    const { $dynamicRef: dynamic } = node;
    if (kind !== 'schema' || typeof dynamic !== 'string') return;
    this.#followTo(dynamic, kind, pointer, resource);
    for (const target of this.#resources.dynamicTargets(dynamic)) {
      this.#pending.push([target, kind]);
    }
  }

  #followTo(reference: string, kind: NodeKind, pointer: string, resource: SchemaResource): void {
    const target = this.#resources.resolve(reference, resource);
    const place = childPointer(pointer, '$ref');
    if (target === 'nothing') {
      const problem = `points at ${reference}, which does not exist`;
      this.#dangling.push({ pointer: place, problem });
    } else if (target === 'elsewhere') {
      this.#external.push({ pointer: place, reference });
    } else {
      if (!target.isStrict) this.#loose.push({ pointer: place, problem: looseness(reference) });
      this.#pending.push([target.pointer, kind]);
    }
  }

  /** Puts a value where it stood; what the document itself holds on the way there is copied, never changed. */
  #place(pointer: string, value: unknown): void {
    const tokens = pointerTokens(pointer);
    const last = tokens.pop() ?? '';
    const parent = tokens.reduce((members, token) => this.#ownMember(members, token), this.#result);
    setMember(parent, last, value);
  }

  #ownMember(members: Members, token: string): Members {
    const inner = Object.hasOwn(members, token) ? members[token] : undefined;
    if (isJsonObject(inner) && this.#own.has(inner)) return inner;
    const own: Members = isJsonObject(inner) ? { ...inner } : {};
    this.#own.add(own);
    setMember(members, token, own);
    return own;
  }
}

/** `__proto__` is a name like any other. */
function setMember(members: Members, name: string, value: unknown): void {
  Object.defineProperty(members, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** The outermost list that a pointer leads into: a list cannot be kept in part. */
function listAround(document: unknown, pointer: string): string | undefined {
  let [node, place] = [document, '#'];
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(node)) return place;
    node = childValue(node, token);
    place = childPointer(place, token);
  }
  return undefined;
}

function looseness(reference: string): string {
  return `points at ${reference}, which the schema's own $id makes a place within that schema; the document's place is taken`;
}
