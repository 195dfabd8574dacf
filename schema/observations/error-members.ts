import { isJsonObject } from '../json-object.ts';

/**
 * What an Error body says that does not fit its answer, in one sentence each. The contract leaves all of it
 * open, so it is only observed.
 *
 * @param status HTTP status of the answer
 * @param body its JSON value
 */
export function oddErrorMembers(status: number, body: unknown): readonly string[] {
  if (!isJsonObject(body)) return [];
  const stated = Number(body.status);
  const differs = body.status !== undefined && Number.isInteger(stated) && stated !== status;
  const listed = Array.isArray(body.violations) ? body.violations : null;
  const wantsList = status === 400 || status === 422;
  return [
    ...(differs ? ['The member status of an Error differs from the HTTP status.'] : []),
    ...(wantsList && (listed === null || listed.length === 0)
      ? [`An Error under ${status} lists no violations.`]
      : []),
    ...(listed?.some(isPointless) === true ? ['A violation names no propertyPath.'] : []),
  ];
}

function isPointless(violation: unknown): boolean {
  return isJsonObject(violation) && (violation.propertyPath ?? '') === '';
}
