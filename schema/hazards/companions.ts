import type { Carrier, Hazard } from './hazard.ts';

/**
 * Whether two hazards may share a request, so that one clean answer clears both. They must be of one class, valid
 * or undefined, both extreme or neither, and not want the same thing: one key, one header field, the query
 * (unless both leave the parameter alone), the octets of the body. Neither may hide the other behind an answer
 * that every server may give: sizes share no body, and valid values of a parameter, which no server need know,
 * no request.
 */
export function mayTravelTogether(a: Hazard, b: Hazard): boolean {
  const isShared = a.class === b.class && (a.class === 'valid' || a.class === 'undefined');
  const isOpen = !isParameterValue(a) && !isParameterValue(b) && !shareSizedBody(a, b);
  return isShared && isOpen && a.extreme === b.extreme && !wantTheSame(a.carrier, b.carrier);
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

function isParameterValue(hazard: Hazard): boolean {
  return hazard.acceptance === 'observed' && hazard.carrier.in === 'query';
}

function shareSizedBody(a: Hazard, b: Hazard): boolean {
  const isSized = a.kind === 'size' || b.kind === 'size';
  return isSized && goesIntoBody(a.carrier) && goesIntoBody(b.carrier);
}

function goesIntoBody({ in: place }: Carrier): boolean {
  return place === 'member' || place === 'text' || place === 'body';
}

function wantTheSame(a: Carrier, b: Carrier): boolean {
  if (rewritesBody(a) && rewritesBody(b)) return true;
  if (a.in === 'member' && b.in === 'member') return a.key === b.key && a.exact === b.exact;
  if (a.in === 'query' && b.in === 'query') return !(a.joins && b.joins);
  return a.in === 'header' && b.in === 'header' && a.field === b.field;
}

function rewritesBody(carrier: Carrier): boolean {
  return carrier.in === 'body' || (carrier.in === 'header' && carrier.encode !== undefined);
}
