import { isExtremeMember } from '../extreme-case.ts';
import { RawJson } from '../json-text/raw-json.ts';
import type { Hazard, HazardKind, MemberCarrier } from './hazard.ts';

/** Name without its kind, value, what it is, what it breaks, source. */
export type ValueRow = readonly [
  name: string,
  value: unknown,
  what: string,
  breaks: string,
  source: string,
];

/** Rows of one kind as valid hazards, each a member whose key is the hazard's name. */
export function valueHazards(
  kind: HazardKind,
  rows: readonly ValueRow[],
): (Hazard & { readonly carrier: MemberCarrier })[] {
  return rows.map(([slug, value, what, breaks, source]) => {
    const name = `${kind}-${slug}`;
    const extreme = isExtremeMember(
      name,
      value instanceof RawJson ? JSON.parse(value.text) : value,
    );
    const carrier = { in: 'member', key: name, exact: false, value } as const;
    return { name, what, kind, class: 'valid', extreme, breaks, source, carrier };
  });
}
