import type { Case, HeaderPair } from '../http/exchange.ts';
import { stringToken } from '../json/json-style.ts';
import { writeJson } from '../json/write-json.ts';
import { isMediaType, memberOf } from './hazard.ts';
import type { Carrier, Hazard } from './hazard.ts';

/** The valid request that hazards go into. */
export interface HazardFrame {
  readonly method: string;
  readonly path: string;
  /** Fields of the plain request, Content-Type among them. */
  readonly headers: readonly HeaderPair[];
  /** Media type of the body, as declared. */
  readonly mediaType: string;
  /** Name of a query parameter of type string, or `null` where the operation has none. */
  readonly parameter: string | null;
  /** Before the keys of hazards that are values: keeps them apart from what the target holds. */
  readonly prefix: string;
  /** The text of a whole valid body, an object, from the text of its free-form object. */
  readonly body: (freeForm: string) => string;
  /** The text of a body that the contract does not allow. */
  readonly refused: string;
}

/** Whether a frame can carry a hazard: those of the query want a parameter. */
export function fits({ carrier }: Hazard, { parameter }: HazardFrame): boolean {
  return carrier.in !== 'query' || parameter !== null;
}

/**
 * One case that carries all given hazards, which must fit the frame and be able to travel together; a plain one for none.
 *
 * @param before plain members that stand before theirs, under other names
 */
export function hazardCase(
  hazards: readonly Hazard[],
  frame: HazardFrame,
  before: Readonly<Record<string, unknown>> = {},
): Case {
  const carriers = hazards.map(({ carrier }) => carrier);
  return {
    label: hazards.map(({ name }) => name).join(' '),
    method: frame.method,
    path: frame.path,
    query: queryOf(carriers, frame.parameter),
    headers: headersOf(carriers, frame),
    body: bodyOf(carriers, freeFormText(hazards, frame.prefix, before), frame),
    ...(carriers.some((carrier) => carrier.in === 'pieces') && { inPieces: true }),
    ...(hazards[0] === undefined ? {} : { meant: hazards[0].class }),
    ...(hazards.some(({ acceptance }) => acceptance === 'observed') && { acceptance: 'observed' }),
  };
}

/** A case that the contract does not allow, with the fields of all given hazards, which must be able to travel together. */
export function refusedCase(hazards: readonly Hazard[], frame: HazardFrame): Case {
  const { method, path, refused } = frame;
  const carriers = hazards.map(({ carrier }) => carrier);
  return {
    label: ['refused', ...hazards.map(({ name }) => name)].join(' '),
    method,
    path,
    query: null,
    headers: headersOf(carriers, frame),
    body: Buffer.from(refused),
  };
}

/** The free-form object that holds the members of all given hazards, as a JSON text. */
function freeFormText(
  hazards: readonly Hazard[],
  prefix: string,
  before: Readonly<Record<string, unknown>>,
): string {
  const plain = Object.entries(before).map(([name, value]) => memberText(prefix + name, value));
  const members = hazards.flatMap(({ carrier }) => {
    if (carrier.in === 'text') return [carrier.render(prefix + carrier.key)];
    return carrier.in === 'member' ? [memberText(...memberOf(carrier, prefix))] : [];
  });
  const shared = ['in', 'odd'].flatMap((container) => containerText(hazards, prefix, container));
  const texts = [...plain, ...members, ...shared];
  return `{${(texts.length === 0 ? witnessText(hazards, prefix) : texts).join(',')}}`;
}

/** A plain preference where there is no hazard, or one that is lost where a media type or framing is not understood. */
function witnessText(hazards: readonly Hazard[], prefix: string): readonly string[] {
  if (hazards.length === 0) return [memberText(`${prefix}text`, 'a')];
  const type = hazards.find(
    ({ kind, class: caseClass, carrier }) =>
      caseClass === 'valid' && (kind === 'framing' || isMediaType(carrier)),
  );
  return type === undefined
    ? []
    : [memberText(`${prefix}text`, type.name.replace(`${type.kind}-`, ''))];
}

function containerText(hazards: readonly Hazard[], prefix: string, container: string): string[] {
  const members = hazards.flatMap(({ carrier }) =>
    carrier.in === 'inside' && carrier.container === container
      ? [memberText(carrier.key, carrier.value)]
      : [],
  );
  return members.length === 0 ? [] : [`"${prefix}${container}":{${members.join(',')}}`];
}

function memberText(key: string, value: unknown): string {
  return `${stringToken(key, 'shortest')}:${writeJson(value)}`;
}

function bodyOf(carriers: readonly Carrier[], freeForm: string, { body }: HazardFrame): Uint8Array {
  const text = body(freeForm);
  const rewriting = carriers.find((carrier) => carrier.in === 'body');
  const bytes = rewriting?.bytes(text) ?? Buffer.from(text);
  const encoding = carriers.find(
    (carrier) => carrier.in === 'header' && carrier.encode !== undefined,
  );
  return encoding?.in === 'header' ? (encoding.encode?.(bytes) ?? bytes) : bytes;
}

function headersOf(
  carriers: readonly Carrier[],
  { headers, mediaType }: HazardFrame,
): HeaderPair[] {
  const mine = carriers.filter((carrier) => carrier.in === 'header');
  const kept = headers.filter(([name]) => mine.every(({ field }) => field !== name.toLowerCase()));
  return [...kept, ...mine.flatMap(({ pairs }) => pairs(mediaType))];
}

function queryOf(carriers: readonly Carrier[], parameter: string | null): string | null {
  if (parameter === null) return null;
  const queries = carriers.filter((carrier) => carrier.in === 'query');
  const parts = queries.flatMap(({ part }) => part ?? []);
  const raw = queries.filter(({ part }) => part === undefined).map((query) => query.raw(parameter));
  const pairs = parts.length === 0 ? raw : [...raw, `${parameter}=${parts.join('-')}`];
  return pairs.length === 0 ? null : pairs.join('&');
}
