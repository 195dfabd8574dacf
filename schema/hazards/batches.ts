import { isMediaType } from './hazard.ts';
import type { Carrier, Hazard, MemberCarrier, QueryCarrier, TextCarrier } from './hazard.ts';

/**
 * Whether two hazards may share a request, so that one clean response clears both. They must be of one class, valid
 * or undefined, both extreme or neither (a media type is neither), deep and wide ones among themselves (what hangs a server must be found in
 * few requests), and not want the same thing: one key, one header field, the octets of the body, the query (but
 * parts of one value stand side by side). Neither may hide the other behind a response
 * that many servers give: what is often refused travels alone, sizes share no body with others, and values of a
 * parameter, which no server need know and some take for the name of another store, are not saved with members.
 */
export function mayTravelTogether(a: Hazard, b: Hazard): boolean {
  const isShared = a.class === b.class && (a.class === 'valid' || a.class === 'undefined');
  const isOpen = [a, b].every((one) => one.oftenRefused !== true) && !hides(a, b) && !hides(b, a);
  return isShared && isOpen && trySameLimits(a, b) && !wantTheSame(a.carrier, b.carrier);
}

/**
 * Hazards in as few requests as greed finds, each list one request: every hazard joins the first list in which it
 * may travel with all others. Keeps the order.
 */
export function batchesOf(hazards: readonly Hazard[]): Hazard[][] {
  const batches: Hazard[][] = [];
  for (const hazard of hazards) {
    const batch = batches.find((others) =>
      others.every((other) => mayTravelTogether(other, hazard)),
    );
    if (batch === undefined) batches.push([hazard]);
    else batch.push(hazard);
  }
  return batches;
}

/** A media type tries no limit of its own; the members that travel with it show whether it is understood. */
function trySameLimits(a: Hazard, b: Hazard): boolean {
  if (isMediaType(a.carrier) || isMediaType(b.carrier)) return true;
  return a.extreme === b.extreme && (!a.extreme || isDeepOrWide(a) === isDeepOrWide(b));
}

function isDeepOrWide({ kind }: Hazard): boolean {
  return kind === 'nesting' || kind === 'width';
}

function hides(hazard: Hazard, other: Hazard): boolean {
  if (!goesIntoBody(other.carrier)) return false;
  return isParameterValue(hazard) || (hazard.kind === 'size' && !isMediaType(other.carrier));
}

function isParameterValue(hazard: Hazard): boolean {
  return hazard.carrier.in === 'query' && hazard.carrier.joins !== 'others';
}

function goesIntoBody(carrier: Carrier): boolean {
  return ['member', 'inside', 'text', 'body'].includes(carrier.in) || isMediaType(carrier);
}

function wantTheSame(a: Carrier, b: Carrier): boolean {
  if (rewritesBody(a) && rewritesBody(b)) return true;
  if (isNamed(a) && isNamed(b)) return a.key === b.key && a.exact === b.exact;
  if (a.in === 'inside' && b.in === 'inside') return a.container === b.container && a.key === b.key;
  if (a.in === 'query' && b.in === 'query') return !mayShareQuery(a, b);
  return a.in === 'header' && b.in === 'header' && a.field === b.field;
}

/** Whether a carrier is one or more members of the free-form object, with the key that they go by. */
export function isNamed(carrier: Carrier): carrier is MemberCarrier | TextCarrier {
  return carrier.in === 'member' || carrier.in === 'text';
}

function mayShareQuery(a: QueryCarrier, b: QueryCarrier): boolean {
  return (
    (a.joins !== null && a.joins === b.joins) || (a.part !== undefined && b.part !== undefined)
  );
}

function rewritesBody(carrier: Carrier): boolean {
  return carrier.in === 'body' || (carrier.in === 'header' && carrier.encode !== undefined);
}
