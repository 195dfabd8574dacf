import type { DocumentNode } from '../contract/document-node.ts';
import type { Place } from './drift-change.ts';

/**
 * The place of two schemas with a name for people: `Error.violations[].title` below `#/components/schemas`, else by
 * where the comparison began (`title` of the 200 response of PUT /users).
 */
export function schemaPlace(top: Place, base: DocumentNode, revision: DocumentNode): Place {
  const isThere = revision.value !== undefined;
  const { pointer } = isThere ? revision : base;
  const start = (isThere ? top.revision : top.base).pointer;
  return { ...top, base, revision, name: schemaName(pointer, start, top.name) };
}

function schemaName(pointer: string, start: string, name: string): string {
  const [, component, below = ''] = /^#\/components\/schemas\/([^/]+)(.*)$/.exec(pointer) ?? [];
  if (component !== undefined) return `\`${unescaped(component + steps(below))}\``;
  if (pointer === start) return name;
  const inner = pointer.startsWith(`${start}/`) ? steps(pointer.slice(start.length)) : pointer;
  return `\`${unescaped(inner).replace(/^\./, '')}\` of ${name}`;
}

/** Writes a pointer below a schema: members as `.name`, items as `[]`, branches by their index. */
function steps(pointer: string): string {
  return pointer
    .replaceAll(/\/properties\/([^/]*)/g, '.$1')
    .replaceAll(/\/(\w+)\/(\d+)(?=\/|$)/g, ' ($1 $2)')
    .replaceAll(/\/items(?=\/|$)/g, '[]')
    .replaceAll(/\/additionalProperties(?=\/|$)/g, '.*')
    .replaceAll(/\/[^/.[ ]+/g, '');
}

function unescaped(text: string): string {
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}
