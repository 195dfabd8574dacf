import type { Case, CaseClass, HeaderPair } from '../http/exchange.ts';
import { isExtremeMember } from '../http/extreme-case.ts';
import { RawJson } from '../json/write-json.ts';

/** What each row of a table of hazards says; the tables differ in what goes into the request. */
export interface HazardRow {
  /** Slug of the hazard, without its kind. */
  readonly name: string;
  readonly what: string;
  readonly breaks: string;
  readonly source: string;
}

/** A hazard of one header field. */
export interface FieldRow extends HazardRow {
  /** Its value; more than one is sent as more than one field, none takes the field out. */
  readonly values: (mediaType: string) => readonly string[];
  readonly extreme?: boolean;
  readonly rough?: true;
  readonly encode?: (body: Uint8Array) => Uint8Array;
}

/** A hazard by the value of a member. */
export interface ValueRow extends HazardRow {
  readonly value: unknown;
}

/** What a hazard strains. */
export type HazardKind =
  | 'key'
  | 'string'
  | 'number'
  | 'empty'
  | 'container'
  | 'null'
  | 'inside'
  | 'nesting'
  | 'width'
  | 'size'
  | 'length'
  | 'text'
  | 'query'
  | 'header'
  | 'media-type'
  | 'framing';

/** How a hazard goes into a request. */
export type Carrier =
  | MemberCarrier
  | InsideCarrier
  | TextCarrier
  | BodyCarrier
  | QueryCarrier
  | HeaderCarrier
  | PiecesCarrier;

/** A member of the free-form object. */
export interface MemberCarrier {
  readonly in: 'member';
  readonly key: string;
  /** Whether the key itself is the hazard; otherwise the caller's prefix goes before it. */
  readonly exact: boolean;
  readonly value: unknown;
}

/** A member of an object that several share, a member of the free-form object itself. */
export interface InsideCarrier {
  readonly in: 'inside';
  /** Key of the object, without the caller's prefix. */
  readonly container: 'in' | 'odd';
  readonly key: string;
  /** Whether the key is a hazard, so that it is no other. */
  readonly exact: boolean;
  readonly value: unknown;
}

/** Members of the free-form object that no JavaScript value can say. */
export interface TextCarrier {
  readonly in: 'text';
  /** As of a member that is not exact. */
  readonly key: string;
  /** Whether names are the hazard: then it has others than the key. */
  readonly exact: boolean;
  /** The text of one or more members, without braces, from the key with the caller's prefix. */
  readonly render: (key: string) => string;
}

/** The octets of the whole body. */
export interface BodyCarrier {
  readonly in: 'body';
  /** Octets from the JSON text, an object, that would have been sent. */
  readonly bytes: (text: string) => Uint8Array;
}

/** The raw query. */
export interface QueryCarrier {
  readonly in: 'query';
  /** Raw query without `?`, from the (unreserved) name of a string parameter. */
  readonly raw: (parameter: string) => string;
  /** What it may be joined with by `&`: with more values of the parameter, or with other parameters; `null` for nothing. */
  readonly joins: 'values' | 'others' | null;
  /** The value of the parameter, escaped, where it may stand next to others in one value. */
  readonly part?: string;
}

/** Header fields, which replace those of the same names. */
export interface HeaderCarrier {
  readonly in: 'header';
  /** The field that the hazard is about, in lower case; fields of that name are taken out first. */
  readonly field: string;
  readonly pairs: (mediaType: string) => readonly HeaderPair[];
  /** What the fields say of the body, done to it: gzip, another charset. */
  readonly encode?: (body: Uint8Array) => Uint8Array;
}

/** The body, sent in two pieces with a pause between them. */
export interface PiecesCarrier {
  readonly in: 'pieces';
}

/** Something known to break servers, as one row. */
export interface Hazard {
  /** Slug, unique and stable: `key-proto`. */
  readonly name: string;
  /** What it is, as a noun: `a member named __proto__`. */
  readonly what: string;
  readonly kind: HazardKind;
  /** The class of a case that is valid except for this hazard. */
  readonly class: CaseClass;
  /** Whether an Error-shaped 4xx to it is a limit, by `isExtreme`. */
  readonly extreme: boolean;
  /** `observed` where a server may accept or refuse it although its class is clear, as in a case. */
  readonly acceptance?: Case['acceptance'];
  /** It has ended whole servers, and no client sends it by accident: for the profile full only. */
  readonly rough?: true;
  /** Conforming servers often refuse it, and then say nothing of what came with it. */
  readonly oftenRefused?: true;
  /** Servers, libraries and stores that it breaks. */
  readonly breaks: string;
  /** RFC section, CVE, JSONTestSuite file, manual. */
  readonly source: string;
  readonly carrier: Carrier;
}

/** Hazards that conforming servers often refuse, marked as such. */
export function oftenRefused(hazards: readonly Hazard[]): Hazard[] {
  return hazards.map((hazard) => ({ ...hazard, oftenRefused: true }));
}

/** Whether a hazard is one by its size, in any direction. */
export function isLarge({ kind }: Hazard): boolean {
  return kind === 'size' || kind === 'length' || kind === 'width' || kind === 'nesting';
}

/** Whether a carrier is the media type of the body. */
export function isMediaType(carrier: Carrier): boolean {
  return carrier.in === 'header' && carrier.field === 'content-type';
}

/** The member that a carrier stands for, its key with the caller's prefix unless the key is the hazard. */
export function memberOf(carrier: MemberCarrier, prefix: string): readonly [string, unknown] {
  return [carrier.exact ? carrier.key : prefix + carrier.key, carrier.value];
}

/** Rows of one kind as valid hazards, each a member whose key is the hazard's name. */
export function valueHazards(
  kind: HazardKind,
  rows: readonly ValueRow[],
): (Hazard & { readonly carrier: MemberCarrier })[] {
  return rows.map(({ name: slug, value, ...row }) => {
    const name = `${kind}-${slug}`;
    const extreme = isExtremeMember(
      name,
      value instanceof RawJson ? JSON.parse(value.text) : value,
    );
    const carrier = { in: 'member', key: name, exact: false, value } as const;
    return { ...row, name, kind, class: 'valid', extreme, carrier };
  });
}

/** Rows about one field as hazards: `media-type` in `Content-Type`, say. */
export function fieldHazards(
  kind: HazardKind,
  field: string,
  caseClass: CaseClass,
  rows: readonly FieldRow[],
): Hazard[] {
  return rows.map(({ values, encode, extreme = false, ...row }) => ({
    ...row,
    name: `${kind}-${row.name}`,
    kind,
    class: caseClass,
    extreme,
    carrier: carrierOf(field, { values, ...(encode && { encode }) }),
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
