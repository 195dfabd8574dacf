/**
 * A JSON text with a token as its first member or item: `{"k":TOKEN,...}`, `[TOKEN,...]`.
 * A text that is a scalar becomes the token itself.
 */
export function plantToken(text: string, token: string): string {
  return plantMember(text, `"k":${token}`, token);
}

/** Like `plantToken`, with the whole member given: for names that are not JSON. */
export function plantMember(text: string, member: string, item = `{${member}}`): string {
  const inner = text.trim().slice(1, -1).trim();
  const rest = inner === '' ? '' : `,${inner}`;
  if (/^\s*\{/.test(text)) return `{${member}${rest}}`;
  return /^\s*\[/.test(text) ? `[${item}${rest}]` : item;
}
