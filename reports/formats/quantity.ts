/** A number with its noun: `1 request`, `1,204 requests`; `plural` for nouns that do not just take an s. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number with thousands separated by commas, the same in every locale. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Milliseconds for people: `0.4 ms`, `12 ms`, `3.4 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 9.95) return `${trimmed(milliseconds)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${trimmed(milliseconds / 1000)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Bytes for people: `17 bytes`, `1.5 KiB`, `3 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return countOf(bytes, 'byte');
  if (bytes < 1024 * 1024) return `${trimmed(bytes / 1024)} KiB`;
  return `${trimmed(bytes / 1024 / 1024)} MiB`;
}

/** The nearest-rank percentile (0 to 100) of values in ascending order; 0 of none. */
export function percentile(sorted: readonly number[], rank: number): number {
  const index = Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1);
  return sorted[index] ?? 0;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
