import type { Case } from './exchange.ts';
import { headerValues } from './media-type.ts';

const BAD_REQUEST = 400;
const LENGTH_REQUIRED = 411;

/**
 * Whether a status may refuse a case for a body in chunks, which does not say how long it is: with 411 (RFC 9112 6.3, RFC
 * 9110 15.5.12), or with 400 as any request that a server will not process (15.5.1).
 *
 * @param status of the response to the case
 */
export function asksForLength({ headers }: Case, status: number): boolean {
  const isInChunks = headerValues(headers, 'transfer-encoding').length > 0;
  return isInChunks && (status === LENGTH_REQUIRED || status === BAD_REQUEST);
}
