import { isWithoutContent, readingOf } from '../http/response-reading.ts';
import { acceptsCoding, contentCodings } from '../http/content-codings.ts';
import type { RawResponse, Exchange } from '../http/exchange.ts';
import { headerValues, isJsonMediaType, mediaTypeOf } from '../http/media-type.ts';
import type { Judgement, Requirement } from './requirement.ts';
import type { Violation } from '../contract/violations.ts';

/** What every response owes on the wire, whatever operation it is of. */
export const WIRE_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'answer-is-whole',
    level: 'implied',
    statement: 'Every request gets a complete HTTP response.',
    source: {
      ref: 'RFC 9112 8',
      quote:
        'A client that receives an incomplete response message ... MUST record the message as incomplete.',
    },
    condition: 'a response that no proxy forwards',
    ofLastHop: true,
    // RFC 9110 15.2.1: a client that gets a 100 it did not ask for discards it; this one cannot.
    judge: ({ noResponse }) => {
      if (noResponse?.kind === 'unasked-continue') return null;
      return noResponse === undefined
        ? []
        : [finding('RFC 9112 8', '', 'a whole response', noResponse.message, noResponse.kind)];
    },
  },
  {
    id: 'body-is-json',
    level: 'implied',
    statement: 'A body labelled as JSON is valid JSON.',
    source: { ref: 'RFC 8259 2', quote: 'JSON-text = ws value ws' },
    judge: (exchange) =>
      judgeJsonText(exchange, (response) => {
        const reading = readingOf(response);
        if (reading.kind !== 'not-json') return [];
        const actual = response.body.length === 0 ? 'an empty body' : reading.message;
        return [finding('RFC 8259 2', '', 'a JSON text', actual)];
      }),
  },
  {
    id: 'body-is-utf-8',
    level: 'implied',
    statement: 'A body labelled as JSON is UTF-8.',
    source: {
      ref: 'RFC 8259 8.1',
      quote: 'JSON text exchanged between systems ... MUST be encoded using UTF-8.',
    },
    judge: (exchange) =>
      judgeJsonText(exchange, (response) => {
        const reading = readingOf(response);
        if (reading.kind !== 'not-utf-8') return [];
        return [
          finding('RFC 8259 8.1', '', 'UTF-8', `an invalid byte at offset ${reading.offset}`),
        ];
      }),
  },
  {
    id: 'body-has-no-bom',
    level: 'implied',
    statement: 'A body labelled as JSON does not start with a byte order mark.',
    source: {
      ref: 'RFC 8259 8.1',
      quote: 'Implementations MUST NOT add a byte order mark (U+FEFF).',
    },
    judge: (exchange) =>
      judgeJsonText(exchange, ({ body }) =>
        body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
          ? [finding('RFC 8259 8.1', '', 'no byte order mark', 'the octets EF BB BF first')]
          : [],
      ),
  },
  {
    id: 'member-names-are-unique',
    level: 'tentative',
    statement: 'No object in a response repeats a member name.',
    source: { ref: 'RFC 8259 4', quote: 'The names within an object SHOULD be unique.' },
    judge: (exchange) =>
      judgeJsonText(exchange, (response) => {
        const reading = readingOf(response);
        if (reading.kind !== 'json') return [];
        return (
          reading.duplicates
            .slice(0, 1)
            // The place may hold names that the suite chose.
            .map((where) => ({
              ...finding('RFC 8259 4', where, 'each name once', 'a repeated member name'),
              place: '',
            }))
        );
      }),
  },
  {
    id: 'content-coding-decodes',
    level: 'implied',
    statement: 'The stated content coding can be decoded.',
    source: {
      ref: 'RFC 9110 8.4',
      quote:
        'The "Content-Encoding" header field indicates what content codings have been applied.',
    },
    condition: 'a response that no proxy forwards states a content coding',
    ofLastHop: true,
    judge: ({ response }) => {
      if (response === undefined || contentCodings(response.headers).length === 0) return null;
      if (response.codingError === undefined) return response.unread === undefined ? [] : null;
      return [
        finding(
          'RFC 9110 8.4',
          'header Content-Encoding',
          'content that decodes',
          response.codingError,
        ),
      ];
    },
  },
  {
    id: 'content-coding-was-accepted',
    level: 'tentative',
    statement: 'A response uses only content codings that the request accepts.',
    source: {
      ref: 'RFC 9110 12.5.3',
      quote:
        'A server that ... cannot send a response acceptable according to the Accept-Encoding header field SHOULD send a response without any content coding.',
    },
    condition: 'a response that no proxy forwards states a content coding',
    ofLastHop: true,
    judge: ({ response, case: asked }) => {
      const codings = response === undefined ? [] : contentCodings(response.headers);
      const accepted = headerValues(asked.headers, 'accept-encoding').join(', ');
      if (codings.length === 0 || accepted === '') return null;
      return [...new Set(codings)]
        .filter((coding) => !acceptsCoding(accepted, coding))
        .map((coding) =>
          finding('RFC 9110 12.5.3', 'header Content-Encoding', `one of ${accepted}`, coding),
        );
    },
  },
];

function judgeJsonText(
  exchange: Exchange,
  judge: (response: RawResponse) => readonly Violation[],
): Judgement {
  const { response } = exchange;
  if (response === undefined || response.codingError !== undefined) return null;
  if (response.unread !== undefined) return null;
  if (response.body.length < response.bodyLength) return null;
  if (isWithoutContent(exchange.case.method, response)) return null;
  return isJsonMediaType(mediaTypeOf(response)) ? judge(response) : null;
}

function finding(
  clause: string,
  where: string,
  expected: string,
  actual: string,
  label?: string,
): Violation {
  return { clause, where, expected, actual, ...(label === undefined ? {} : { label }) };
}
