import { like, listOf, one, orNull, text } from '../json/json-shape.ts';
import { type Case, type Exchange, unknownResponse } from './exchange.ts';

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

/** An exchange as JSON can hold it, without its response, which may hold secrets. */
export interface WrittenExchange extends Pick<Exchange, 'class' | 'url'> {
  readonly asked: WrittenCase;
}

/** Writes an exchange down. */
export function writtenExchange({ case: asked, class: caseClass, url }: Exchange): WrittenExchange {
  return { asked: writtenCase(asked), class: caseClass, url };
}

/** The exchange that was written down. */
export function exchangeOf({ asked, class: caseClass, url }: WrittenExchange): Exchange {
  return unknownResponse({ case: caseOf(asked), class: caseClass, url });
}

/** Whether a value is an exchange that was written down, as far as who reads it relies on that. */
export const isWrittenExchange = like({
  asked: like({
    method: text,
    path: text,
    query: orNull(text),
    headers: listOf(listOf(text)),
    body: (value) => orNull(text)(value) || like({ base64: text })(value),
  }),
  class: one('valid', 'invalid', 'malformed', 'undefined'),
  url: text,
});
