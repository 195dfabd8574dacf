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
  const stated = String(body.status);
  const differs =
    Object.hasOwn(body, 'status') && /^[1-5]\d\d$/.test(stated) && stated !== `${status}`;
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

/** An empty path names the root. */
function isPointless(violation: unknown): boolean {
  return isJsonObject(violation) && (violation.propertyPath ?? null) === null;
}
