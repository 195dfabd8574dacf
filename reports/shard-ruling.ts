import type { Trouble } from '../schema/evidence.ts';
import { visibleLine } from '../schema/visible-text.ts';
import { NOT_PUT_BACK } from './run-verdict.ts';

/** How one shard ends: it reaches no verdict, because it has not asked all claims. */
export interface ShardRuling {
  readonly message: string;
  readonly exitCode: 0 | 2 | 130;
}

/** What the end of a shard rests on. */
export interface ShardState {
  readonly troubles: readonly Trouble[];
  readonly interrupted: boolean;
  readonly strict: boolean;
  /** Whether the target is as the shard found it. */
  readonly putBack: boolean;
}

/**
 * Ends a shard: 0 whatever it found, so that its job goes on to hand over the evidence; 2 in trouble, and in strict
 * mode where it left the target other than it was.
 *
 * @param shard which one, counted from 1
 */
export function endShard(
  shard: { readonly current: number; readonly total: number },
  { troubles, interrupted, strict, putBack }: ShardState,
): ShardRuling {
  const name = `Shard ${shard.current} of ${shard.total}`;
  const [trouble] = troubles;
  if (interrupted) return { message: `${name} was interrupted.`, exitCode: 130 };
  if (trouble !== undefined) {
    return { message: visibleLine(`${name} is in trouble: ${trouble.message}`), exitCode: 2 };
  }
  const asked = `${name} has asked its claims. Merging the reports of all shards reaches the verdict.`;
  if (putBack) return { message: asked, exitCode: 0 };
  return { message: `${asked} Warning: ${NOT_PUT_BACK}`, exitCode: strict ? 2 : 0 };
}
