import { expect, test } from '@playwright/test';
import { latencyObservation } from '../../reports/formats/latency.ts';
import { renderLatency } from '../../reports/page/latency-plot.ts';
import { sampleReport } from './reports/sample-report.ts';

test('the latencies that are told are those that the page draws', () => {
  const latencies = [40, 10, 30, 20].flatMap((each) => Array<number>(5).fill(each));
  const [told] = latencyObservation(latencies);
  expect(told?.data).toEqual({ p50: 20, p95: 40, max: 40 });
  expect(renderLatency(sampleReport({ latencies }))?.markup).toContain(
    '20 responses: p50 20 ms, p95 40 ms, max 40 ms.',
  );
});

test('where few responses were timed, nothing is told of latency', () => {
  for (const latencies of [[], Array<number>(19).fill(10)]) {
    expect(latencyObservation(latencies)).toEqual([]);
    expect(renderLatency(sampleReport({ latencies }))).toBeNull();
  }
});
