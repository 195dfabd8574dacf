/** RFC 9110 15.5.2, 15.5.8 and 15.5.9, RFC 8470 5.2, RFC 6585 4. */
const MOMENTARY = new Set([401, 407, 408, 425, 429]);

/** Whether a status speaks of who asks, of the connection, or of the moment, and says nothing of the request. */
export function speaksOfTheMoment(status: number): boolean {
  return MOMENTARY.has(status);
}

/** RFC 9110 15.5.10, RFC 4918 11.3. */
const MAY_PASS = new Set([409, 423]);

/** Whether a status speaks of the state of what is stored, which may be another a moment later: a conflict, a lock. */
export function mayPass(status: number): boolean {
  return MAY_PASS.has(status);
}
