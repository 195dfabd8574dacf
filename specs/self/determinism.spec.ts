import { expect, test } from '@playwright/test';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { recordRun } from './judging/recorded-requests.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { onUserResponse } from '../../fixtures/mutants/deviation.ts';
import { readJson } from '../../schema/json-text/read-json.ts';
import { isJsonObject } from '../../schema/json-object.ts';

test('with one request in flight, the same seed sends the same bytes in the same order', async () => {
  const one = await recordRun({ SEED: '7', CONCURRENCY: '1' });
  const two = await recordRun({ SEED: '7', CONCURRENCY: '1' });
  expect(two.requests).toEqual(one.requests);
});

test('with four in flight, the same seed sends the same requests', async () => {
  const one = await recordRun({ SEED: '7', CONCURRENCY: '4' });
  const two = await recordRun({ SEED: '7', CONCURRENCY: '4' });
  expect(two.requests.toSorted()).toEqual(one.requests.toSorted());
});

test('another seed sends other requests', async () => {
  const one = await recordRun({ SEED: '7', CONCURRENCY: '1' });
  const two = await recordRun({ SEED: '8', CONCURRENCY: '1' });
  const known = new Set(one.requests);
  expect(two.requests.filter((request) => !known.has(request)).length).toBeGreaterThan(80);
});

test('default sends at most 400 requests; random ones are distinct and carry preferences', async () => {
  const { requests, evidences } = await recordRun({});
  expect(requests.length).toBeLessThanOrEqual(400);
  const counts = new Map(evidences.map((evidence) => [evidence.claim, evidence.requests]));
  let start = 0;
  for (const { claim, requests: sent } of evidences) {
    if (claim === 'valid-updates') break;
    start += sent;
  }
  const random = requests.slice(start, start + (counts.get('valid-updates') ?? 0));
  expect(random.length).toBeGreaterThanOrEqual(90);
  expect(new Set(random).size / random.length).toBeGreaterThanOrEqual(0.98);
  const carrying = random.filter((request) => carriesPreferences(request));
  expect(carrying.length / random.length).toBeGreaterThanOrEqual(0.7);
});

test('a server that is always wrong is found by the second request', async () => {
  const server = await startServer(onUserResponse((body) => ({ ...body, message: 1 })));
  const report = await judgeTarget(server.url, { PROFILE: 'smoke' }).finally(() => server.close());
  const [control] = report.requirements.filter(({ failures }) => failures.length > 0);
  expect(control?.failures[0]?.request.label).toBe('control');
});

test('the same faults are found with five seeds', async () => {
  const found = new Set<string>();
  for (const SEED of ['1', '2', '3', '4', '5']) {
    const server = await startServer(onUserResponse((body) => ({ ...body, message: 1 })));
    const report = await judgeTarget(server.url, { SEED, PROFILE: 'smoke' }).finally(() =>
      server.close(),
    );
    found.add(tripped(report).join(' '));
  }
  expect([...found]).toHaveLength(1);
});

function carriesPreferences(request: string): boolean {
  const recorded: unknown = JSON.parse(request);
  const text: unknown = Array.isArray(recorded) ? recorded[3] : null;
  if (typeof text !== 'string') return false;
  const reading = readJson(Buffer.from(text, 'latin1'));
  if (reading.kind !== 'json' || !isJsonObject(reading.value)) return false;
  const { updatedPreferences } = reading.value;
  return isJsonObject(updatedPreferences) && Object.keys(updatedPreferences).length > 0;
}
