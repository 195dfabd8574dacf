/** How many octets a JSON value takes in UTF-8, written without whitespace. Values may be nested deeper than calls. */
export function octetsOf(value: unknown): number {
  let octets = 0;
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next !== 'object' || next === null) {
      octets += octetsOfScalar(next);
      continue;
    }
    const names = Array.isArray(next) ? [] : Object.keys(next);
    const children: readonly unknown[] = Object.values(next);
    // Brackets, commas, and a colon after each name.
    octets += 2 + Math.max(0, children.length - 1) + names.length;
    for (const name of names) octets += octetsOfScalar(name);
    for (const child of children) rest.push(child);
  }
  return octets;
}

function octetsOfScalar(scalar: unknown): number {
  return Buffer.byteLength(typeof scalar === 'string' ? JSON.stringify(scalar) : String(scalar));
}
