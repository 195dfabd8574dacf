import { pointerTokens, valueAt } from '../../../schema/json/json-pointer.ts';
import type { Edits } from './mutation.ts';

/**
 * A copy of a document with edits made to it; missing parents are made on the way.
 * @throws Error when a pointer to move or remove leads nowhere
 */
export function editedDocument<T>(document: T, edits: Edits = {}): T {
  const copy = structuredClone(document);
  for (const [from, to] of Object.entries(edits.move ?? {})) {
    setAt(copy, to, valueAt(copy, from));
    removeAt(copy, from);
  }
  for (const [pointer, value] of Object.entries(edits.set ?? {})) {
    setAt(copy, pointer, structuredClone(value));
  }
  for (const pointer of edits.remove ?? []) removeAt(copy, pointer);
  return copy;
}

function setAt(document: unknown, pointer: string, value: unknown): void {
  const tokens = pointerTokens(pointer);
  const last = tokens.pop();
  let parent = document;
  for (const token of tokens) {
    if (!isContainer(parent)) throw new Error(`${pointer} leads through no object`);
    parent = parent[token] ??= {};
  }
  if (!isContainer(parent) || last === undefined) throw new Error(`${pointer} leads nowhere`);
  parent[last] = value;
}

function removeAt(document: unknown, pointer: string): void {
  const cut = pointer.lastIndexOf('/');
  const parent = valueAt(document, pointer.slice(0, cut));
  const [last] = pointerTokens(pointer.slice(cut));
  if (!isContainer(parent) || last === undefined || !Object.hasOwn(parent, last)) {
    throw new Error(`${pointer} leads nowhere`);
  }
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
