import fc from 'fast-check';
import { visibleCharacters } from '../json/characters.ts';

type Strings = fc.Arbitrary<string>;

const twoDigits = (max: number) => fc.integer({ min: 0, max }).map(padded);

function padded(value: number): string {
  return String(value).padStart(2, '0');
}

const date: Strings = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));
const clock: Strings = fc
  .tuple(twoDigits(23), twoDigits(59), twoDigits(59), fc.constantFrom('', '.5', '.123456'))
  .map(([hours, minutes, seconds, fraction]) => `${hours}:${minutes}:${seconds}${fraction}`);
const zone: Strings = fc.constantFrom('Z', '+00:00', '+02:00', '-05:30', '+14:00');
const time: Strings = fc.tuple(clock, zone).map((parts) => parts.join(''));
const dateTime: Strings = fc.tuple(date, time).map((parts) => parts.join('T'));

const count = fc.integer({ min: 0, max: 400 });
const duration: Strings = fc.oneof(
  count.map((days) => `P${String(days)}D`),
  count.map((weeks) => `P${String(weeks)}W`),
  fc.tuple(count, count).map(([hours, minutes]) => `PT${String(hours)}H${String(minutes)}M`),
  fc.tuple(count, count).map(([years, seconds]) => `P${String(years)}YT${String(seconds)}S`),
);

const opaqueUri: Strings = fc.uuid().map((uuid) => `urn:uuid:${uuid}`);
const segment: Strings = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
const path: Strings = fc.array(segment, { maxLength: 3 }).map((segments) => segments.join('/'));
/** fast-check's own web addresses begin with a table of all characters that takes most of a second to build. */
const escaped: Strings = fc
  .array(fc.oneof(segment, fc.constantFrom('~', '%20', '%C3%A9', '@', ':', '=', '&')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const origin: Strings = fc
  .tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.constantFrom('', ':8080'))
  .map(([scheme, host, port]) => `${scheme}://${host}${port}`);
const after = (mark: string): Strings =>
  fc.oneof(
    fc.constant(''),
    escaped.map((text) => mark + text),
  );
const webUrl: Strings = fc
  .tuple(origin, fc.constant('/'), path, after('?'), after('#'))
  .map((parts) => parts.join(''));
const uri: Strings = fc.oneof(
  { weight: 3, arbitrary: webUrl },
  { weight: 1, arbitrary: opaqueUri },
);
const uriReference: Strings = fc.oneof(path, uri);
const uriTemplate: Strings = fc
  .tuple(path, segment)
  .map(([start, variable]) => `${start}/{${variable}}`);

const pointerToken: Strings = fc
  .string({ unit: visibleCharacters, maxLength: 6 })
  .map((token) => token.replaceAll('~', '~0').replaceAll('/', '~1'));
const jsonPointer: Strings = fc
  .array(pointerToken, { maxLength: 4 })
  .map((tokens) => tokens.map((token) => `/${token}`).join(''));
const fragmentPointer: Strings = fc
  .array(segment, { maxLength: 4 })
  .map((tokens) => `#${tokens.map((token) => `/${token}`).join('')}`);
const relativePointer: Strings = fc
  .tuple(fc.nat({ max: 30 }), fc.oneof(fc.constant('#'), jsonPointer))
  .map(([levels, rest]) => `${String(levels)}${rest}`);

const regex: Strings = fc
  .array(fc.constantFrom('a', '[0-9]', '\\d+', '(?:x|y)', '.*', '\\p{L}', 'é?', '^', '$'), {
    maxLength: 5,
  })
  .map((atoms) => atoms.join(''));

const byFormat: ReadonlyMap<string, Strings> = new Map([
  ['date', date],
  ['time', time],
  ['date-time', dateTime],
  ['iso-time', fc.oneof(clock, time)],
  ['iso-date-time', dateTime],
  ['duration', duration],
  ['uri', uri],
  ['iri', uri],
  ['url', webUrl],
  ['uri-reference', uriReference],
  ['iri-reference', uriReference],
  ['uri-template', uriTemplate],
  ['email', fc.emailAddress()],
  ['idn-email', fc.emailAddress()],
  ['hostname', fc.domain()],
  ['idn-hostname', fc.domain()],
  ['ipv4', fc.ipV4()],
  ['ipv6', fc.ipV6()],
  ['uuid', fc.uuid()],
  ['regex', regex],
  ['json-pointer', jsonPointer],
  ['json-pointer-uri-fragment', fragmentPointer],
  ['relative-json-pointer', relativePointer],
  ['byte', fc.base64String()],
]);

/** The length of the shortest text of a format, where that is not one or none: what is shorter need not be looked for. */
const shortest: ReadonlyMap<string, number> = new Map([
  ['date', 10],
  ['time', 9],
  ['date-time', 20],
  ['iso-time', 8],
  ['iso-date-time', 19],
  ['duration', 3],
  ['uri', 2],
  ['iri', 2],
  ['url', 4],
  ['email', 3],
  ['idn-email', 3],
  ['ipv4', 7],
  ['ipv6', 2],
  ['uuid', 36],
]);

/**
 * Strings of a format (JSON Schema Validation 7.3, OpenAPI 3.1.0, 4.4, and those ajv-formats adds), or
 * `undefined` for a format that does not restrict strings (`password`, `int32`), is not known, or has no text that is
 * short enough.
 *
 * @param maxLength in code points; some of the strings may be longer
 */
export function formatted(format: string, maxLength = Infinity): fc.Arbitrary<string> | undefined {
  return maxLength < (shortest.get(format) ?? 0) ? undefined : byFormat.get(format);
}
