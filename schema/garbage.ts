import { getHeapStatistics } from 'node:v8';

/** Octets by which what is in memory may outgrow what the last collection left: less than one large value. */
const MOST_GROWTH = 16 * 1024 * 1024;

let left = Infinity;

/**
 * Collects garbage where memory has grown by 16 MiB since it was collected last: for who is about to make a value of tens
 * of megabytes. V8 by itself lets garbage grow as large as all that is in use, and further while it looks for it beside
 * the program. Does nothing in a process without `--expose-gc`, which the command of a run sets.
 */
export function collectGarbage(): void {
  const used = inUse();
  left = Math.min(left, used);
  if (used - left <= MOST_GROWTH) return;
  globalThis.gc?.();
  left = inUse();
}

/** Collects garbage at once, for who waits anyway. Does nothing in a process without `--expose-gc`, as `collectGarbage`. */
export function collectAllGarbage(): void {
  globalThis.gc?.();
}

function inUse(): number {
  return getHeapStatistics().used_heap_size;
}
