/** Gives the JSON pointer of a child: appends one escaped reference token (RFC 6901, 3). */
export function childPointer(pointer: string, token: string | number): string {
  return `${pointer}/${typeof token === 'number' ? String(token) : escaped(token)}`;
}

/** Most tokens have nothing to escape, and documents have many. */
function escaped(token: string): string {
  if (!token.includes('~') && !token.includes('/')) return token;
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Splits a JSON pointer (`/a/b` or `#/a/b`) into unescaped tokens (RFC 6901, 4 and 6). */
export function pointerTokens(pointer: string): string[] {
  const path = pointer.startsWith('#') ? decodeFragment(pointer.slice(1)) : pointer;
  const tokens = path.split('/').slice(1);
  return path.includes('~') ? tokens.map(unescaped) : tokens;
}

function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A pointer (`#/a b`) as it stands in a URI (`#/a%20b`; RFC 6901, 6): names of members may hold any character. */
export function uriFragment(pointer: string): string {
  return `#${encodeURI(pointer.slice(1)).replaceAll('#', '%23')}`;
}

/** The text that a URI fragment stands for; a fragment that cannot be decoded stays as it is. */
export function decodeFragment(fragment: string): string {
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Looks up a pointer in a JSON value; `undefined` where it leads nowhere. */
export function valueAt(root: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce(childValue, root);
}

/** A member of an object, or an item of a list by its index; `undefined` where there is none. */
export function childValue(value: unknown, token: string): unknown {
  return isContainer(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

/** Replaces array indices of a pointer by `*`, so that items of one list share a location. */
export function withoutIndices(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
