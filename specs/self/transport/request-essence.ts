/**
 * A request as it came, without what each client has for itself (Host, Connection, User-Agent): its line, its header
 * fields in a fixed order with their names in lower case, and its body.
 */
export function requestEssence(request: string): string {
  const [head = '', ...body] = request.split('\r\n\r\n');
  const [first = '', ...fields] = head.split('\r\n');
  const own = /^(host|connection|user-agent):/i;
  const kept = fields
    .filter((field) => !own.test(field))
    .map(normalised)
    .sort();
  return [first, ...kept, '', body.join('\r\n\r\n')].join('\n');
}

function normalised(field: string): string {
  return field.replace(/^[^:]*/, (name) => name.toLowerCase()).trimEnd();
}
