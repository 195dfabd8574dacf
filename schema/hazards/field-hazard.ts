import type { CaseClass } from '../exchange.ts';
import type { Hazard, HazardKind, HeaderCarrier } from './hazard.ts';

/** A hazard of one header field. */
export interface FieldRow {
  readonly name: string;
  /** Its value; more than one is sent as more than one field, none takes the field out. */
  readonly values: (mediaType: string) => readonly string[];
  readonly what: string;
  readonly breaks: string;
  readonly source: string;
  readonly extreme?: boolean;
  readonly rough?: true;
  readonly encode?: (body: Uint8Array) => Uint8Array;
}

/** Rows about one field as hazards: `media-type` in `Content-Type`, say. */
export function fieldHazards(
  kind: HazardKind,
  field: string,
  caseClass: CaseClass,
  rows: readonly FieldRow[],
): Hazard[] {
  return rows.map(({ name, what, breaks, source, extreme = false, rough, ...row }) => ({
    name: `${kind}-${name}`,
    what,
    kind,
    class: caseClass,
    extreme,
    ...(rough === undefined ? {} : { rough }),
    breaks,
    source,
    carrier: carrierOf(field, row),
  }));
}

function carrierOf(
  field: string,
  { values, encode }: Pick<FieldRow, 'values' | 'encode'>,
): HeaderCarrier {
  return {
    in: 'header',
    field: field.toLowerCase(),
    pairs: (mediaType) => values(mediaType).map((value) => [field, value] as const),
    ...(encode === undefined ? {} : { encode }),
  };
}
