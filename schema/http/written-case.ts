import type { Case } from './exchange.ts';

/** A request as JSON can hold it. */
export interface WrittenCase extends Omit<Case, 'body' | 'meant' | 'specLine'> {
  /** Text where it is UTF-8, else base64; `null` for no content. */
  readonly body: string | { readonly base64: string } | null;
}

/** Writes a request down, all of it but what only the spec that made it knows. Cases hold no credentials. */
export function writtenCase(asked: Case): WrittenCase {
  const { label, method, path, query, headers, body } = asked;
  const { inPieces, inFlight, afterMs, acceptance } = asked;
  return {
    ...{ label, method, path, query, headers, body: writtenBody(body) },
    ...(inPieces !== undefined && { inPieces }),
    ...(inFlight !== undefined && { inFlight }),
    ...(afterMs !== undefined && { afterMs }),
    ...(acceptance !== undefined && { acceptance }),
  };
}

/** The request that was written down. */
export function caseOf({ body, ...asked }: WrittenCase): Case {
  if (body === null) return { ...asked, body };
  const octets = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.base64, 'base64');
  return { ...asked, body: octets };
}

function writtenBody(body: Uint8Array | null): WrittenCase['body'] {
  if (body === null) return null;
  const octets = Buffer.from(body);
  const text = octets.toString('utf8');
  return Buffer.from(text).equals(octets) ? text : { base64: octets.toString('base64') };
}
