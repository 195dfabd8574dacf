/**
 * Whether a JSON value has a location.
 *
 * @param tokens of a pointer into the value, with a star for each item of a list; none is the value itself
 */
export function hasLocation(value: unknown, tokens: readonly string[]): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return token === '*' && value.some((item) => hasLocation(item, rest));
  const member = Object.getOwnPropertyDescriptor(value, token);
  return member !== undefined && hasLocation(member.value, rest);
}
