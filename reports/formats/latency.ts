import type { Observation } from '../../schema/requirements/evidence.ts';
import { percentile } from './quantity.ts';

/** Responses that make a distribution. */
export const FEWEST = 20;

/**
 * How long whole responses took, as an observation: median, 95th percentile and longest.
 *
 * @param latencies milliseconds
 */
export function latencyObservation(latencies: readonly number[]): readonly Observation[] {
  if (latencies.length < FEWEST) return [];
  const sorted = latencies.toSorted((a, b) => a - b);
  const [p50, p95, max] = [percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 100)];
  const statement = `Half of the responses took up to ${p50} ms, 95 % up to ${p95} ms, the slowest ${max} ms.`;
  return [{ kind: 'latency', statement, data: { p50, p95, max } }];
}
