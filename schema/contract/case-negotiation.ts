import type { CaseFault } from './case-fault.ts';
import { fieldValues, PARAMETERS, TOKEN } from '../http/request-reading.ts';
import type { Case } from '../http/exchange.ts';
import { oncePer } from '../once-per.ts';
import type { Operation } from './operation.ts';

/** One element of Accept or Accept-Encoding: what it names in lower case, and its weight. */
interface Preference {
  readonly range: string;
  readonly quality: number;
}

const QUALITY = /;[ \t]*q=(.*)$/i;
const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;
const MEDIA_RANGE = new RegExp(`^${TOKEN}/${TOKEN}${PARAMETERS}$`);
const CODING = new RegExp(`^${TOKEN}${PARAMETERS}$`);

const declaredTypes = oncePer((operation: Operation) =>
  operation.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType)),
);

/**
 * What a case asks of the response's form: `null` where one of the declared media types without content
 * coding will do. Otherwise a server may answer 406 or disregard it (RFC 9110 12.5.1, 12.5.3): undefined.
 */
export function negotiationFault(operation: Operation, c: Case): CaseFault | null {
  if (!acceptsDeclared(operation, fieldValues(c, 'accept'))) {
    return { class: 'undefined', reason: 'accept-no-declared-type' };
  }
  if (!acceptsIdentity(fieldValues(c, 'accept-encoding'))) {
    return { class: 'undefined', reason: 'accept-no-identity' };
  }
  return null;
}

function acceptsDeclared(operation: Operation, fields: readonly string[]): boolean {
  const types = declaredTypes(operation);
  if (fields.join('') === '' || types.includes(fields.join())) return true;
  const preferences = readPreferences(fields, MEDIA_RANGE);
  return preferences !== null && types.some((type) => accepts(preferences, rangesFor(type)));
}

function acceptsIdentity(fields: readonly string[]): boolean {
  if (fields.join('') === '') return true;
  const preferences = readPreferences(fields, CODING);
  if (preferences === null) return false;
  const isNamed = preferences.some(({ range }) => range === 'identity' || range === '*');
  return !isNamed || accepts(preferences, ['identity', '*']);
}

/** Ranges that match a media type, the most specific one first (RFC 9110 12.5.1). */
function rangesFor(mediaType: string): string[] {
  const essence = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return [essence, `${essence.split('/')[0] ?? ''}/*`, '*/*'];
}

/** Whether the most specific range present has a weight above zero. */
function accepts(preferences: readonly Preference[], ranges: readonly string[]): boolean {
  const match = ranges
    .map((range) => preferences.find((preference) => preference.range === range))
    .find((preference) => preference !== undefined);
  return match !== undefined && match.quality > 0;
}

/** The elements of a list field, or `null` where one breaks the grammar. */
function readPreferences(fields: readonly string[], element: RegExp): Preference[] | null {
  const elements = fields.flatMap((field) => field.split(',').map((part) => part.trim()));
  const preferences = elements.filter((part) => part !== '').map((part) => read(part, element));
  return preferences.every((preference) => preference !== null) ? preferences : null;
}

function read(part: string, element: RegExp): Preference | null {
  const weight = QUALITY.exec(part)?.[1]?.trim() ?? '1';
  if (!element.test(part) || !WEIGHT.test(weight)) return null;
  return { range: part.replace(QUALITY, '').trim().toLowerCase(), quality: Number(weight) };
}
