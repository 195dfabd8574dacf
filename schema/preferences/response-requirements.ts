import { describeValue } from '../json/describe-value.ts';
import type { Case, Exchange } from '../http/exchange.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { Operation } from '../contract/operation.ts';
import type { Judgement, Requirement } from '../requirements/requirement.ts';
import { jsonObjectOf, sentPreferences, successBody, userOf } from './preferences-of.ts';

const ERROR_MEMBERS = ['status', 'title', 'detail', 'violations'];

/** What the descriptions of the responses say of a response, beyond their schemas. */
export function responseRequirements(operation: Operation): readonly Requirement[] {
  const success = `${operation.pointer}/responses/200/description`;
  const failure = `${operation.pointer}/responses/default/description`;
  return [
    tentative('200-has-object', 'A 200 contains the user (object).', success, (exchange) => {
      const body = successBody(exchange);
      if (body === null || isError(body)) return null;
      return Object.hasOwn(body, 'object') ? [] : broken(success, '/object', 'a user', body);
    }),
    tentative(
      '200-has-preferences',
      'A 200 to an update with values contains object.preferences.',
      success,
      (exchange) => {
        const user = userOf(exchange);
        if (user === null) return null;
        if (Object.hasOwn(user, 'preferences')) return [];
        // Without a value in the update, there may be no preferences to show.
        const where = '/object/preferences';
        return sendsValue(exchange.case) ? broken(success, where, 'preferences', user) : null;
      },
    ),
    tentative('200-is-not-an-error', 'A 200 is not an Error.', success, (exchange) => {
      const body = successBody(exchange);
      if (body === null) return null;
      return isError(body) ? broken(success, '', 'a user response', body) : [];
    }),
    tentative(
      'error-is-not-a-user',
      'An error response contains no user.',
      failure,
      ({ response }) => {
        if (response === undefined || response.status < 400) return null;
        const body = jsonObjectOf(response);
        if (body === null) return null;
        const user = body.object;
        const carriesUser = isJsonObject(user) && Object.hasOwn(user, 'email');
        return carriesUser ? broken(failure, '/object', 'an Error', user) : [];
      },
    ),
  ];
}

function tentative(
  id: string,
  statement: string,
  ref: string,
  judge: (exchange: Exchange) => Judgement,
): Requirement {
  const quote = ref.includes('/200/')
    ? 'User response with updated preferences'
    : 'Unexpected error';
  return { id, level: 'tentative', statement, source: { ref, quote }, judge };
}

/** Whether a request sends a preference that is no null, which may delete. */
function sendsValue(asked: Case): boolean {
  return Object.values(sentPreferences(asked) ?? {}).some((value) => value !== null);
}

function isError(body: Readonly<Record<string, unknown>>): boolean {
  return !Object.hasOwn(body, 'object') && ERROR_MEMBERS.some((name) => Object.hasOwn(body, name));
}

function broken(clause: string, where: string, expected: string, actual: unknown): Judgement {
  return [{ clause, where, expected, actual: describeValue(actual) }];
}
