import type { DocumentNode } from '../contract/document-node.ts';
import { pointerTokens, valueAt } from '../json/json-pointer.ts';
import type { DriftChange, SchemaDirection, Sides } from './drift-change.ts';

/** The comparison of schemas in one direction. */
export interface SchemaWalk {
  readonly direction: SchemaDirection;
  /** The changes between two schemas; what was told before is not told again. */
  readonly compare: (base: DocumentNode, revision: DocumentNode) => Iterable<DriftChange>;
}

/** The name of a place for sentences. */
export function nameOf(sides: Sides): string {
  return placeName(sides.revision.value === undefined ? sides.base : sides.revision);
}

/**
 * Names a place of a document for people: `Error.violations[].title` below `#/components/schemas`,
 * else by its operation (`PUT /users, answer 200`).
 */
function placeName({ document, pointer }: DocumentNode): string {
  const tokens = pointerTokens(pointer);
  const [first, second, third, ...rest] = tokens;
  if (first === 'components' && third !== undefined) return quoted(nested(third, rest));
  if (first !== 'paths' || second === undefined) return quoted(tokens.join('.') || 'document');
  const parameter = parameterName(document, pointer);
  return `${operationPlace(second, third ?? '', rest)}${parameter}`;
}

function operationPlace(path: string, method: string, tokens: readonly string[]): string {
  const schema = tokens.indexOf('schema');
  const within = schema === -1 ? tokens : tokens.slice(0, schema);
  const inner = schema === -1 ? '' : nested('', tokens.slice(schema + 1)).replace(/^\./, '');
  const operation = method === 'parameters' ? path : `${method.toUpperCase()} ${path}`;
  const name = `${operation}${partName(within)}`;
  return inner === '' ? name : `${quoted(inner)} of ${name}`;
}

function partName([part, key, kind, mediaType]: readonly string[]): string {
  if (part === 'requestBody') return ', request body';
  if (part !== 'responses' || key === undefined) return '';
  return `, answer ${key}${kind === 'content' && mediaType !== undefined ? ` as ${mediaType}` : ''}`;
}

function parameterName(document: unknown, pointer: string): string {
  const parameter = /^#\/paths\/[^/]+\/(?:[a-z]+\/)?parameters\/\d+/.exec(pointer)?.[0];
  const name = parameter === undefined ? undefined : valueAt(document, `${parameter}/name`);
  return typeof name === 'string' ? `, parameter ${quoted(name)}` : '';
}

/** Writes the tokens below a schema: members as `.name`, items as `[]`, branches by their number. */
function nested(start: string, tokens: readonly string[]): string {
  const [token, next, ...rest] = tokens;
  if (token === undefined) return start;
  if (token === 'properties' && next !== undefined) return nested(`${start}.${next}`, rest);
  if (next !== undefined && /^\d+$/.test(next)) {
    return nested(`${start} (${token} ${Number(next) + 1})`, rest);
  }
  const step = { items: '[]', additionalProperties: '.*' }[token] ?? '';
  return nested(`${start}${step}`, tokens.slice(1));
}

function quoted(name: string): string {
  return `\`${name}\``;
}
