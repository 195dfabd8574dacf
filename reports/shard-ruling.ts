import type { Trouble } from '../schema/evidence.ts';
import { visibleLine } from '../schema/visible-text.ts';

/** How one shard ends: it reaches no verdict, because it has not asked all claims. */
export interface ShardRuling {
  readonly message: string;
  readonly exitCode: 0 | 2 | 130;
}

/**
 * Ends a shard: 0 whatever it found, so that its job goes on to hand over the evidence; 2 in trouble.
 *
 * @param shard which one, counted from 1
 */
export function endShard(
  shard: { readonly current: number; readonly total: number },
  troubles: readonly Trouble[],
  interrupted: boolean,
): ShardRuling {
  const name = `Shard ${shard.current} of ${shard.total}`;
  const [trouble] = troubles;
  if (interrupted) return { message: `${name} was interrupted.`, exitCode: 130 };
  if (trouble !== undefined) {
    return { message: visibleLine(`${name} is in trouble: ${trouble.message}`), exitCode: 2 };
  }
  const message = `${name} has asked its claims. Merging the reports of all shards reaches the verdict.`;
  return { message, exitCode: 0 };
}
