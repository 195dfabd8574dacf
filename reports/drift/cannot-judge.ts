/** Drift that cannot be judged: says in one sentence what is in the way and what to do. */
export class CannotJudge extends Error {
  override readonly name = 'CannotJudge';
}
