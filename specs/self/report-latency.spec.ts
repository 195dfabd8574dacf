import { expect, test } from '@playwright/test';
import { latencyObservation } from '../../reports/latency.ts';
import { renderLatency } from '../../reports/page/latency-plot.ts';
import { sampleReport } from './reports/sample-report.ts';

test('the latencies that are told are those that the page draws', () => {
  const latencies = [40, 10, 30, 20];
  const [told] = latencyObservation(latencies);
  expect(told?.data).toEqual({ p50: 20, p95: 40, max: 40 });
  expect(renderLatency(sampleReport({ latencies })).markup).toContain(
    '4 answers: p50 20 ms, p95 40 ms, max 40 ms.',
  );
});

test('where no answer was timed, nothing is told of latency', () => {
  expect(latencyObservation([])).toEqual([]);
});
