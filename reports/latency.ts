import type { Observation } from '../schema/evidence.ts';

/**
 * How long whole answers took, as an observation: median, 95th percentile and longest.
 *
 * @param latencies milliseconds
 */
export function latencyObservation(latencies: readonly number[]): readonly Observation[] {
  if (latencies.length === 0) return [];
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const [p50, p95, max] = [at(0.5), at(0.95), at(1)];
  const statement = `Half of the answers took up to ${p50} ms, 95 % up to ${p95} ms, the slowest ${max} ms.`;
  return [{ kind: 'latency', statement, data: { p50, p95, max } }];
}
